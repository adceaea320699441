// Picking up, walking, dropping; and where new things go.
import { describe, expect, test } from 'vitest';
import {
  dropHeld,
  neighbourOf,
  orderForNew,
  pickUp,
  placeForNew,
  positionOf,
  removeCommand,
  renameCommand,
  stepHeld,
} from './held.ts';
import { anOutline, drawn } from './outline.fixture.ts';
import { rowsOf } from './tree-rows.ts';

const outline = anOutline('a b | c | ');
const rows = rowsOf(outline, new Set());
const rowOf = (id: string) => {
  const found = rows.find((row) => row.id === id);
  if (!found) throw new Error(`No row ${id}`);
  return found;
};

describe('a lesson that is picked up', () => {
  test('walks through a preview and changes nothing before it is dropped', () => {
    let held = pickUp(outline, rowOf('b'));
    const seen = [held];
    for (let step = 0; step < 4; step++) {
      held = stepHeld(held, 'down');
      seen.push(held);
    }
    expect(seen.map(({ preview }) => drawn(preview))).toEqual([
      'a b | c | ',
      'a | b c | ',
      'a | c b | ',
      'a | c | b',
      'a | c | b',
    ]);
    expect(drawn(outline)).toBe('a b | c | ');
    expect(positionOf(held.preview, held)).toEqual({ order: 1, size: 1, module: 3 });
  });

  test('is one change when it is dropped, however far it walked', () => {
    const held = stepHeld(stepHeld(pickUp(outline, rowOf('b')), 'down'), 'down');
    expect(dropHeld(outline, held)).toEqual({
      type: 'move-lesson',
      lesson_id: 'b',
      title: 'b',
      from: { module_id: 'm1', order: 2 },
      to: { module_id: 'm2', order: 2 },
    });
  });

  test('stops at the very first place', () => {
    const held = pickUp(outline, rowOf('a'));
    expect(stepHeld(held, 'up')).toBe(held);
  });
});

test('a module that is picked up walks among the modules', () => {
  const held = stepHeld(pickUp(outline, rowOf('m1')), 'down');
  expect(positionOf(held.preview, held)).toEqual({ order: 2, size: 3, module: 2 });
  expect(dropHeld(outline, held)).toMatchObject({ type: 'move-module', from: 1, to: 2 });
});

describe('a new lesson goes', () => {
  test.each([
    ['after the lesson with the focus', 'a', { module_id: 'm1', order: 2 }],
    ['to the end of the module with the focus', 'm1', { module_id: 'm1', order: 3 }],
    ['to the end when nothing has the focus', undefined, { module_id: 'm3', order: 1 }],
    ['to the end when what had the focus is gone', 'gone', { module_id: 'm3', order: 1 }],
  ])('%s', (_name, id, expected) => {
    expect(placeForNew(outline, id)).toEqual(expected);
  });

  test('where the server puts it in a course without modules', () => {
    expect(placeForNew({ ...outline, modules: [] }, undefined)).toBeUndefined();
  });
});

test.each([
  ['a', 2],
  ['m2', 3],
  [undefined, 4],
  ['gone', 4],
])('a new module beside %s gets order %i', (id, expected) => {
  expect(orderForNew(outline, id)).toBe(expected);
});

test.each([
  ['a', 'b'],
  ['b', 'a'],
  ['c', 'm2'],
  ['m1', 'm2'],
  ['m3', 'c'],
])('when %s goes, %s takes the focus', (id, expected) => {
  expect(neighbourOf(rows, id)).toBe(expected);
});

test('an empty title renames a module to nothing, but never a lesson', () => {
  expect(renameCommand(outline, 'm1', '')).toMatchObject({ type: 'rename-module', to: '' });
  expect(renameCommand(outline, 'a', '')).toBeUndefined();
  expect(renameCommand(outline, 'gone', 'x')).toBeUndefined();
});

test('removing a module takes its lessons along', () => {
  expect(removeCommand(outline, 'm1')).toMatchObject({
    type: 'remove-module',
    order: 1,
    module: { lessons: [{ id: 'a' }, { id: 'b' }] },
  });
  expect(removeCommand(outline, 'gone')).toBeUndefined();
});
