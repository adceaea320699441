// Adding by typing: a title makes a text lesson, '/video Title' a video, '/module Title' a module. Pure.
import type { LessonKind } from './lesson-kinds.ts';

export type AddKind = LessonKind | 'module';
export const addKinds: readonly AddKind[] = ['article', 'video', 'file', 'quiz', 'session', 'module'];

export type Typed =
  | { state: 'empty' }
  /** The slash word is being typed: these kinds fit so far. */
  | { state: 'choosing'; query: string; kinds: readonly AddKind[] }
  | { state: 'ready'; kind: AddKind; title: string };

const plain = (word: string): string =>
  word
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLocaleLowerCase();

/**
 * Reads what was typed. `words` are the names of the kinds in the reader's language; the English ones work everywhere.
 *
 * A slash word that names no kind is part of the title, so that '/etc/hosts explained' can be a lesson.
 */
export function readTyped(typed: string, words: Readonly<Record<AddKind, string>>): Typed {
  const text = typed.trimStart();
  if (text.trim() === '') return { state: 'empty' };
  const match = /^\/(\S*)(\s+)?(.*)$/.exec(text);
  if (!match) return { state: 'ready', kind: 'article', title: text.trim() };
  const [, query = '', gap, rest = ''] = match;
  const kinds = kindsFor(query, words);
  if (gap === undefined) return { state: 'choosing', query, kinds };
  const kind = kinds[0];
  if (kind === undefined || query === '') return { state: 'ready', kind: 'article', title: text.trim() };
  return rest.trim() === ''
    ? { state: 'choosing', query, kinds: [kind] }
    : { state: 'ready', kind, title: rest.trim() };
}

function kindsFor(query: string, words: Readonly<Record<AddKind, string>>): AddKind[] {
  const wanted = plain(query);
  return addKinds.filter((kind) => plain(words[kind]).startsWith(wanted) || kind.startsWith(wanted));
}

/** The typed text once a kind was chosen from the menu: '/vi' becomes '/video '. */
export const completed = (kind: AddKind, words: Readonly<Record<AddKind, string>>): string =>
  `/${words[kind].toLocaleLowerCase().replace(/\s+.*/, '')} `;
