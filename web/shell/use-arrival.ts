// After a change of page the focus goes to its title, so that a screen reader reads it and Tab continues from there.
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

export function useArrival(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ pathChanged, fromLocation }) => {
        if (!pathChanged || !fromLocation) return;
        const target =
          document.querySelector<HTMLElement>('#main h1[tabindex], #main h1') ??
          document.querySelector<HTMLElement>('#main');
        if (target && !target.hasAttribute('tabindex')) target.tabIndex = -1;
        target?.focus({ preventScroll: true });
      }),
    [router],
  );
}
