// What the search dialog lists: places of the application that fit the words, then what the server found. Pure.
import type { NavigationEntry } from '#web/shell/navigation.ts';

export type ResultKind = 'place' | 'course' | 'person';
export type SearchResult = {
  /** Unique among all results; also the DOM id's end. */
  id: string;
  kind: ResultKind;
  title: string;
  detail?: string;
  href: string;
};
export type ResultGroup = { kind: ResultKind; results: readonly SearchResult[] };

const folded = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase().trim();

/** True when every typed word begins a word of the text; accents and capitals do not matter. */
export function fits(text: string, typed: string): boolean {
  const words = folded(text).split(/[^\p{L}\p{N}]+/u);
  return folded(typed)
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)));
}

/** The places a person may go to that fit what was typed; all of them before anything is typed. */
export const placesFor = (
  entries: readonly NavigationEntry[],
  nameOf: (entry: NavigationEntry) => string,
  typed: string,
): SearchResult[] =>
  entries
    .map((entry) => ({ id: entry.id, kind: 'place' as const, title: nameOf(entry), href: entry.href }))
    .filter(({ title }) => fits(title, typed));

/** Groups without results are left out. */
export const grouped = (groups: readonly ResultGroup[]): ResultGroup[] =>
  groups.filter(({ results }) => results.length > 0);

/** Where the mark goes with a key; round at the ends. Null for keys that are the text field's own. */
export function moved(index: number, count: number, key: string): number | null {
  if (count === 0) return null;
  if (key === 'ArrowDown') return (index + 1) % count;
  if (key === 'ArrowUp') return (index - 1 + count) % count;
  return null;
}
