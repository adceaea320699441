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

/** Who stands above these people now, by person: what they can do and have finished is their manager's to see. */
export type FindLeaders = (userIds: string[]) => Promise<ReadonlyMap<string, string[]>>;

/** Who runs these training sessions, by session: they watch who comes. */
export type FindHosts = (sessionIds: string[]) => Promise<ReadonlyMap<string, string[]>>;

/** Who has a seat in these training sessions, by session. */
export type FindBooked = (sessionIds: string[]) => Promise<ReadonlyMap<string, string[]>>;

/** What happens in a session and names no person, but concerns only those who are there. */
const seenByBooked = /^attendance\.check-in-changed$/;

/**
 * So many people per message: a NOTIFY carries 8 kB. What concerns more is said in several, so that nobody else hears it.
 */
const mostPeople = 150;

/** Facts that a page about a team shows; a lesson is not, and comes too often to ask each time. */
const seenByLeaders = /^(skill\.|certificate\.|enrollment\.(created|changed|completed)$|manager\.|booking\.)/;

/**
 * Facts name their people in `student_id`, `recipient_id` or `user_id`; facts without one are for everybody watching. What
 * somebody does in a course is also told to those who follow the course, and in a training session to those who run it.
 */
export async function pushHints(
  bus: Bus,
  facts: Fact[],
  find: { followers: FindFollowers; leaders: FindLeaders; hosts: FindHosts; booked: FindBooked },
): Promise<void> {
  const nobody: ReadonlyMap<string, string[]> = new Map();
  const told = facts.map((fact) => ({ name: fact.name, ids: idsOf(fact) }));
  const courses = told.flatMap(({ ids }) =>
    ids['student_id'] && ids['course_id'] ? [ids['course_id']] : [],
  );
  const followers = courses.length > 0 ? await find.followers([...new Set(courses)]) : nobody;
  const attended = told.flatMap(({ name, ids }) =>
    seenByBooked.test(name) ? [ids['training_session_id']].filter(isThere) : [],
  );
  const sessions = told.flatMap(({ ids }) =>
    ids['user_id'] && ids['training_session_id'] ? [ids['training_session_id']] : [],
  );
  const hosted = [...new Set([...sessions, ...attended])];
  const hosts = hosted.length > 0 ? await find.hosts(hosted) : nobody;
  const booked = attended.length > 0 ? await find.booked([...new Set(attended)]) : nobody;
  const led = told
    .flatMap(({ name, ids }) => (seenByLeaders.test(name) ? [personOf(ids)] : []))
    .filter(isThere);
  const leaders = led.length > 0 ? await find.leaders([...new Set(led)]) : nobody;
  if (facts.length > 0) {
    const hint: Hint = { name: 'activity.recorded', user_ids: [], ids: {}, roles: ['admin'] };
    void bus.publish(hintChannel, JSON.stringify(hint));
  }
  for (const { name, ids } of told) {
    if (forAdministrators.has(name)) continue;
    const people = [
      ids['student_id'],
      ids['recipient_id'],
      ids['user_id'],
      ids['manager_id'],
      ids['previous_manager_id'],
    ].filter(isThere);
    const following = (ids['student_id'] && followers.get(ids['course_id'] ?? '')) || [];
    const session = ids['training_session_id'] ?? '';
    const isAttended = seenByBooked.test(name);
    const hosting = ((ids['user_id'] || isAttended) && hosts.get(session)) || [];
    const attending = (isAttended && booked.get(session)) || [];
    const leading = seenByLeaders.test(name) ? (leaders.get(personOf(ids) ?? '') ?? []) : [];
    const user_ids = [...new Set([...people, ...following, ...hosting, ...attending, ...leading])];
    // A session that nobody runs or attends concerns nobody; no people at all would mean everybody.
    if (isAttended && user_ids.length === 0) continue;
    for (let first = 0; first === 0 || first < user_ids.length; first += mostPeople) {
      const some = user_ids.slice(first, first + mostPeople);
      void bus.publish(hintChannel, JSON.stringify({ name, user_ids: some, ids } satisfies Hint));
    }
  }
}

/** Strangers at the door and what leaves the house: only administrators hear of it, by the hint of all activity. */
const forAdministrators: ReadonlySet<string> = new Set([
  'sign-in.refused',
  'data.exported',
  'site.exported',
  'backup.made',
]);

const isThere = (one: string | undefined): one is string => one !== undefined;
const personOf = (ids: Record<string, string>) => ids['student_id'] ?? ids['user_id'];

function idsOf(fact: Fact): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fact.payload as Record<string, unknown>).filter(
      (pair): pair is [string, string] => pair[0].endsWith('_id') && typeof pair[1] === 'string',
    ),
  );
}
