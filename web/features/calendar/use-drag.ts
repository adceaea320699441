// The pointer's side of moving, resizing and sketching. Days carry `data-column` (and their date in `data-date`); where they have
// hours, `data-first` and `data-last` say the minutes between which they stretch. Touch scrolls instead; there the panel moves things.
import { type PointerEvent as ReactPointerEvent, useEffect, useRef, useState } from 'react';
import type { CalendarEntry } from './placing.ts';
import { type MoveControls, stepMinutes } from './use-move.ts';
import { addMinutes, minutesBetween, minutesOf, type Wall, wallAt, wallOf } from './wall-time.ts';

type Point = { clientX: number; clientY: number };
type Spot = { day: string; minute: number | null };
type Sketch = { day: string; start: number; end: number };

const threshold_px = 5;
const snapped = (minute: number) => Math.round(minute / stepMinutes) * stepMinutes;

/** The day and minute under the pointer. Blocks, ghosts and lines lie over the days, so all that is under it is looked through. */
function spotAt({ clientX, clientY }: Point): Spot | null {
  const column = document
    .elementsFromPoint(clientX, clientY)
    .map((element) => element.closest<HTMLElement>('[data-column]'))
    .find((found) => found !== null);
  const day = column?.dataset['date'];
  if (!column || !day) return null;
  const { first, last } = column.dataset;
  if (first === undefined || last === undefined) return { day, minute: null };
  const box = column.getBoundingClientRect();
  const share = Math.min(1, Math.max(0, (clientY - box.top) / box.height));
  return { day, minute: Number(first) + share * (Number(last) - Number(first)) };
}

const wallOfSpot = (day: string, minute: number): Wall => addMinutes(wallAt(day, '00:00'), minute);

export function useDrag(
  zone: string,
  { begin, startAt, endAt, drop, cancel }: MoveControls,
  onSketch: (starts: Wall, ends: Wall) => void,
) {
  const [sketch, setSketch] = useState<Sketch | null>(null);
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);

  /** Listens until the button is let go or Escape is pressed; what follows a real drag is no click. */
  function follow(to: (point: Point) => void, end: () => void, quit: () => void, origin: Point) {
    let hasBegun = false;
    const move = (event: PointerEvent) => {
      if (
        !hasBegun &&
        Math.hypot(event.clientX - origin.clientX, event.clientY - origin.clientY) < threshold_px
      )
        return;
      hasBegun = true;
      to(event);
    };
    const finish = (isDone: boolean) => {
      stop.current?.();
      if (!hasBegun) return;
      const swallow = (event: Event) => {
        event.preventDefault();
        event.stopPropagation();
      };
      window.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0);
      if (isDone) end();
      else quit();
    };
    const up = () => finish(true);
    const lost = () => finish(false);
    const key = (event: KeyboardEvent) => event.key === 'Escape' && lost();
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', lost);
    window.addEventListener('keydown', key);
    stop.current = () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', lost);
      window.removeEventListener('keydown', key);
      stop.current = null;
    };
  }

  // `drop` reads the state of the render in which the button is let go, not of the one in which it was pressed.
  const latest = useRef({ drop, sketch });
  latest.current = { drop, sketch };

  function grab(event: ReactPointerEvent, entry: CalendarEntry, isResizing: boolean) {
    if (event.button !== 0 || event.pointerType === 'touch' || entry.starts_at === null) return;
    event.stopPropagation();
    const starts = wallOf(entry.starts_at, zone);
    const held = spotAt(event);
    // How far below its start it is held; keeps the block from jumping under the pointer.
    const grip = held?.minute == null ? 0 : minutesBetween(starts, wallOfSpot(held.day, held.minute));
    const shift = held ? minutesBetween(wallAt(held.day, '00:00'), starts) - minutesOf(starts) : 0;
    let isBegun = false;
    const to = (point: Point) => {
      if (!isBegun) begin(entry, 'pointer');
      isBegun = true;
      const spot = spotAt(point);
      if (!spot) return;
      if (spot.minute === null) startAt(wallOfSpot(spot.day, minutesOf(starts) + shift));
      else if (isResizing) endAt(wallOfSpot(spot.day, snapped(spot.minute)));
      else startAt(wallOfSpot(spot.day, snapped(spot.minute - grip)));
    };
    follow(to, () => latest.current.drop(), cancel, event);
  }

  function draw(event: ReactPointerEvent) {
    if (event.button !== 0 || event.pointerType === 'touch' || event.target !== event.currentTarget) return;
    const from = spotAt(event);
    if (!from || from.minute === null) return;
    const start = Math.floor(from.minute / stepMinutes) * stepMinutes;
    const to = (point: Point) => {
      const spot = spotAt(point);
      if (spot?.day !== from.day || spot.minute === null) return;
      const end = snapped(spot.minute);
      setSketch({
        day: from.day,
        start: Math.min(start, end),
        end: Math.max(start + stepMinutes, end),
      });
    };
    const end = () => {
      const { sketch: drawn } = latest.current;
      setSketch(null);
      if (drawn) onSketch(wallOfSpot(drawn.day, drawn.start), wallOfSpot(drawn.day, drawn.end));
    };
    follow(to, end, () => setSketch(null), event);
  }

  /** A press on an empty place, without a drag: an hour from the half hour before it. */
  function press(event: ReactPointerEvent | React.MouseEvent) {
    if (event.target !== event.currentTarget) return;
    const spot = spotAt(event);
    if (!spot) return;
    const start = spot.minute === null ? 9 * 60 : Math.floor(spot.minute / 30) * 30;
    onSketch(wallOfSpot(spot.day, start), wallOfSpot(spot.day, start + 60));
  }

  return { grab, draw, press, sketch };
}

export type DragControls = ReturnType<typeof useDrag>;
