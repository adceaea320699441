/** What state a session is in and what that allows. Pure; twins of the conditions in sessions.service.ts. */
import type { Approval, BookingState, SessionState } from '#contract/calendar.ts';

export type SessionStatus = SessionState;

type Times = { starts_at: string; ends_at: string; cancelled_at: string | null };

/** Running from the first day's start to the last day's end, nights included. A cancelled one stays cancelled. */
export function statusOf(session: Times, now: Date): SessionStatus {
  if (session.cancelled_at !== null) return 'cancelled';
  if (now < new Date(session.starts_at)) return 'planned';
  return now < new Date(session.ends_at) ? 'running' : 'over';
}

/** The cut-off: from this moment on nobody books or is offered a seat. */
export const bookingClosesAt = (session: { starts_at: string; cut_off_minutes: number }): Date =>
  new Date(new Date(session.starts_at).getTime() - session.cut_off_minutes * 60_000);

export type Bookable = Times & {
  cut_off_minutes: number;
  seats: number;
  seats_taken: number;
  waiting_count: number;
  waiting_list: boolean;
  approval: Approval;
};

/** Open, before the cut-off, and with a seat that is nobody's or a list to wait in. Who waits already comes first. */
export function isBookable(session: Bookable, now: Date): boolean {
  if (statusOf(session, now) !== 'planned' || now >= bookingClosesAt(session)) return false;
  return (session.seats_taken < session.seats && session.waiting_count === 0) || session.waiting_list;
}

/**
 * Whom the fact of each session names when many are changed in one go: everybody once, with the first that is theirs.
 *
 * @param people  of each session, in the order of the facts
 */
export function firstOfEach(people: readonly (readonly string[])[]): string[][] {
  const named = new Set<string>();
  return people.map((own) => {
    const fresh = [...new Set(own)].filter((one) => !named.has(one));
    for (const one of fresh) named.add(one);
    return fresh;
  });
}

type Own = { state: BookingState; offered_until: string | null };

/** What somebody may do with their own booking of this session now. */
export function ownBookingCan(booking: Own, session: Times, now: Date): string[] {
  const status = statusOf(session, now);
  if (status === 'over') return [];
  const live = ['requested', 'booked', 'waiting', 'offered'].includes(booking.state);
  const offered =
    booking.state === 'offered' &&
    status === 'planned' &&
    booking.offered_until !== null &&
    now < new Date(booking.offered_until);
  return [...(offered ? ['accept', 'decline'] : []), ...(live ? ['cancel'] : [])];
}

type Run = Bookable & {
  is_managed: boolean;
  is_trainer: boolean;
  /** Somebody has or had a booking of it, whatever became of it. */
  was_booked: boolean;
  own_booking: Own | null;
};

/** What the caller may do with a session: the web shows these and asks nothing else. */
export function sessionCan(session: Run, may: { book: boolean; book_others: boolean }, now: Date): string[] {
  const status = statusOf(session, now);
  const isOpen = status === 'planned' || status === 'running';
  const notOver = now < new Date(session.ends_at);
  const allowed: [string, boolean][] = [
    ['update', session.is_managed && isOpen],
    ['cancel', session.is_managed && isOpen],
    ['restore', session.is_managed && status === 'cancelled' && notOver],
    ['delete', session.is_managed && !session.was_booked],
    ['book', may.book && !session.own_booking && !session.is_trainer && isBookable(session, now)],
    ['book_others', (session.is_managed || may.book_others) && isOpen],
    ['see_people', session.is_managed],
    ['record_attendance', session.is_managed && status !== 'cancelled'],
  ];
  return allowed.filter(([, yes]) => yes).map(([name]) => name);
}
