// What a lesson still asks for: the same verdict that the server will give, said beforehand.
import { describe, expect, it } from 'vitest';
import { anOutlineLesson, idOf } from '#web/testing/course-samples.ts';
import { completionOf, type Seen } from './completion.ts';
import { aProgress } from './learning.samples.ts';

const opened_at = '2026-11-17T09:00:00.000Z';
const after = (seconds: number) => Date.parse(opened_at) + seconds * 1000;
const seenBy = (lesson: ReturnType<typeof anOutlineLesson>, more = {}, seconds = 0): Seen => ({
  progress: aProgress(idOf('c', 1), lesson, { first_seen_at: opened_at, ...more }),
  server_ms: after(seconds),
});

describe('a lesson without a rule', () => {
  it('is ready at once, also before the server has heard of it', () => {
    expect(completionOf(anOutlineLesson(1), { progress: null, server_ms: 0 })).toEqual({ kind: 'ready' });
  });

  it('stays done once it is done, whatever its rule became', () => {
    const lesson = anOutlineLesson(1, { completion_rule: 'minimum_time', minimum_seconds: 600 });
    const seen = seenBy(lesson, { completed: true, completed_at: opened_at });
    expect(completionOf(lesson, seen)).toEqual({ kind: 'done', completed_at: opened_at });
  });
});

describe('a minimum time', () => {
  const lesson = anOutlineLesson(1, { completion_rule: 'minimum_time', minimum_seconds: 90 });
  it.each([
    ['just opened', 0, { kind: 'wait', seconds_left: 90 }],
    ['half a second before the end', 89.5, { kind: 'wait', seconds_left: 1 }],
    ['on the second', 90, { kind: 'ready' }],
    ['a clock that ran backwards', -30, { kind: 'wait', seconds_left: 90 }],
  ])('%s', (_, seconds, expected) => {
    expect(completionOf(lesson, seenBy(lesson, {}, seconds))).toEqual(expected);
  });

  it('has not begun before the first visit', () => {
    const unseen = seenBy(lesson, { first_seen_at: null }, 9999);
    expect(completionOf(lesson, unseen)).toEqual({ kind: 'wait', seconds_left: 90 });
  });

  it('without its figure holds nobody back', () => {
    const careless = anOutlineLesson(1, { completion_rule: 'minimum_time' });
    expect(completionOf(careless, seenBy(careless))).toEqual({ kind: 'ready' });
  });
});

describe('a watched share', () => {
  const lesson = anOutlineLesson(1, { kind: 'video', completion_rule: 'watched_share', watched_percent: 80 });
  it('adds what was just played to what the server knows', () => {
    const known = seenBy(lesson, { watched_ranges: [[0, 40]], media_seconds: 101 });
    expect(completionOf(lesson, known)).toEqual({ kind: 'watch', watched_percent: 40, required_percent: 80 });
    expect(completionOf(lesson, { ...known, ranges: [[40, 80]] })).toEqual({ kind: 'ready' });
    expect(completionOf(lesson, { ...known, ranges: [[0, 40]] }).kind).toBe('watch');
  });

  it('is nothing while the length is unknown', () => {
    const unknown = { ...seenBy(lesson), ranges: [[0, 400]] as [number, number][] };
    expect(completionOf(lesson, unknown)).toEqual({
      kind: 'watch',
      watched_percent: 0,
      required_percent: 80,
    });
    expect(completionOf(lesson, { ...unknown, media_seconds: 401 })).toEqual({ kind: 'ready' });
  });
});

describe('a session', () => {
  it.each([
    anOutlineLesson(1, { kind: 'session', completion_rule: 'attended' }),
    anOutlineLesson(1, { kind: 'session', completion_rule: 'open' }),
  ])('is done by having been there and in no other way', (lesson) => {
    expect(completionOf(lesson, seenBy(lesson, {}, 9999))).toEqual({ kind: 'session' });
  });
});

describe('a quiz', () => {
  it.each([
    anOutlineLesson(1, { kind: 'quiz' }),
    anOutlineLesson(1, { completion_rule: 'quiz_passed' }),
    anOutlineLesson(1, { kind: 'quiz', completion_rule: 'minimum_time', minimum_seconds: 1 }),
  ])('is done by passing it and in no other way', (lesson) => {
    expect(completionOf(lesson, seenBy(lesson, {}, 9999))).toEqual({ kind: 'quiz' });
  });
});
