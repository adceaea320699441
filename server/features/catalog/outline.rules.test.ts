/** The outline: what a version shows and what publishing would change. */
import { describe, expect, test } from 'vitest';
import type { OutlineLesson } from '#contract/catalog.ts';
import { buildOutline, compareOutlines, type DraftLesson, withMoved } from './outline.rules.ts';
import { publishProblems } from './publishing.rules.ts';

const lesson = (id: string, more: Partial<DraftLesson> = {}): DraftLesson => ({
  id,
  title: id,
  kind: 'article',
  required: true,
  is_preview: false,
  completion_rule: 'open',
  minimum_seconds: null,
  watched_percent: null,
  estimated_minutes: 5,
  quiz_id: null,
  quiz_version_id: null,
  revision_id: `r-${id}`,
  module_id: 'm1',
  order: 1,
  ...more,
});
const outlineOf = (...modules: [string, Partial<OutlineLesson>[]][]) => ({
  modules: modules.map(([id, lessons]) => ({
    id,
    title: id,
    duration_hours: null,
    lessons: lessons.map((one) => {
      const { module_id, order, ...rest } = lesson(one.id ?? '');
      return { ...rest, ...one };
    }),
  })),
});

describe('the outline of a course', () => {
  test('lists modules and lessons by order, whatever order they were read in', () => {
    const outline = buildOutline(
      'c',
      [
        { id: 'm2', title: 'Second', order: 2, duration_hours: null },
        { id: 'm1', title: 'First', order: 1, duration_hours: 3 },
      ],
      [lesson('b', { order: 2 }), lesson('z', { module_id: 'm2' }), lesson('a', { order: 1 })],
    );
    expect(outline.modules.map((module) => [module.id, module.lessons.map((one) => one.id)])).toEqual([
      ['m1', ['a', 'b']],
      ['m2', ['z']],
    ]);
  });

  test('keeps a module that has no lessons yet', () => {
    expect(
      buildOutline('c', [{ id: 'm', title: '', order: 1, duration_hours: null }], []).modules,
    ).toHaveLength(1);
  });
});

describe('publishing says what it would change', () => {
  const before = outlineOf(['m1', [{ id: 'a' }, { id: 'b' }, { id: 'c' }]], ['m2', [{ id: 'd' }]]);
  const none = { added: [], changed: [], removed: [], moved: [] };
  test.each([
    ['nothing, for the same outline', before, none],
    [
      'a new lesson',
      outlineOf(['m1', [{ id: 'a' }, { id: 'new' }, { id: 'b' }, { id: 'c' }]], ['m2', [{ id: 'd' }]]),
      { ...none, added: ['new'] },
    ],
    [
      'a removed lesson',
      outlineOf(['m1', [{ id: 'a' }, { id: 'c' }]], ['m2', [{ id: 'd' }]]),
      { ...none, removed: ['b'] },
    ],
    [
      'only the lesson that moved, not those it passed',
      outlineOf(['m1', [{ id: 'b' }, { id: 'c' }, { id: 'a' }]], ['m2', [{ id: 'd' }]]),
      { ...none, moved: ['a'] },
    ],
    [
      'a lesson that moved to another module',
      outlineOf(['m1', [{ id: 'a' }, { id: 'b' }]], ['m2', [{ id: 'c' }, { id: 'd' }]]),
      { ...none, moved: ['c'] },
    ],
    [
      'changed content',
      outlineOf(['m1', [{ id: 'a', revision_id: 'r-a2' }, { id: 'b' }, { id: 'c' }]], ['m2', [{ id: 'd' }]]),
      { ...none, changed: ['a'] },
    ],
    [
      'a changed rule',
      outlineOf(['m1', [{ id: 'a', required: false }, { id: 'b' }, { id: 'c' }]], ['m2', [{ id: 'd' }]]),
      { ...none, changed: ['a'] },
    ],
    [
      'everything, when everything is gone',
      outlineOf(['m1', []]),
      { ...none, removed: ['a', 'b', 'c', 'd'] },
    ],
  ])('%s', (_name, after, expected) => {
    expect(compareOutlines(before, after)).toEqual(expected);
  });

  test('counts every lesson as added in a first version', () => {
    expect(compareOutlines(null, before)).toEqual({ ...none, added: ['a', 'b', 'c', 'd'] });
  });
});

describe('moving in a list', () => {
  test.each([
    [['a', 'b', 'c'], 'c', 1, ['c', 'a', 'b']],
    [['a', 'b', 'c'], 'a', 2, ['b', 'a', 'c']],
    [['a', 'b', 'c'], 'a', 99, ['b', 'c', 'a']],
    [['a', 'b'], 'new', undefined, ['a', 'b', 'new']],
    [['a', 'b'], 'new', 2, ['a', 'new', 'b']],
    [[], 'new', 5, ['new']],
  ])('%j with %s at %s gives %j', (ids, id, order, expected) => {
    expect(withMoved(ids, id, order)).toEqual(expected);
  });
});

describe('the publish checklist', () => {
  const good = { title: 'T', description: 'About something' };
  const outline = (...lessons: Partial<OutlineLesson>[]) => ({
    course_id: 'c',
    version_id: null,
    number: null,
    ...outlineOf(['m', lessons]),
  });
  test.each([
    ['is empty for a course with a lesson', good, outline({ id: 'a' }), []],
    [
      'asks for a description',
      { title: 'T', description: '  ' },
      outline({ id: 'a' }),
      ['description_missing'],
    ],
    ['asks for a lesson', good, outline(), ['no_lessons']],
    [
      'refuses a course that nobody could complete',
      good,
      outline({ id: 'a', required: false }),
      ['nothing_required'],
    ],
    ['names the quiz lesson without a quiz', good, outline({ id: 'q', kind: 'quiz' }), ['quiz_missing']],
    ['accepts a quiz lesson with a quiz', good, outline({ id: 'q', kind: 'quiz', quiz_id: 'x' }), []],
  ])('%s', (_name, course, given, expected) => {
    expect(publishProblems(course, given).map((problem) => problem.code)).toEqual(expected);
  });
});
