/**
 * Hints for open browsers: "something about this person's X changed, fetch again". Data never travels this way, so a hint
 * needs no permission beyond being addressed to the right person.
 */
import type { Fact } from '../facts/reactions.ts';
import type { Bus } from './bus.ts';

export type Hint = { name: string; user_ids: string[]; ids: Record<string, string> };

export const hintChannel = 'hints';

/** Facts name their people in `student_id`, `recipient_id` or `user_id`; facts without one are for everybody watching. */
export function pushHints(bus: Bus, facts: Fact[]): void {
  for (const fact of facts) {
    const payload = fact.payload as Record<string, unknown>;
    const ids = Object.fromEntries(
      Object.entries(payload).filter(
        (pair): pair is [string, string] => pair[0].endsWith('_id') && typeof pair[1] === 'string',
      ),
    );
    const people = [ids['student_id'], ids['recipient_id'], ids['user_id']].filter(
      (one) => one !== undefined,
    );
    void bus.publish(hintChannel, JSON.stringify({ name: fact.name, user_ids: people, ids } satisfies Hint));
  }
}
