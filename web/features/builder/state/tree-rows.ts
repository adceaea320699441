// The outline as the rows of a tree, and what each key means there. Pure; the tree component only carries it out.
import type { Outline } from '#contract/catalog.ts';
import type { LessonKind } from './lesson-kinds.ts';

export type TreeRow =
  | {
      type: 'module';
      id: string;
      title: string;
      number: number;
      size: number;
      count: number;
      isOpen: boolean;
    }
  | {
      type: 'lesson';
      id: string;
      title: string;
      number: number;
      size: number;
      kind: LessonKind;
      module_id: string;
      module_number: number;
    };

const plain = (words: string): string =>
  words
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLocaleLowerCase();

/** @param search  leaves only matching lessons and modules; what they stand in is shown open */
export function rowsOf(outline: Outline, closed: ReadonlySet<string>, search = ''): TreeRow[] {
  const wanted = plain(search.trim());
  const fits = (title: string) => wanted === '' || plain(title).includes(wanted);
  return outline.modules.flatMap((module, index): TreeRow[] => {
    const lessons = module.lessons.map((lesson, place): TreeRow => {
      const { id, title, kind } = lesson;
      const numbers = { number: place + 1, size: module.lessons.length, module_number: index + 1 };
      return { type: 'lesson', id, title, kind, module_id: module.id, ...numbers };
    });
    const shown = fits(module.title) ? lessons : lessons.filter(({ title }) => fits(title));
    if (shown.length === 0 && !fits(module.title)) return [];
    const isOpen = wanted !== '' || !closed.has(module.id);
    const { id, title } = module;
    const size = outline.modules.length;
    const head: TreeRow = {
      type: 'module',
      id,
      title,
      number: index + 1,
      size,
      count: lessons.length,
      isOpen,
    };
    return isOpen ? [head, ...shown] : [head];
  });
}

export type TreeAction =
  | { do: 'focus'; id: string }
  | { do: 'open' | 'close' | 'choose' | 'rename' | 'remove' | 'pick-up'; id: string }
  | { do: 'step'; direction: 'up' | 'down' }
  | { do: 'drop' | 'put-back' | 'type' };

type Key = { key: string; direction: 'ltr' | 'rtl'; isHolding: boolean };

/** What a key does on the row with the focus; undefined when it means nothing here and goes its usual way. */
export function actionOf(
  { key, direction, isHolding }: Key,
  rows: readonly TreeRow[],
  id: string,
): TreeAction | undefined {
  if (isHolding) return holdingAction(key);
  const at = rows.findIndex((row) => row.id === id);
  const row = rows[at];
  if (!row) return undefined;
  const focus = (index: number): TreeAction | undefined => {
    const target = rows[Math.max(0, Math.min(rows.length - 1, index))];
    return target && { do: 'focus', id: target.id };
  };
  switch (key) {
    case 'ArrowDown':
      return focus(at + 1);
    case 'ArrowUp':
      return focus(at - 1);
    case 'Home':
      return focus(0);
    case 'End':
      return focus(rows.length - 1);
    case 'ArrowLeft':
    case 'ArrowRight':
      return (key === 'ArrowRight') === (direction === 'ltr') ? inwards(row, focus, at) : outwards(row);
    case 'Enter':
      return { do: row.type === 'module' ? 'rename' : 'choose', id };
    case ' ':
      return { do: 'pick-up', id };
    case 'F2':
      return { do: 'rename', id };
    case 'Delete':
      return { do: 'remove', id };
    case '/':
      return { do: 'type' };
    default:
      return key.length === 1 ? byLetter(key, rows, at) : undefined;
  }
}

function holdingAction(key: string): TreeAction | undefined {
  if (key === 'ArrowUp') return { do: 'step', direction: 'up' };
  if (key === 'ArrowDown') return { do: 'step', direction: 'down' };
  if (key === ' ' || key === 'Enter') return { do: 'drop' };
  return key === 'Escape' ? { do: 'put-back' } : undefined;
}

function inwards(
  row: TreeRow,
  focus: (index: number) => TreeAction | undefined,
  at: number,
): TreeAction | undefined {
  if (row.type === 'lesson') return undefined;
  if (!row.isOpen) return { do: 'open', id: row.id };
  return row.count > 0 ? focus(at + 1) : undefined;
}

function outwards(row: TreeRow): TreeAction | undefined {
  if (row.type === 'lesson') return { do: 'focus', id: row.module_id };
  return row.isOpen ? { do: 'close', id: row.id } : undefined;
}

/** The next row whose title begins with the letter, around the end. */
function byLetter(letter: string, rows: readonly TreeRow[], at: number): TreeAction | undefined {
  const following = [...rows.slice(at + 1), ...rows.slice(0, at + 1)];
  const found = following.find(({ title }) => plain(title).startsWith(plain(letter)));
  return found && { do: 'focus', id: found.id };
}
