// The strong button below a lesson: it never leads into a refusal, and never nowhere.
import { describe, expect, it } from 'vitest';
import { anOutline, anOutlineLesson, idOf } from '#web/testing/course-samples.ts';
import type { Completion } from './completion.ts';
import { aProgress } from './learning.samples.ts';
import { planOnward } from './onward.ts';
import { lessonHref, mayOpen, modeOf, type PlayerMode, wantsDraft } from './player-mode.ts';
import { buildPlayer, type PlayerPlace, placeOf } from './player-model.ts';

const course_id = idOf('c', 1);
const outline = anOutline(1, [
  anOutlineLesson(1),
  anOutlineLesson(2),
  anOutlineLesson(3, { required: false }),
]);
const seen = '2026-11-10T08:00:00.000Z';
const done = (number: number) =>
  aProgress(course_id, anOutlineLesson(number), { completed: true, first_seen_at: seen });
// The key and its values stand for the words.
const t = ((key: string, values?: { title?: string }) =>
  values?.title ? `${key} ${values.title}` : key) as never;

function plan(
  number: number,
  completion: Completion,
  progress = [] as ReturnType<typeof done>[],
  mode: PlayerMode = 'learn',
) {
  const place = placeOf(buildPlayer(outline, progress), idOf('e', number)) as PlayerPlace;
  return planOnward({ course_id, mode, place, completion, next: place.next }, t);
}
const hrefOf = (number: number, mode: PlayerMode = 'learn') => lessonHref(course_id, idOf('e', number), mode);

describe('while learning', () => {
  it('marks a lesson that is ready as done and opens the next', () => {
    expect(plan(1, { kind: 'ready' })).toEqual({
      kind: 'complete',
      words: 'player:bar.done_open Lesson 2',
      next_href: hrefOf(2),
    });
  });

  it('only opens the next, without weight, while the lesson still asks for something', () => {
    const onward = plan(1, { kind: 'wait', seconds_left: 3 });
    expect(onward).toMatchObject({ kind: 'open', href: hrefOf(2), isStrong: false });
  });

  it('opens the next with weight when the lesson is done', () => {
    expect(plan(1, { kind: 'done', completed_at: seen })).toMatchObject({ href: hrefOf(2), isStrong: true });
  });

  it('finishes the course with the last open lesson, wherever it stands', () => {
    expect(plan(1, { kind: 'ready' }, [done(2)])).toMatchObject({
      kind: 'complete',
      words: 'player:bar.finish',
    });
  });

  it('does not promise the end at an optional lesson', () => {
    expect(plan(3, { kind: 'ready' }, [done(1)])).toMatchObject({ words: 'player:bar.done_open Lesson 2' });
    expect(plan(3, { kind: 'ready' }, [done(1), done(2)])).toMatchObject({
      words: 'player:bar.done',
      next_href: null,
    });
  });

  it('leads to the course page when nothing is left', () => {
    const onward = plan(3, { kind: 'done', completed_at: seen }, [done(1), done(2)]);
    expect(onward).toMatchObject({ kind: 'open', href: `/courses/${course_id}` });
  });
});

describe('while only looking', () => {
  it.each<PlayerMode>(['draft', 'sample'])('marks nothing as done (%s)', (mode) => {
    expect(plan(1, { kind: 'ready' }, [], mode)).toMatchObject({ kind: 'open', href: hrefOf(2, mode) });
    expect(plan(3, { kind: 'ready' }, [], mode)).toMatchObject({
      kind: 'open',
      href: `/courses/${course_id}`,
    });
  });
});

describe('in which way a lesson opens', () => {
  const author = { can: ['update'] };
  const reader = { can: [] };
  const enrolled = { can: ['learn'] };
  it.each([
    ['a learner learns', reader, enrolled, false, 'learn'],
    ['a learner cannot ask for the draft', reader, enrolled, true, 'learn'],
    ['a stranger sees samples', reader, null, false, 'sample'],
    ['a stranger cannot ask for the draft', reader, null, true, 'sample'],
    ['an author sees the draft', author, null, false, 'draft'],
    ['an author who is enrolled learns', author, enrolled, false, 'learn'],
    ['an author who is enrolled may look at the draft', author, enrolled, true, 'draft'],
    ['who may not learn any more sees samples', reader, { can: [] }, false, 'sample'],
  ] as const)('%s', (_, course, enrollment, wants, expected) => {
    expect(modeOf(course, enrollment, wants)).toBe(expected);
  });

  it('opens samples to everybody and the rest to those who learn', () => {
    expect(mayOpen({ is_preview: true }, 'sample')).toBe(true);
    expect(mayOpen({ is_preview: false }, 'sample')).toBe(false);
    expect(mayOpen({ is_preview: false }, 'learn')).toBe(true);
  });

  it('reads the wish for the draft from the address', () => {
    expect([{ preview: 1 }, { preview: true }, { preview: 0 }, {}].map(wantsDraft)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
