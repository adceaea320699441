// The layout's commands and its undo, as tables.
import { describe, expect, it } from 'vitest';
import type { Layout } from '#contract/certificate-layout.ts';
import {
  addElement,
  changePage,
  elementOf,
  moveElement,
  placeElement,
  reorderElement,
  resizeElement,
  stepOf,
} from './layout-commands.ts';
import { commit, redo, startHistory, undo } from './layout-history.ts';

const layout: Layout = {
  page_size: 'a4',
  orientation: 'landscape',
  language: null,
  border: 'none',
  background: { colour: '#ffffff', file_id: null },
  elements: [
    { id: 'a', kind: 'qr', x_mm: 10, y_mm: 10, width_mm: 30, height_mm: 30 },
    { id: 'b', kind: 'ornament', ornament: 'mark', x_mm: 250, y_mm: 170, width_mm: 40, height_mm: 40 },
  ],
};
const boxOf = (from: Layout, id: string) => {
  const { x_mm, y_mm, width_mm, height_mm } = elementOf(from, id)!;
  return [x_mm, y_mm, width_mm, height_mm];
};

describe('moving', () => {
  it.each([
    [1, 0, [11, 10, 30, 30]],
    [-50, 0, [0, 10, 30, 30]],
    [500, 500, [267, 180, 30, 30]],
    [0.2, 0.3, [10, 10.5, 30, 30]],
  ])('by %s and %s', (dx, dy, expected) => {
    expect(boxOf(moveElement(layout, 'a', dx, dy), 'a')).toEqual(expected);
  });
  it('leaves all else alone, and what is not there too', () => {
    expect(moveElement(layout, 'a', 5, 5).elements[1]).toBe(layout.elements[1]);
    expect(moveElement(layout, 'gone', 5, 5)).toBe(layout);
  });
});

describe('sizing by a corner', () => {
  it.each([
    [{ x: 1, y: 1 } as const, 10, 5, [10, 10, 40, 35]],
    [{ x: -1, y: -1 } as const, 4, 4, [14, 14, 26, 26]],
    [{ x: -1, y: -1 } as const, 100, 100, [38, 38, 2, 2]],
    [{ x: 1, y: 1 } as const, -100, 0, [10, 10, 2, 30]],
    [{ x: 1, y: 0 } as const, 1000, 1000, [10, 10, 287, 30]],
  ])('%o by %s and %s', (handle, dx, dy, expected) => {
    expect(boxOf(resizeElement(layout, 'a', handle, dx, dy), 'a')).toEqual(expected);
  });
});

describe('typing numbers', () => {
  it.each([
    [{ x_mm: 290 }, [267, 10, 30, 30]],
    [{ width_mm: 999 }, [0, 10, 297, 30]],
    [{ height_mm: 0 }, [10, 10, 30, 2]],
  ])('%o', (box, expected) => {
    expect(boxOf(placeElement(layout, 'a', box), 'a')).toEqual(expected);
  });
});

it('turning the page brings everything in', () => {
  const upright = changePage(layout, { orientation: 'portrait' });
  expect(boxOf(upright, 'b')).toEqual([170, 170, 40, 40]);
  expect(boxOf(upright, 'a')).toEqual([10, 10, 30, 30]);
});

it('new elements stand in the middle under ids of their own', () => {
  const first = addElement(layout, 'text', { text: 'Words' });
  const second = addElement(first.layout, 'text', { text: 'More' });
  expect(first.id).not.toBe(second.id);
  expect(boxOf(first.layout, first.id)).toEqual([98.5, 100, 100, 10]);
});

it('order ends at both ends', () => {
  expect(reorderElement(layout, 'a', -1)).toBe(layout);
  expect(reorderElement(layout, 'a', 1).elements.map((one) => one.id)).toEqual(['b', 'a']);
});

it('arrow keys move by one, with Shift by ten, other keys by nothing', () => {
  expect(stepOf({ key: 'ArrowLeft', shiftKey: false })).toEqual({ dx: -1, dy: 0 });
  expect(stepOf({ key: 'ArrowDown', shiftKey: true })).toEqual({ dx: 0, dy: 10 });
  expect(stepOf({ key: 'Enter', shiftKey: false })).toBeNull();
});

describe('undo', () => {
  const moved = moveElement(layout, 'a', 5, 0);
  const again = moveElement(moved, 'a', 5, 0);
  it('goes back and forth, and a new change ends the way forward', () => {
    const full = commit(commit(startHistory(layout), moved), again);
    expect(undo(full).present).toBe(moved);
    expect(undo(undo(undo(full))).present).toBe(layout);
    expect(redo(undo(full)).present).toBe(again);
    expect(commit(undo(full), layout).future).toEqual([]);
  });
  it('does not count what changed nothing', () => {
    expect(commit(startHistory(layout), { ...layout }).past).toEqual([]);
  });
});
