/**
 * Hints for open browsers: "something about this person's X changed, fetch again". Data never travels this way, so a hint
 * needs no permission beyond being addressed to the right person.
 */
import type { Role } from '#contract/abilities.ts';
import type { Fact } from '../facts/reactions.ts';
import type { Bus } from './bus.ts';

export type Hint = {
  name: string;
  user_ids: string[];
  ids: Record<string, string>;
  /** Only for connections of people who hold one of these. */
  roles?: readonly Role[];
};

export const hintChannel = 'hints';

/** Who else follows what happens in these courses, by course: their trainers. */
export type FindFollowers = (courseIds: string[]) => Promise<ReadonlyMap<string, string[]>>;

/**
 * Facts name their people in `student_id`, `recipient_id` or `user_id`; facts without one are for everybody watching. What
 * somebody does in a course is also told to those who follow the course.
 */
export async function pushHints(bus: Bus, facts: Fact[], findFollowers: FindFollowers): Promise<void> {
  const told = facts.map((fact) => ({ name: fact.name, ids: idsOf(fact) }));
  const courses = told.flatMap(({ ids }) =>
    ids['student_id'] && ids['course_id'] ? [ids['course_id']] : [],
  );
  const followers =
    courses.length > 0 ? await findFollowers([...new Set(courses)]) : new Map<string, string[]>();
  if (facts.length > 0) {
    const hint: Hint = { name: 'activity.recorded', user_ids: [], ids: {}, roles: ['admin'] };
    void bus.publish(hintChannel, JSON.stringify(hint));
  }
  for (const { name, ids } of told) {
    // Of strangers at the door only administrators hear, by the hint above.
    if (name === 'sign-in.refused') continue;
    const people = [ids['student_id'], ids['recipient_id'], ids['user_id']].filter(
      (one) => one !== undefined,
    );
    const following = (ids['student_id'] && followers.get(ids['course_id'] ?? '')) || [];
    const user_ids = [...new Set([...people, ...following])];
    void bus.publish(hintChannel, JSON.stringify({ name, user_ids, ids } satisfies Hint));
  }
}

function idsOf(fact: Fact): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fact.payload as Record<string, unknown>).filter(
      (pair): pair is [string, string] => pair[0].endsWith('_id') && typeof pair[1] === 'string',
    ),
  );
}
