// While an entry is held by keys, arrows move it, Enter drops it and Escape puts it back, wherever the focus is: what it was taken
// from may be scrolled away with its week.
import { useEffect, useRef } from 'react';
import type { CalendarView } from './calendar-range.ts';
import { type MoveControls, stepMinutes } from './use-move.ts';

export function useMoveKeys(moving: MoveControls, view: CalendarView): void {
  const latest = useRef(moving);
  latest.current = moving;
  const isHeld = moving.move?.way === 'keys';
  useEffect(() => {
    if (!isHeld) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (!moveBy(event.key, event.shiftKey, latest.current, view === 'month')) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [isHeld, view]);
}

/** @returns whether the key meant something */
function moveBy(
  key: string,
  isResizing: boolean,
  { shift, lengthen, drop, cancel }: MoveControls,
  isMonth: boolean,
): boolean {
  const isMirrored = document.documentElement.dir === 'rtl';
  if (key === 'Enter') drop();
  else if (key === 'Escape') cancel();
  else if (key === 'ArrowRight' || key === 'ArrowLeft')
    shift(0, (key === 'ArrowRight') === isMirrored ? -1 : 1);
  else if (key === 'ArrowDown' || key === 'ArrowUp') {
    const sign = key === 'ArrowDown' ? 1 : -1;
    if (isMonth) shift(0, 7 * sign);
    else if (isResizing) lengthen(sign * stepMinutes);
    else shift(sign * stepMinutes, 0);
  } else return false;
  return true;
}
