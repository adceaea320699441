import { describe, expect, it } from 'vitest';
import { completionVerdict, type LessonPlan, type Seen } from './completion.rules.ts';

const now = new Date('2026-11-17T10:00:00.000Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();
const lesson = (changed: Partial<LessonPlan>): LessonPlan => ({
  kind: 'article',
  completion_rule: 'open',
  minimum_seconds: null,
  watched_percent: null,
  ...changed,
});
const seen = (changed: Partial<Seen> = {}): Seen => ({
  first_seen_at: null,
  ranges: [],
  media_seconds: null,
  ...changed,
});

describe('completionVerdict', () => {
  it('lets an open lesson be completed at first sight', () => {
    expect(completionVerdict(lesson({}), seen(), now)).toEqual({ may: true });
  });

  it('never lets a quiz be ticked off, whatever its rule says', () => {
    for (const completion_rule of ['open', 'quiz_passed', 'minimum_time', 'watched_share'] as const) {
      expect(
        completionVerdict(lesson({ kind: 'quiz', completion_rule }), seen({ first_seen_at: ago(9999) }), now),
      ).toEqual({
        may: false,
        reason: 'quiz_passed',
      });
    }
    expect(completionVerdict(lesson({ completion_rule: 'quiz_passed' }), seen(), now).may).toBe(false);
  });

  it('never lets a session be ticked off: one has to have been there', () => {
    const refused = { may: false, reason: 'attended' };
    const opened = seen({ first_seen_at: ago(9999) });
    for (const completion_rule of ['open', 'attended', 'minimum_time'] as const)
      expect(completionVerdict(lesson({ kind: 'session', completion_rule }), opened, now)).toEqual(refused);
    expect(completionVerdict(lesson({ completion_rule: 'attended' }), opened, now)).toEqual(refused);
  });

  describe('minimum time', () => {
    const slow = lesson({ completion_rule: 'minimum_time', minimum_seconds: 60 });
    it.each([
      ['never opened', null, 60],
      ['opened this instant', ago(0), 60],
      ['one second early', ago(59), 1],
      ['a millisecond early', new Date(now.getTime() - 59_999).toISOString(), 1],
      ['opened in the future by a wrong clock', ago(-500), 60],
    ])('%s: not yet', (_name, first_seen_at, remaining_seconds) => {
      expect(completionVerdict(slow, seen({ first_seen_at }), now)).toEqual({
        may: false,
        reason: 'minimum_time',
        remaining_seconds,
      });
    });
    it.each([ago(60), ago(61), ago(100_000)])('first seen %s: enough', (first_seen_at) => {
      expect(completionVerdict(slow, seen({ first_seen_at }), now)).toEqual({ may: true });
    });
    it('without its figure holds nobody back', () => {
      expect(completionVerdict(lesson({ completion_rule: 'minimum_time' }), seen(), now).may).toBe(true);
    });
  });

  describe('watched share', () => {
    const video = lesson({ kind: 'video', completion_rule: 'watched_share', watched_percent: 80 });
    const refused = (watched_percent: number) => ({
      may: false,
      reason: 'watched_share',
      watched_percent,
      required_percent: 80,
    });
    it.each([
      ['nothing reported', seen(), 0],
      ['no length known', seen({ ranges: [[0, 100]], first_seen_at: ago(500) }), 0],
      ['half of it', seen({ ranges: [[0, 50]], media_seconds: 101, first_seen_at: ago(500) }), 50],
      [
        'the same half twice',
        seen({
          ranges: [
            [0, 50],
            [0, 50],
            [10, 40],
          ],
          media_seconds: 101,
          first_seen_at: ago(500),
        }),
        50,
      ],
      [
        'ranges beyond the end',
        seen({ ranges: [[90, 5000]], media_seconds: 101, first_seen_at: ago(5000) }),
        11,
      ],
      ['all of it in one second', seen({ ranges: [[0, 101]], media_seconds: 101, first_seen_at: ago(1) }), 2],
      ['all of it without ever opening it', seen({ ranges: [[0, 101]], media_seconds: 101 }), 0],
    ])('%s is not enough', (_name, what, percent) => {
      expect(completionVerdict(video, what, now)).toEqual(refused(percent));
    });
    it.each([
      ['80 of 100 seconds', seen({ ranges: [[0, 80]], media_seconds: 101, first_seen_at: ago(80) })],
      [
        'everything at double speed',
        seen({ ranges: [[0, 101]], media_seconds: 101, first_seen_at: ago(51) }),
      ],
      [
        'pieces that add up',
        seen({
          ranges: [
            [0, 30],
            [60, 101],
            [25, 45],
          ],
          media_seconds: 101,
          first_seen_at: ago(90),
        }),
      ],
      ['a clip of one second', seen({ ranges: [[0, 1]], media_seconds: 1, first_seen_at: ago(2) })],
    ])('%s is enough', (_name, what) => {
      expect(completionVerdict(video, what, now)).toEqual({ may: true });
    });
    it('asks for everything but the last second at 100 %', () => {
      const whole = lesson({ kind: 'video', completion_rule: 'watched_share', watched_percent: 100 });
      expect(
        completionVerdict(
          whole,
          seen({ ranges: [[0, 100]], media_seconds: 101, first_seen_at: ago(200) }),
          now,
        ).may,
      ).toBe(true);
      expect(
        completionVerdict(
          whole,
          seen({ ranges: [[0, 99]], media_seconds: 101, first_seen_at: ago(200) }),
          now,
        ).may,
      ).toBe(false);
    });
  });
});
