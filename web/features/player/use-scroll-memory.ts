// Remembers how far down one was in a lesson, for this tab: whoever comes back reads on where they stopped.
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

const keyOf = (lesson_id: string) => `lyceum.scroll.${lesson_id}`;

function remember(lesson_id: string, top: number): void {
  try {
    sessionStorage.setItem(keyOf(lesson_id), String(Math.round(top)));
  } catch {
    // Storage may be switched off or full; the lesson then begins at its top.
  }
}

function remembered(lesson_id: string): number {
  try {
    return Number(sessionStorage.getItem(keyOf(lesson_id))) || 0;
  } catch {
    return 0;
  }
}

/** @param isReady true when the lesson's content is on the page; before that there is nothing to scroll */
export function useScrollMemory(lesson_id: string, isReady: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!isReady) return;
    const top = remembered(lesson_id);
    const restore = () => {
      if (top > 0) window.scrollTo({ top, behavior: 'instant' });
    };
    restore();
    const stopRestoring = router.subscribe('onRendered', restore);
    const settle = setTimeout(stopRestoring, 300);
    // A moment later, so that the jump to the top that belongs to leaving is not taken for the reader's either.
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const onScroll = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => remember(lesson_id, window.scrollY), 150);
    };
    window.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearTimeout(settle);
      clearTimeout(waiting);
      stopRestoring();
      window.removeEventListener('scroll', onScroll);
    };
  }, [lesson_id, isReady, router]);
}
