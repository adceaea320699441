// The tree: its rows, its keys, and where a dragged row lands.
import { describe, expect, test } from 'vitest';
import { dropOf, type Half } from './drop-place.ts';
import { anOutline } from './outline.fixture.ts';
import { actionOf, rowsOf, type TreeRow } from './tree-rows.ts';

const outline = anOutline('alpha beta | gamma | ');
const open = rowsOf(outline, new Set());
const row = (id: string, rows: readonly TreeRow[] = open): TreeRow => {
  const found = rows.find((one) => one.id === id);
  if (!found) throw new Error(`No row ${id}`);
  return found;
};

describe('rows', () => {
  test('are modules and lessons in order, with their numbers', () => {
    expect(open.map(({ id, number }) => `${number} ${id}`)).toEqual([
      '1 m1',
      '1 alpha',
      '2 beta',
      '2 m2',
      '1 gamma',
      '3 m3',
    ]);
  });

  test('of a closed module are hidden, but counted', () => {
    const rows = rowsOf(outline, new Set(['m1']));
    expect(rows.map(({ id }) => id)).toEqual(['m1', 'm2', 'gamma', 'm3']);
    expect(rows[0]).toMatchObject({ count: 2, isOpen: false });
  });

  test.each([
    ['GAM', ['m2', 'gamma']],
    ['module 1', ['m1', 'alpha', 'beta']],
    ['  ', ['m1', 'm2', 'm3']],
    ['zzz', []],
  ])('for the search %j', (search, expected) => {
    expect(rowsOf(outline, new Set(['m1', 'm2']), search).map(({ id }) => id)).toEqual(expected);
  });
});

describe('a key', () => {
  const press = (
    key: string,
    id: string,
    more: { isHolding?: boolean; direction?: 'ltr' | 'rtl'; rows?: TreeRow[] } = {},
  ) =>
    actionOf(
      { key, direction: more.direction ?? 'ltr', isHolding: more.isHolding ?? false },
      more.rows ?? open,
      id,
    );
  const closed = rowsOf(outline, new Set(['m1']));

  test.each([
    ['goes down', press('ArrowDown', 'alpha'), { do: 'focus', id: 'beta' }],
    ['goes down over a module', press('ArrowDown', 'beta'), { do: 'focus', id: 'm2' }],
    ['stays at the end', press('ArrowDown', 'm3'), { do: 'focus', id: 'm3' }],
    ['goes up', press('ArrowUp', 'alpha'), { do: 'focus', id: 'm1' }],
    ['goes to the first row', press('Home', 'gamma'), { do: 'focus', id: 'm1' }],
    ['goes to the last row', press('End', 'alpha'), { do: 'focus', id: 'm3' }],
    ['opens a closed module', press('ArrowRight', 'm1', { rows: closed }), { do: 'open', id: 'm1' }],
    ['goes into an open module', press('ArrowRight', 'm1'), { do: 'focus', id: 'alpha' }],
    ['does nothing in an empty module', press('ArrowRight', 'm3'), undefined],
    ['does nothing to the right of a lesson', press('ArrowRight', 'alpha'), undefined],
    ['closes an open module', press('ArrowLeft', 'm1'), { do: 'close', id: 'm1' }],
    ['goes from a lesson to its module', press('ArrowLeft', 'beta'), { do: 'focus', id: 'm1' }],
    [
      'is mirrored where writing runs to the left',
      press('ArrowLeft', 'm1', { direction: 'rtl' }),
      { do: 'focus', id: 'alpha' },
    ],
    ['opens a lesson', press('Enter', 'beta'), { do: 'choose', id: 'beta' }],
    ['renames a module', press('Enter', 'm1'), { do: 'rename', id: 'm1' }],
    ['renames a lesson', press('F2', 'beta'), { do: 'rename', id: 'beta' }],
    ['deletes', press('Delete', 'beta'), { do: 'remove', id: 'beta' }],
    ['picks up', press(' ', 'beta'), { do: 'pick-up', id: 'beta' }],
    ['begins to type', press('/', 'beta'), { do: 'type' }],
    ['finds by letter', press('g', 'alpha'), { do: 'focus', id: 'gamma' }],
    ['finds by letter around the end', press('b', 'gamma'), { do: 'focus', id: 'beta' }],
    ['finds nothing', press('q', 'alpha'), undefined],
    ['of the browser is left alone', press('Tab', 'alpha'), undefined],
    ['moves what is held', press('ArrowUp', 'beta', { isHolding: true }), { do: 'step', direction: 'up' }],
    ['drops what is held', press(' ', 'beta', { isHolding: true }), { do: 'drop' }],
    ['puts back what is held', press('Escape', 'beta', { isHolding: true }), { do: 'put-back' }],
    ['does not delete what is held', press('Delete', 'beta', { isHolding: true }), undefined],
  ])('%s', (_name, action, expected) => {
    expect(action).toEqual(expected);
  });
});

describe('a dragged lesson lands', () => {
  const closed = rowsOf(outline, new Set(['m1']));
  test.each([
    ['before a lesson below it', 'alpha', row('gamma'), 'upper', { module_id: 'm2', order: 1 }],
    ['after a lesson of another module', 'alpha', row('gamma'), 'lower', { module_id: 'm2', order: 2 }],
    ['after its neighbour', 'alpha', row('beta'), 'lower', { module_id: 'm1', order: 2 }],
    ['where it was, before its next neighbour', 'alpha', row('beta'), 'upper', { module_id: 'm1', order: 1 }],
    ['before its neighbour above', 'beta', row('alpha'), 'upper', { module_id: 'm1', order: 1 }],
    ['first in a module it is held over', 'gamma', row('m1'), 'lower', { module_id: 'm1', order: 1 }],
    ['first in its own module', 'beta', row('m1'), 'lower', { module_id: 'm1', order: 1 }],
    ['last in a closed module', 'gamma', row('m1', closed), 'upper', { module_id: 'm1', order: 3 }],
    ['in an empty module', 'alpha', row('m3'), 'lower', { module_id: 'm3', order: 1 }],
  ] as [string, string, TreeRow, Half, object][])('%s', (_name, id, over, half, place) => {
    expect(dropOf(outline, row(id), over, half)).toEqual({ type: 'lesson', place });
  });

  test('nowhere over itself', () => {
    expect(dropOf(outline, row('alpha'), row('alpha'), 'upper')).toBeUndefined();
  });
});

describe('a dragged module lands', () => {
  test.each([
    ['before another', 'm3', 'm1', 'upper', 1],
    ['after another', 'm1', 'm2', 'lower', 2],
    ['where it was, before the next', 'm1', 'm2', 'upper', 1],
    ['after the last', 'm1', 'm3', 'lower', 3],
    ['after the module of the lesson it is over', 'm3', 'alpha', 'upper', 2],
  ] as [string, string, string, Half, number][])('%s', (_name, id, over, half, order) => {
    expect(dropOf(outline, row(id), row(over), half)).toEqual({ type: 'module', order });
  });

  test('nowhere over its own lessons', () => {
    expect(dropOf(outline, row('m1'), row('beta'), 'lower')).toBeUndefined();
  });
});
