// The keyboard of a test: a letter chooses, F flags, the arrows turn the page. Never while somebody types.
import { useEffect } from 'react';

type AttemptKeys = {
  /** Answers whether the key stood for a choice. */
  choose: (key: string) => boolean;
  flag: () => void;
  previous: () => void;
  next: () => void;
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, select, input:not([type="radio"], [type="checkbox"])'));

export function useAttemptKeys({ choose, flag, previous, next }: AttemptKeys, isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    function onKey(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target))
        return;
      const isForward = event.key === (document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight');
      if (isForward) next();
      else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') previous();
      else if (choose(event.key)) event.preventDefault();
      else if (event.key === 'f' || event.key === 'F') flag();
      else return;
      event.preventDefault();
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [choose, flag, previous, next, isOn]);
}
