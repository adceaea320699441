// Arrow keys between the entries of a calendar: one stop for Tab, however many entries there are.
import { type FocusEvent, type KeyboardEvent, useState } from 'react';

/** How many days lie between a day and the one below it; 0 where nothing is below. */
type RowStep = 0 | 1 | 7;

const entryOf = (target: EventTarget): HTMLElement | null =>
  target instanceof HTMLElement ? target.closest<HTMLElement>('[data-entry]') : null;
const entriesIn = (day: Element | undefined): HTMLElement[] =>
  day ? [...day.querySelectorAll<HTMLElement>('[data-entry]')] : [];

/**
 * For the element around the days, which carry `data-day`; entries carry `data-entry` and, where they have one, `data-start`.
 *
 * @param ids  of all entries that are drawn, in their order
 */
export function useRoving(ids: readonly string[], rowStep: RowStep) {
  const [current, setCurrent] = useState<string | null>(null);
  const stop = current !== null && ids.includes(current) ? current : ids[0];
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const entry = entryOf(event.target);
    if (entry?.dataset['entry']) setCurrent(entry.dataset['entry']);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const entry = entryOf(event.target);
    if (!entry || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = nextEntry(event.currentTarget, entry, event.key, rowStep);
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  };
  return { onFocus, onKeyDown, tabIndexOf: (id: string) => (id === stop ? 0 : -1) };
}

function nextEntry(
  around: HTMLElement,
  entry: HTMLElement,
  key: string,
  rowStep: RowStep,
): HTMLElement | undefined {
  // A day may stand in two places: its whole-day entries above, its hours below.
  const names = [
    ...new Set([...around.querySelectorAll<HTMLElement>('[data-day]')].map(({ dataset }) => dataset['day'])),
  ];
  const inDay = (name: string | undefined) =>
    [...around.querySelectorAll(`[data-day="${name}"]`)].flatMap((day) => entriesIn(day));
  const day = names.indexOf(entry.closest<HTMLElement>('[data-day]')?.dataset['day']);
  const isMirrored = getComputedStyle(around).direction === 'rtl';
  const all = entriesIn(around);
  const walk = (step: number, pick: (found: HTMLElement[]) => HTMLElement | undefined) => {
    for (let index = day + step; index >= 0 && index < names.length; index += step) {
      const found = inDay(names[index]);
      if (found.length > 0) return pick(found);
    }
    return undefined;
  };
  const nearest = (found: HTMLElement[]) => {
    const start = Number(entry.dataset['start'] ?? 0);
    const far = (one: HTMLElement) => Math.abs(Number(one.dataset['start'] ?? 0) - start);
    return found.toSorted((a, b) => far(a) - far(b))[0];
  };
  const siblings = inDay(names[day]);
  const place = siblings.indexOf(entry);
  if (key === 'Home') return all[0];
  if (key === 'End') return all.at(-1);
  if (key === 'ArrowDown')
    return siblings[place + 1] ?? (rowStep ? walk(rowStep, (found) => found[0]) : undefined);
  if (key === 'ArrowUp')
    return siblings[place - 1] ?? (rowStep ? walk(-rowStep, (found) => found.at(-1)) : undefined);
  if (key === 'ArrowRight' || key === 'ArrowLeft')
    return walk((key === 'ArrowRight') === isMirrored ? -1 : 1, nearest);
  return undefined;
}
