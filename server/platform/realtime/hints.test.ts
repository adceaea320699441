/** To whom a hint is addressed. */
import { describe, expect, it } from 'vitest';
import type { Fact } from '../facts/reactions.ts';
import type { Bus } from './bus.ts';
import { type Hint, pushHints } from './hints.ts';

async function hintsOf(name: string, payload: object): Promise<Hint[]> {
  const sent: Hint[] = [];
  const bus = {
    publish: async (_channel: string, message: string) => void sent.push(JSON.parse(message) as Hint),
  };
  const ofEach = (ids: string[], people: string[]) =>
    Promise.resolve(new Map(ids.map((one) => [one, people])));
  await pushHints(bus as unknown as Bus, [{ name, payload } as Fact], {
    followers: (ids) => ofEach(ids, ['course-trainer']),
    leaders: (ids) => ofEach(ids, ['manager']),
    hosts: (ids) => ofEach(ids, ['session-trainer']),
  });
  return sent.filter((hint) => hint.name === name);
}

describe('a hint', () => {
  it.each([
    [
      'booking.requested',
      { booking_id: 'b', training_session_id: 's', user_id: 'person' },
      ['person', 'session-trainer', 'manager'],
    ],
    ['attendance.recorded', { training_session_id: 's', user_id: 'person' }, ['person', 'session-trainer']],
    // Of a session itself everybody who looks at it hears.
    ['training-session.changed', { training_session_id: 's', course_id: 'c' }, []],
    ['enrollment.created', { student_id: 'person', course_id: 'c' }, ['person', 'course-trainer', 'manager']],
    ['lesson.completed', { student_id: 'person', course_id: 'c' }, ['person', 'course-trainer']],
  ])('about %s reaches those whom it concerns', async (name, payload, expected) => {
    const [hint] = await hintsOf(name, payload);
    expect(hint!.user_ids).toEqual(expected);
  });
});
