// How the reader stands to a session, as one of a closed list: the page has one sentence and one button for each. Pure.
import type { SessionDetail, TrainingSession } from './bookings.queries.ts';

export type Standing =
  | 'cancelled'
  | 'over'
  | 'was_booked'
  | 'booked'
  | 'waiting'
  | 'offered'
  | 'requested'
  | 'teaching'
  | 'open'
  | 'joins_list'
  | 'asks'
  | 'closed'
  | 'full';

/** @param user_id  the reader */
export function standingOf(session: TrainingSession, user_id: string | undefined): Standing {
  const { own_booking: own, status } = session;
  if (status === 'cancelled') return 'cancelled';
  if (status === 'over') return own?.state === 'booked' ? 'was_booked' : 'over';
  if (
    own?.state === 'booked' ||
    own?.state === 'waiting' ||
    own?.state === 'offered' ||
    own?.state === 'requested'
  )
    return own.state;
  if (session.trainers.some(({ id }) => id === user_id)) return 'teaching';
  if (session.can.includes('book')) {
    if (session.approval !== 'none') return 'asks';
    return hasFreeSeat(session) ? 'open' : 'joins_list';
  }
  return hasFreeSeat(session) ? 'closed' : 'full';
}

export const hasFreeSeat = ({ seats, seats_taken, waiting_count }: TrainingSession): boolean =>
  seats_taken < seats && waiting_count === 0;

/** Other dates are worth showing where this one is not to be had. */
export const offersOthers = (standing: Standing): boolean =>
  ['cancelled', 'waiting', 'joins_list', 'closed', 'full', 'over'].includes(standing);

type Meanwhile = {
  title: string;
  kind: string;
  link: string | null;
  session: { id: string; role: string; status: string } | null;
};

/** What the reader would miss, or be missed at: their own sessions and own events at that time, without this one. */
export const inTheWay = <Entry extends Meanwhile>(
  session: Pick<SessionDetail, 'id'>,
  entries: readonly Entry[],
): Entry[] =>
  entries.filter(
    (entry) =>
      entry.kind === 'own_event' ||
      (entry.session !== null &&
        entry.session.id !== session.id &&
        entry.session.status !== 'cancelled' &&
        ['booked', 'offered', 'trainer'].includes(entry.session.role)),
  );

/** Keys of `countdown`: how long somebody still has, in the largest two units. */
export function timeLeft(until: string, now: Date): { days: number; hours: number; minutes: number } {
  const minutes = Math.max(0, Math.ceil((Date.parse(until) - now.getTime()) / 60_000));
  return { days: Math.floor(minutes / 1440), hours: Math.floor(minutes / 60) % 24, minutes: minutes % 60 };
}
