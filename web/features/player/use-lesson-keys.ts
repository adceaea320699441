// The arrow keys move between lessons, in the direction in which the page is read.
import { useDirection } from '@mantine/core';
import { useEffect } from 'react';

type LessonKeys = { onPrevious?: () => void; onNext?: () => void };

/** Things that use the arrow keys themselves keep them. */
const ownArrows =
  'input, textarea, select, video, audio, iframe, pre, [contenteditable], [data-scrolls], [role="slider"], [role="menu"], [role="dialog"], [role="radiogroup"]';

export function useLessonKeys({ onPrevious, onNext }: LessonKeys): void {
  const { dir } = useDirection();
  useEffect(() => {
    const forward = dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const backward = dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
    function onKeyDown(event: KeyboardEvent) {
      const isModified = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
      if (isModified || event.defaultPrevented || document.querySelector('[role="dialog"]')) return;
      if ((event.target as Element | null)?.closest?.(ownArrows)) return;
      const move = event.key === forward ? onNext : event.key === backward ? onPrevious : undefined;
      if (!move) return;
      event.preventDefault();
      move();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [dir, onPrevious, onNext]);
}
