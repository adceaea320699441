// The way through a course: where one stands, what comes next, and where to go on.
import { describe, expect, it } from 'vitest';
import { anOutline, anOutlineLesson, idOf } from '#web/testing/course-samples.ts';
import { aProgress } from './learning.samples.ts';
import { buildPlayer, placeOf, resumeAt } from './player-model.ts';

const optional = anOutlineLesson(3, { required: false, estimated_minutes: 30 });
const outline = anOutline(1, [anOutlineLesson(1), anOutlineLesson(2)], [], [optional, anOutlineLesson(4)]);
const seen = '2026-11-10T08:00:00.000Z';
const done = (number: number) =>
  aProgress(idOf('c', 1), anOutlineLesson(number), {
    completed: true,
    completed_at: seen,
    first_seen_at: seen,
  });
const opened = (number: number) => aProgress(idOf('c', 1), anOutlineLesson(number), { first_seen_at: seen });
const lesson = (number: number) => idOf('e', number);

describe('the player of a course', () => {
  it('numbers lessons through all modules and counts the required ones', () => {
    const model = buildPlayer(outline, [done(1), opened(2)]);
    expect(model.lessons.map(({ number, module_number, state }) => [number, module_number, state])).toEqual([
      [1, 1, 'completed'],
      [2, 1, 'in_progress'],
      [3, 3, 'not_started'],
      [4, 3, 'not_started'],
    ]);
    expect([model.done, model.required, model.minutes_left]).toEqual([1, 3, 10]);
    expect(model.modules.map((module) => module.done)).toEqual([1, 0, 0]);
  });

  it('ignores progress on lessons that were removed', () => {
    expect(buildPlayer(outline, [done(99)]).done).toBe(0);
  });

  it('stands an empty course', () => {
    const model = buildPlayer(anOutline(1), []);
    expect([model.required, model.minutes_left, resumeAt(model, null)]).toEqual([0, 0, null]);
  });
});

describe('a place in it', () => {
  it('knows its neighbours over the edge of modules', () => {
    const place = placeOf(buildPlayer(outline, []), lesson(3));
    expect([place?.previous?.id, place?.next?.id]).toEqual([lesson(2), lesson(4)]);
  });

  it('leads from the end back to what was left out', () => {
    const place = placeOf(buildPlayer(outline, [done(1)]), lesson(4));
    expect([place?.next, place?.following?.id, place?.is_last_open]).toEqual([null, lesson(2), false]);
  });

  it('is the last open one when only itself is open, optional lessons or not', () => {
    const place = placeOf(buildPlayer(outline, [done(1), done(2)]), lesson(4));
    expect([place?.following, place?.is_last_open]).toEqual([null, true]);
  });

  it('is none for a lesson of another course', () => {
    expect(placeOf(buildPlayer(outline, []), lesson(77))).toBeNull();
  });
});

describe('where to go on', () => {
  it.each([
    ['the beginning, for who has not begun', [], null, 1],
    ['the lesson that was left', [opened(2)], 2, 2],
    ['the next open one when that is done', [done(1), opened(4)], 1, 2],
    ['past optional ones', [done(1), done(2)], 2, 4],
    ['back to what was skipped', [done(4)], 4, 1],
    ['an optional one that was left open', [opened(3)], 3, 3],
    ['the beginning when the lesson was removed', [], 99, 1],
    ['where one was, when all is done', [done(1), done(2), done(4)], 2, 2],
    ['the first lesson, when all is done and nothing is remembered', [done(1), done(2), done(4)], null, 1],
  ])('%s', (_, progress, last, expected) => {
    const last_lesson_id = last === null ? null : lesson(last);
    expect(resumeAt(buildPlayer(outline, progress), last_lesson_id)?.id).toBe(lesson(expected));
  });
});
