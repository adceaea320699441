// A link to a page. Inside the application it changes the page without a reload and prefetches on hover and focus;
// outside of a router (a story, a test of one part) it is a plain link.
import { useRouter } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, MouseEvent, Ref } from 'react';

export type AppLinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & {
  href: string;
  ref?: Ref<HTMLAnchorElement>;
  /** Replaces the current entry of the browser's history. */
  replace?: boolean;
};

function isPlainClick(event: MouseEvent<HTMLAnchorElement>): boolean {
  const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  return event.button === 0 && !modified && !event.defaultPrevented;
}

export function AppLink({ href, replace, onClick, onPointerEnter, onFocus, target, ...rest }: AppLinkProps) {
  const router = useRouter({ warn: false });
  const isInside = Boolean(router) && href.startsWith('/') && !href.startsWith('/api/') && !target;
  const preload = () => {
    if (!isInside) return;
    const to = new URL(href, window.location.origin);
    const search = router.options.parseSearch?.(to.search) ?? {};
    router.preloadRoute({ to: to.pathname, search } as never).catch(() => undefined);
  };
  return (
    <a
      {...rest}
      href={href}
      target={target}
      onPointerEnter={(event) => {
        onPointerEnter?.(event);
        preload();
      }}
      onFocus={(event) => {
        onFocus?.(event);
        preload();
      }}
      onClick={(event) => {
        onClick?.(event);
        if (!isInside || !isPlainClick(event)) return;
        event.preventDefault();
        void router.navigate({ href, replace });
      }}
    />
  );
}
