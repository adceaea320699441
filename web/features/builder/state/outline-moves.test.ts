// Moving in an outline: table by table.
import { describe, expect, test } from 'vitest';
import { anOutline, drawn } from './outline.fixture.ts';
import {
  placeOfLesson,
  stepLesson,
  stepModule,
  withLessonAt,
  withLessonMoved,
  withModuleMoved,
  withoutLesson,
  withoutModule,
} from './outline-moves.ts';

const start = anOutline('a b c | d | ');

describe('a lesson moves', () => {
  test.each([
    ['up in its module', 'c', { module_id: 'm1', order: 1 }, 'c a b | d | '],
    ['down in its module', 'a', { module_id: 'm1', order: 2 }, 'b a c | d | '],
    ['to the end of its module', 'a', { module_id: 'm1', order: 3 }, 'b c a | d | '],
    ['to the front of another module', 'a', { module_id: 'm2', order: 1 }, 'b c | a d | '],
    ['to the end of another module', 'a', { module_id: 'm2', order: 2 }, 'b c | d a | '],
    ['into an empty module', 'd', { module_id: 'm3', order: 1 }, 'a b c |  | d'],
    [
      'to the last place when the place is far beyond it',
      'a',
      { module_id: 'm2', order: 99 },
      'b c | d a | ',
    ],
    ['to the first place when the place is before it', 'c', { module_id: 'm1', order: -3 }, 'c a b | d | '],
    ['nowhere when the module is gone', 'a', { module_id: 'gone', order: 1 }, 'a b c | d | '],
    ['nowhere when the lesson is gone', 'gone', { module_id: 'm1', order: 1 }, 'a b c | d | '],
  ])('%s', (_name, id, place, expected) => {
    expect(drawn(withLessonMoved(start, id, place))).toBe(expected);
    expect(drawn(start)).toBe('a b c | d | ');
  });
});

describe('one step with the keyboard', () => {
  test.each([
    ['up', 'b', 'up', { module_id: 'm1', order: 1 }],
    ['down', 'b', 'down', { module_id: 'm1', order: 3 }],
    ['down over the border of a module', 'c', 'down', { module_id: 'm2', order: 1 }],
    ['up over the border of a module', 'd', 'up', { module_id: 'm1', order: 4 }],
    ['down into an empty module', 'd', 'down', { module_id: 'm3', order: 1 }],
    ['up from the very first place goes nowhere', 'a', 'up', undefined],
  ] as const)('%s', (_name, id, direction, expected) => {
    expect(stepLesson(start, id, direction)).toEqual(expected);
  });

  test('down from the last module goes nowhere', () => {
    expect(stepLesson(anOutline('a | b'), 'b', 'down')).toBeUndefined();
  });

  test('walks through the whole outline and back to where it began', () => {
    let outline = start;
    const walked: string[] = [];
    for (const direction of ['down', 'up'] as const) {
      for (
        let place = stepLesson(outline, 'a', direction);
        place;
        place = stepLesson(outline, 'a', direction)
      ) {
        outline = withLessonMoved(outline, 'a', place);
        walked.push(drawn(outline));
      }
    }
    expect(walked.slice(0, 5)).toEqual([
      'b a c | d | ',
      'b c a | d | ',
      'b c | a d | ',
      'b c | d a | ',
      'b c | d | a',
    ]);
    expect(walked.at(-1)).toBe('a b c | d | ');
  });
});

describe('modules', () => {
  test.each([
    ['m1', 2, 'd | a b c | '],
    ['m3', 1, ' | a b c | d'],
    ['m2', 99, 'a b c |  | d'],
    ['gone', 1, 'a b c | d | '],
  ])('%s to place %i', (id, order, expected) => {
    expect(drawn(withModuleMoved(start, id, order))).toBe(expected);
  });

  test.each([
    ['m1', 'up', undefined],
    ['m1', 'down', 2],
    ['m3', 'down', undefined],
    ['gone', 'down', undefined],
  ] as const)('%s one step %s', (id, direction, expected) => {
    expect(stepModule(start, id, direction)).toBe(expected);
  });

  test('that leave take their lessons with them', () => {
    expect(drawn(withoutModule(start, 'm1'))).toBe('d | ');
  });
});

describe('lessons come and go', () => {
  test('a lesson that arrives twice is there once', () => {
    const [lesson] = start.modules[0]?.lessons ?? [];
    if (!lesson) throw new Error('The outline has lessons');
    expect(drawn(withLessonAt(start, lesson, { module_id: 'm2', order: 1 }))).toBe('b c | a d | ');
  });

  test('removing what is not there changes nothing', () => {
    expect(withoutLesson(start, 'gone')).toEqual(start);
    expect(placeOfLesson(start, 'gone')).toBeUndefined();
  });
});
