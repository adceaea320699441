/** Levels from evidence: T-11, T-34, D-10. Every row is somebody trying to be at a level they are not, or losing one they have. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Criterion, SkillCriteria } from '#contract/skills.ts';
import { canonicalCriteria, sameCriteria } from './criteria.rules.ts';
import { addMonths, dayIn } from './days.rules.ts';
import { type JudgedEvidence, judgeLevels, levelOn, nextEnd, provenUntil } from './levels.rules.ts';

const anna = 'anna';
let made = 0;
const evidence = (more: Partial<JudgedEvidence>): JudgedEvidence => ({
  id: `e${++made}`,
  kind: 'rating',
  state: 'counted',
  user_id: anna,
  level: null,
  occurred_at: '2026-01-15T12:00:00.000Z',
  expires_on: null,
  course_id: null,
  quiz_id: null,
  score_percent: null,
  rated_by: null,
  rater_relation: null,
  issuer: '',
  ...more,
});
const rating = (level: number, more: Partial<JudgedEvidence> = {}) =>
  evidence({ kind: 'rating', level, rated_by: 'henrik', rater_relation: 'manager', ...more });
const course = (id: string, more: Partial<JudgedEvidence> = {}) =>
  evidence({ kind: 'course', course_id: id, ...more });
const quiz = (id: string, percent: number, more: Partial<JudgedEvidence> = {}) =>
  evidence({ kind: 'quiz', quiz_id: id, score_percent: percent, ...more });
const proof = (level: number, more: Partial<JudgedEvidence> = {}) =>
  evidence({ kind: 'external', level, state: 'confirmed', ...more });

const asks = (
  level: number,
  criteria: Criterion[],
  more: { match?: 'any' | 'all'; validity_months?: number | null } = {},
) => ({ level, name: '', description: '', validity_months: null, match: 'any' as const, criteria, ...more });
const byCourse = (id: string): Criterion => ({ kind: 'course', course_id: id });
const byRating = (count: number, by: 'manager' | 'trainer' | 'any' = 'any', min_level = 1): Criterion => ({
  kind: 'rating',
  by,
  min_level,
  count,
});

const until = (all: JudgedEvidence[], criteria: SkillCriteria = {}, zone = 'Europe/Copenhagen') =>
  provenUntil(judgeLevels(all, criteria, zone));
const always = 'infinity';

describe('days', () => {
  it.each([
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-06-15', 600, '2076-06-15'],
  ])('%s and %i months is %s', (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected);
  });

  it.each([
    ['2026-03-01T11:30:00Z', 'Pacific/Kiritimati', '2026-03-02'],
    ['2026-03-01T11:30:00Z', 'Pacific/Pago_Pago', '2026-03-01'],
    ['2026-03-01T10:30:00Z', 'Pacific/Pago_Pago', '2026-02-28'],
    ['2026-03-29T00:59:59Z', 'Europe/Copenhagen', '2026-03-29'],
    ['2025-12-31T23:00:00Z', 'Europe/Copenhagen', '2026-01-01'],
  ])('%s in %s is %s', (instant, zone, expected) => {
    expect(dayIn(zone, instant)).toBe(expected);
  });
});

describe('levels that ask for nothing', () => {
  it.each<[string, JudgedEvidence[], string[]]>([
    ['nothing proves nothing', [], []],
    ['a rating at 3 proves 1 to 3', [rating(3)], [always, always, always]],
    ['a course that grants 2', [course('c', { level: 2 })], [always, always]],
    ['a course that grants no level', [course('c')], []],
    ['a quiz score', [quiz('q', 100)], []],
    ['a declaration', [evidence({ kind: 'declaration', level: 5 })], []],
    ['a certificate nobody has looked at', [proof(4, { state: 'pending' })], []],
    ['a rejected certificate', [proof(4, { state: 'rejected' })], []],
    ['a confirmed certificate', [proof(2)], [always, always]],
    ['a confirmed certificate that was withdrawn', [proof(2, { state: 'withdrawn' })], []],
    ['a withdrawn rating leaves the lower one', [rating(5, { state: 'withdrawn' }), rating(1)], [always]],
    ['a rating of oneself', [rating(5, { rated_by: anna })], []],
    ['an end of its own', [proof(2, { expires_on: '2027-05-01' })], ['2027-05-01', '2027-05-01']],
    [
      'the lower level lasts when the higher ends',
      [rating(1), proof(3, { expires_on: '2027-05-01' })],
      [always, '2027-05-01', '2027-05-01'],
    ],
    [
      'earned again before the end',
      [proof(1, { expires_on: '2026-06-01' }), proof(1, { expires_on: '2027-06-01' })],
      ['2027-06-01'],
    ],
    [
      'an older proof that lasts longer is not shortened by a newer one',
      [
        proof(1, { expires_on: '2030-01-01' }),
        proof(1, { expires_on: '2027-01-01', occurred_at: '2026-09-01T00:00:00Z' }),
      ],
      ['2030-01-01'],
    ],
  ])('%s', (_name, all, expected) => {
    expect(until(all)).toEqual(expected);
  });
});

describe('validity', () => {
  const yearly: SkillCriteria = {
    levels: [asks(1, [], { validity_months: 12 }), asks(2, [], { validity_months: 6 })],
  };
  it.each<[string, JudgedEvidence[], string, string[]]>([
    ['counts from the day', [rating(1)], 'Europe/Copenhagen', ['2027-01-15']],
    [
      'counts from tomorrow where it is tomorrow already',
      [rating(1, { occurred_at: '2026-01-15T12:00:00Z' })],
      'Pacific/Kiritimati',
      ['2027-01-16'],
    ],
    [
      'is of each level: the lower outlives the higher',
      [rating(2)],
      'Europe/Copenhagen',
      ['2027-01-15', '2026-07-15'],
    ],
    [
      'ends on the last day of February after a leap day',
      [rating(1, { occurred_at: '2024-02-29T12:00:00Z' })],
      'UTC',
      ['2025-02-28'],
    ],
    [
      'does not reach beyond the end of the certificate itself',
      [proof(1, { expires_on: '2026-03-01' })],
      'UTC',
      ['2026-03-01'],
    ],
    [
      'does not become longer by a certificate that lasts longer',
      [proof(1, { expires_on: '2036-03-01' })],
      'UTC',
      ['2027-01-15'],
    ],
  ])('%s', (_name, all, zone, expected) => {
    expect(until(all, yearly, zone)).toEqual(expected);
  });
});

describe('levels that ask for something', () => {
  const both: Criterion[] = [byCourse('lifting'), { kind: 'quiz', quiz_id: 'q', min_percent: 80 }];
  it.each<[string, JudgedEvidence[], SkillCriteria, string[]]>([
    [
      'a rating at 5 does not reach a level that needs a course',
      [rating(5)],
      { levels: [asks(5, [byCourse('c')])] },
      [always, always, always, always],
    ],
    [
      'the course without a grant does',
      [course('c')],
      { levels: [asks(5, [byCourse('c')])] },
      Array(5).fill(always),
    ],
    ['another course does not', [course('d')], { levels: [asks(5, [byCourse('c')])] }, []],
    ['any: one is enough', [quiz('q', 80)], { levels: [asks(1, both)] }, [always]],
    ['all: one is not', [quiz('q', 80)], { levels: [asks(1, both, { match: 'all' })] }, []],
    [
      'all: both are',
      [quiz('q', 80), course('lifting')],
      { levels: [asks(1, both, { match: 'all' })] },
      [always],
    ],
    [
      'all ends with the first that ends',
      [quiz('q', 80), course('lifting', { expires_on: '2026-08-01' })],
      { levels: [asks(1, both, { match: 'all' })] },
      ['2026-08-01'],
    ],
    [
      'any ends with the last that ends',
      [quiz('q', 80, { expires_on: '2026-09-01' }), course('lifting', { expires_on: '2026-08-01' })],
      { levels: [asks(1, both)] },
      ['2026-09-01'],
    ],
    ['one percent short', [quiz('q', 79)], { levels: [asks(1, [both[1]!])] }, []],
    [
      'the best try counts, not the last',
      [quiz('q', 90), quiz('q', 20, { occurred_at: '2026-05-01T00:00:00Z' })],
      { levels: [asks(1, [both[1]!])] },
      [always],
    ],
    [
      'a gap in the described levels is a plain level',
      [rating(2)],
      { levels: [asks(1, [byCourse('c')]), asks(3, [byCourse('d')])] },
      [always, always],
    ],
    [
      'level 3 by course proves 1 and 2, whatever they ask for',
      [course('d')],
      { levels: [asks(1, [byCourse('c')]), asks(2, [byRating(9)]), asks(3, [byCourse('d')])] },
      [always, always, always],
    ],
    [
      'two ratings by two people',
      [rating(3), rating(3, { rated_by: 'marta' })],
      { levels: [asks(1, [byRating(2)])] },
      [always, always, always],
    ],
    [
      'two ratings by the same person twice',
      [rating(1), rating(1, { occurred_at: '2026-04-01T00:00:00Z' })],
      { levels: [asks(1, [byRating(2)])] },
      [],
    ],
    [
      'one of two rated oneself',
      [rating(1), rating(1, { rated_by: anna })],
      { levels: [asks(1, [byRating(2)])] },
      [],
    ],
    [
      'one of two was withdrawn',
      [rating(1), rating(1, { rated_by: 'marta', state: 'withdrawn' })],
      { levels: [asks(1, [byRating(2)])] },
      [],
    ],
    ['a rating below what is asked', [rating(2)], { levels: [asks(2, [byRating(1, 'any', 3)])] }, [always]],
    [
      'a trainer is not a manager',
      [rating(1, { rater_relation: 'trainer' })],
      { levels: [asks(1, [byRating(1, 'manager')])] },
      [],
    ],
    [
      'who acts for the manager is',
      [rating(1, { rater_relation: 'acting_manager' })],
      { levels: [asks(1, [byRating(1, 'manager')])] },
      [always],
    ],
    [
      'an administrator is neither',
      [rating(1, { rater_relation: 'admin' })],
      { levels: [asks(1, [byRating(1, 'manager'), byRating(1, 'trainer')])] },
      [],
    ],
    [
      'an administrator is anybody',
      [rating(1, { rater_relation: 'admin' })],
      { levels: [asks(1, [byRating(1)])] },
      [always],
    ],
    [
      'two people: it ends when the first of them ends',
      [rating(1, { expires_on: '2026-07-01' }), rating(1, { rated_by: 'marta', expires_on: '2026-08-01' })],
      { levels: [asks(1, [byRating(2)])] },
      ['2026-07-01'],
    ],
    [
      'a certificate of the issuer, whatever the capitals',
      [proof(1, { issuer: ' tüv NORD ' })],
      { levels: [asks(1, [{ kind: 'external', issuer: 'TÜV Nord' }])] },
      [always],
    ],
    [
      'a certificate of somebody else',
      [proof(1, { issuer: 'My cousin' })],
      { levels: [asks(1, [{ kind: 'external', issuer: 'TÜV Nord' }])] },
      [],
    ],
    ['a certificate for a lower level', [proof(1)], { levels: [asks(4, [{ kind: 'external' }])] }, [always]],
    ['criteria without any content are a plain level', [rating(1)], { levels: [asks(1, [])] }, [always]],
  ])('%s', (_name, all, criteria, expected) => {
    expect(until(all, criteria)).toEqual(expected);
  });

  it('judges anew when criteria change: what counted before may not count now, and the other way round', () => {
    const all = [rating(2), course('c')];
    expect(until(all)).toEqual([always, always]);
    expect(until(all, { levels: [asks(2, [byCourse('d')])] })).toEqual([always]);
    expect(until(all, { levels: [asks(3, [byCourse('c')])] })).toEqual([always, always, always]);
  });

  it('keeps counting what was completed in a course that has been deleted since', () => {
    // Nothing of the course is looked at but its id in the evidence.
    expect(until([course('gone', { level: 1 })], {})).toEqual([always]);
  });

  it('says what carries a level', () => {
    const lifting = course('lifting');
    const [first, second] = judgeLevels(
      [rating(1, { expires_on: '2026-05-01' }), lifting],
      { levels: [asks(2, [byCourse('lifting')])] },
      'UTC',
    );
    expect(first).toMatchObject({ end: always, carried_by: 2, evidence_ids: [lifting.id] });
    expect(second).toMatchObject({ carried_by: 2, criteria: [{ have: 1, end: always }] });
  });
});

describe('a day', () => {
  it.each([
    [[], '2026-05-01', 0, null],
    [['2026-05-01'], '2026-04-30', 1, '2026-05-01'],
    [['2026-05-01'], '2026-05-01', 0, null],
    [['infinity', '2026-06-01', '2026-05-01'], '2026-05-01', 2, '2026-06-01'],
    [['infinity', 'infinity'], '9999-12-31', 2, null],
  ] as [string[], string, number, string | null][])(
    '%j on %s is level %i, next end %s',
    (ends, day, level, next) => {
      expect(levelOn(ends, day)).toBe(level);
      expect(nextEnd(ends, day)).toBe(next);
    },
  );
});

const someDay = fc
  .integer({ min: 0, max: 3000 })
  .map((days) => new Date(Date.UTC(2022, 0, 1 + days)).toISOString());
const someEvidence = fc
  .record({
    kind: fc.constantFrom('declaration', 'course', 'quiz', 'rating', 'external'),
    state: fc.constantFrom('counted', 'pending', 'confirmed', 'rejected', 'withdrawn'),
    level: fc.option(fc.integer({ min: 1, max: 5 })),
    occurred_at: someDay,
    expires_on: fc.option(someDay.map((day) => day.slice(0, 10))),
    course_id: fc.constantFrom('a', 'b'),
    quiz_id: fc.constantFrom('q', 'r'),
    score_percent: fc.integer({ min: 0, max: 100 }),
    rated_by: fc.constantFrom('henrik', 'marta', anna),
    rater_relation: fc.constantFrom('manager', 'acting_manager', 'trainer', 'admin'),
    issuer: fc.constantFrom('', 'TÜV'),
  } as const)
  .map((one) => evidence(one as Partial<JudgedEvidence>));
const someCriterion: fc.Arbitrary<Criterion> = fc.oneof(
  fc.constantFrom('a', 'b').map(byCourse),
  fc.record({
    kind: fc.constant('quiz' as const),
    quiz_id: fc.constantFrom('q', 'r'),
    min_percent: fc.integer({ min: 1, max: 100 }),
  }),
  fc.record({
    kind: fc.constant('rating' as const),
    by: fc.constantFrom('manager' as const, 'trainer' as const, 'any' as const),
    min_level: fc.integer({ min: 1, max: 5 }),
    count: fc.integer({ min: 1, max: 3 }),
  }),
  fc.constantFrom<Criterion>({ kind: 'external' }, { kind: 'external', issuer: 'TÜV' }),
);
const someCriteria: fc.Arbitrary<SkillCriteria> = fc
  .uniqueArray(
    fc.record({
      level: fc.integer({ min: 1, max: 5 }),
      name: fc.constantFrom('', 'Basics'),
      description: fc.constant(''),
      validity_months: fc.option(fc.integer({ min: 1, max: 48 })),
      match: fc.constantFrom('any' as const, 'all' as const),
      criteria: fc.array(someCriterion, { maxLength: 3 }),
    }),
    { selector: (one) => one.level },
  )
  .map((levels) => ({ levels }));
const someZone = fc.constantFrom('UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kathmandu');

describe('whatever the evidence', () => {
  it('no level outlasts the one below it, and the ends have no holes', () => {
    fc.assert(
      fc.property(
        fc.array(someEvidence, { maxLength: 12 }),
        someCriteria,
        someZone,
        (all, criteria, zone) => {
          const ends = judgeLevels(all, criteria, zone).map((one) => one.end);
          for (let index = 1; index < ends.length; index++) {
            if (ends[index] !== null) expect(ends[index - 1]! >= ends[index]!).toBe(true);
          }
          expect(provenUntil(judgeLevels(all, criteria, zone))).toEqual(ends.filter((end) => end !== null));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('one more piece of it never lowers or shortens anything', () => {
    fc.assert(
      fc.property(
        fc.array(someEvidence, { maxLength: 10 }),
        someEvidence,
        someCriteria,
        someZone,
        (all, more, criteria, zone) => {
          const before = judgeLevels(all, criteria, zone);
          const after = judgeLevels([...all, more], criteria, zone);
          for (const [index, { end }] of before.entries()) {
            if (end !== null) expect((after[index]!.end ?? '') >= end).toBe(true);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('its order does not matter, nor how the criteria are written', () => {
    fc.assert(
      fc.property(fc.array(someEvidence, { maxLength: 10 }), someCriteria, (all, criteria) => {
        const ends = provenUntil(judgeLevels(all, criteria, 'UTC'));
        expect(provenUntil(judgeLevels([...all].reverse(), criteria, 'UTC'))).toEqual(ends);
        expect(provenUntil(judgeLevels(all, canonicalCriteria(criteria), 'UTC'))).toEqual(ends);
        expect(sameCriteria(criteria, canonicalCriteria(canonicalCriteria(criteria)))).toBe(true);
      }),
    );
  });
});
