/** To whom a hint is addressed. */
import { describe, expect, it } from 'vitest';
import type { Fact } from '../facts/reactions.ts';
import { newId } from '../ids.ts';
import type { Bus } from './bus.ts';
import { type Hint, pushHints } from './hints.ts';

async function hintsOf(name: string, payload: object, booked = ['booked-person']): Promise<Hint[]> {
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
    booked: (ids) => ofEach(ids, booked),
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
    [
      'attendance.check-in-changed',
      { training_session_id: 's', session_day_id: 'd' },
      ['session-trainer', 'booked-person'],
    ],
    // Of a session itself everybody who looks at it hears.
    ['training-session.changed', { training_session_id: 's', course_id: 'c' }, []],
    ['enrollment.created', { student_id: 'person', course_id: 'c' }, ['person', 'course-trainer', 'manager']],
    ['lesson.completed', { student_id: 'person', course_id: 'c' }, ['person', 'course-trainer']],
  ])('about %s reaches those whom it concerns', async (name, payload, expected) => {
    const [hint] = await hintsOf(name, payload);
    expect(hint!.user_ids).toEqual(expected);
  });

  it('for a hall full of people is said in messages that each fit, to them and nobody else', async () => {
    const people = Array.from({ length: 1000 }, () => newId());
    const hints = await hintsOf(
      'attendance.check-in-changed',
      { training_session_id: newId(), session_day_id: newId() },
      people,
    );
    expect(hints.flatMap((hint) => hint.user_ids)).toEqual(['session-trainer', ...people]);
    for (const hint of hints) {
      expect(hint.user_ids.length).toBeGreaterThan(0);
      expect(Buffer.byteLength(JSON.stringify(hint))).toBeLessThan(7000);
    }
  });
});
