/** Closing plans: the fewest minutes, held against trying everything. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuMilliseconds } from '#server/testing/cpu.ts';
import { makePlan, type Need, type Plan, type PlanCourse, type PlanInput, type Way } from './plan.rules.ts';

/** `a1` is skill a at level 1. */
const need = (written: string): Need => ({ skill_id: written[0]!, level: Number(written[1] ?? 1) });
/** `A 30 a1+b2 <c1`: course A takes 30 minutes, brings a to 1 and b to 2, requires c at 1. */
function course(written: string): { course: PlanCourse; ways: Way[] } {
  const [id = '', minutes = '0', brings = '', ...requires] = written.split(' ');
  return {
    course: { course_id: id, minutes: Number(minutes), requires: requires.map((one) => need(one.slice(1))) },
    ways: brings === '-' ? [] : brings.split('+').map((one) => ({ ...need(one), courses: [id] })),
  };
}
function input(gaps: string, courses: string[], more: { have?: string; ways?: Way[] } = {}): PlanInput {
  const read = courses.map(course);
  const have = more.have ? more.have.split(' ').map(need) : [];
  return {
    gaps: gaps === '' ? [] : gaps.split(' ').map(need),
    have: new Map(have.map((one) => [one.skill_id, one.level])),
    courses: read.map((one) => one.course),
    ways: [...read.flatMap((one) => one.ways), ...(more.ways ?? [])],
  };
}

const said = (plan: Plan) => `${plan.order.join('')} ${plan.total_minutes} ${plan.method}`;

describe('makePlan', () => {
  it.each<[string, PlanInput, string, string]>([
    ['no gap, no plan', input('', ['A 10 a1']), ' 0 exact', ''],
    ['one course', input('a1', ['A 10 a1']), 'A 10 exact', ''],
    ['the shorter of two', input('a1', ['A 30 a1', 'B 10 a1']), 'B 10 exact', ''],
    ['a higher level serves as well', input('a1', ['A 30 a1', 'B 10 a3']), 'B 10 exact', ''],
    ['a lower one does not', input('a3', ['A 30 a3', 'B 10 a1']), 'A 30 exact', ''],
    ['one for both rather than two', input('a1 b1', ['A 20 a1', 'B 20 b1', 'C 30 a1+b1']), 'C 30 exact', ''],
    [
      'two when they are shorter together',
      input('a1 b1', ['A 10 a1', 'B 10 b1', 'C 30 a1+b1']),
      'AB 20 exact',
      '',
    ],
    [
      'fewer courses for the same minutes',
      input('a1 b1', ['A 10 a1', 'B 20 b1', 'C 30 a1+b1']),
      'C 30 exact',
      '',
    ],
    [
      'the greedy choice is not the best',
      input('a1 b1 c1 d1', ['A 9 a1+b1+c1', 'B 10 a1+b1', 'C 9 c1+d1', 'D 11 d1']),
      'AC 18 exact',
      '',
    ],
    [
      'the cheapest per gap is not the best',
      input('a1 b1 c1', ['A 10 a1+b1', 'B 12 c1+a1', 'C 5 b1', 'D 11 c1']),
      'BC 17 exact',
      '',
    ],
    ['what it requires is there', input('a1', ['A 10 a1 <b1'], { have: 'b1' }), 'A 10 exact', ''],
    ['what it requires comes first', input('a1', ['A 10 a1 <b2', 'B 5 b2']), 'BA 15 exact', ''],
    ['unless another way is shorter', input('a1', ['A 10 a1 <b2', 'B 5 b2', 'C 14 a1']), 'C 14 exact', ''],
    ['a chain of three', input('a1', ['A 10 a1 <b1', 'B 10 b1 <c1', 'C 10 c1']), 'CBA 30 exact', ''],
    [
      'a prerequisite that closes a gap too',
      input('a1 b1', ['A 10 a1 <b1', 'B 20 b1', 'C 5 b1']),
      'CA 15 exact',
      '',
    ],
    [
      'two that require each other open nothing',
      input('a1', ['A 10 a1 <b1', 'B 10 b1 <a1']),
      ' 0 exact',
      'a1',
    ],
    ['untied by a third', input('a1', ['A 10 a1 <b1', 'B 10 b1 <a1', 'C 50 b1']), 'CA 60 exact', ''],
    ['a course cannot bring what it requires itself', input('a2', ['A 10 a2 <a1']), ' 0 exact', 'a2'],
    ['but a level from below can', input('a2', ['A 10 a2 <a1', 'B 5 a1']), 'BA 15 exact', ''],
    ['no course at all', input('a1 b1', ['A 10 a1']), 'A 10 exact', 'b1'],
    [
      'two courses together',
      input('a1', ['A 10 -', 'B 10 -'], { ways: [{ ...need('a1'), courses: ['A', 'B'] }] }),
      'AB 20 exact',
      '',
    ],
    [
      'a way with a course that is not there',
      input('a1', ['A 10 -'], { ways: [{ ...need('a1'), courses: ['A', 'Z'] }] }),
      ' 0 exact',
      'a1',
    ],
    [
      'together or alone, whichever is shorter',
      input('a1', ['A 10 -', 'B 10 -', 'C 19 a1'], { ways: [{ ...need('a1'), courses: ['A', 'B'] }] }),
      'C 19 exact',
      '',
    ],
    ['nothing left to do costs nothing', input('a1', ['A 0 a1', 'B 10 a1']), 'A 0 exact', ''],
  ])('%s', (_name, given, expected, open) => {
    const plan = makePlan(given);
    expect(said(plan)).toBe(expected);
    expect(plan.left_open.map((one) => one.skill_id + one.level).join(' ')).toBe(open);
  });

  const skill = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const someNeed = fc.record({ skill_id: skill, level: fc.integer({ min: 1, max: 3 }) });
  const someInput: fc.Arbitrary<PlanInput> = fc
    .record({
      gaps: fc.uniqueArray(someNeed, { maxLength: 4, selector: (one) => one.skill_id }),
      have: fc.uniqueArray(someNeed, { maxLength: 2, selector: (one) => one.skill_id }),
      courses: fc.array(
        fc.record({
          minutes: fc.integer({ min: 0, max: 20 }),
          brings: fc.array(someNeed, { maxLength: 2 }),
          requires: fc.array(someNeed, { maxLength: 1 }),
        }),
        { maxLength: 8 },
      ),
      pairs: fc.array(fc.tuple(someNeed, fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 7 })), {
        maxLength: 3,
      }),
    })
    .map(({ gaps, have, courses, pairs }) => ({
      gaps,
      have: new Map(have.map((one) => [one.skill_id, one.level])),
      courses: courses.map(({ minutes, requires }, place) => ({ course_id: `c${place}`, minutes, requires })),
      ways: [
        ...courses.flatMap(({ brings }, place) => brings.map((one) => ({ ...one, courses: [`c${place}`] }))),
        ...pairs.map(([one, left, right]) => ({ ...one, courses: [...new Set([`c${left}`, `c${right}`])] })),
      ],
    }));

  it('is never longer than the best of all choices there are, and can be taken in its order', () => {
    void fc.assert(
      fc.property(someInput, (given) => {
        const plan = makePlan(given);
        const [fewest, count] = bestOfAll(given, plan.closed);
        expect([plan.method, plan.total_minutes, plan.order.length]).toEqual(['exact', fewest, count]);
        expect(canBeTaken(given, plan.order)).toBe(true);
        expect(plan.closed.length + plan.left_open.length).toBe(given.gaps.length);
      }),
      { numRuns: 400 },
    );
  });

  it('answers twenty gaps against two hundred courses within a second, and says how sure it is', () => {
    let seed = 7;
    const next = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      // The low digits of such a generator repeat.
      return Math.floor(seed / 4096) % below;
    };
    const skills = Array.from({ length: 30 }, (_, place) => `s${place}`);
    const courses = Array.from({ length: 200 }, (_, place) => ({
      course_id: `c${place}`,
      minutes: 10 + next(110),
      requires: next(5) === 0 ? [{ skill_id: skills[next(30)]!, level: 1 }] : [],
    }));
    const ways = courses.flatMap(({ course_id }) =>
      Array.from({ length: 1 + next(3) }, () => ({
        skill_id: skills[next(30)]!,
        level: 1 + next(3),
        courses: [course_id],
      })),
    );
    const gaps = skills.slice(0, 20).map((skill_id) => ({ skill_id, level: 1 + next(2) }));
    const given = { gaps, have: new Map<string, number>(), courses, ways };
    let plan: Plan | undefined;
    expect(cpuMilliseconds(() => (plan = makePlan(given)))).toBeLessThan(3000);
    expect(canBeTaken(given, plan!.order)).toBe(true);
    expect(plan!.left_open).toEqual([]);
    const hurried = makePlan(given, 5);
    expect(hurried.method).toBe('good');
    expect(hurried.total_minutes).toBeGreaterThanOrEqual(plan!.total_minutes);
    expect(canBeTaken(given, hurried.order)).toBe(true);
  });
});

function reached(given: PlanInput, done: ReadonlySet<string>, one: Need): boolean {
  return (
    (given.have.get(one.skill_id) ?? 0) >= one.level ||
    given.ways.some(
      (way) =>
        way.skill_id === one.skill_id && way.level >= one.level && way.courses.every((id) => done.has(id)),
    )
  );
}

function canBeTaken(given: PlanInput, order: readonly string[]): boolean {
  const done = new Set<string>();
  return order.every((id) => {
    const fits = given.courses
      .find((one) => one.course_id === id)!
      .requires.every((one) => reached(given, done, one));
    done.add(id);
    return fits;
  });
}

/** Tries every set of courses. */
function bestOfAll(given: PlanInput, gaps: readonly Need[]): [minutes: number, courses: number] {
  let best: [number, number] = [Number.POSITIVE_INFINITY, 0];
  for (let mask = 0; mask < 2 ** given.courses.length; mask++) {
    const left = given.courses.filter((_, place) => mask & (2 ** place));
    const minutes = left.reduce((sum, one) => sum + one.minutes, 0);
    const count = left.length;
    if (minutes > best[0] || (minutes === best[0] && count >= best[1])) continue;
    const done = new Set<string>();
    for (let more = true; more; ) {
      more = false;
      for (const one of left) {
        if (done.has(one.course_id) || !one.requires.every((each) => reached(given, done, each))) continue;
        done.add(one.course_id);
        more = true;
      }
    }
    if (done.size === left.length && gaps.every((gap) => reached(given, done, gap))) best = [minutes, count];
  }
  return best;
}
