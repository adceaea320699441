/**
 * Who gets which seat, decided with the numbers of a session whose row is locked. Nobody jumps the waiting list: a free seat
 * belongs to whoever waits first.
 */
import type { ErrorCode } from '#contract/errors.ts';

export type SeatNumbers = {
  seats: number;
  /** Booked and offered. */
  seats_taken: number;
  waiting_count: number;
  waiting_list: boolean;
  approval: 'none' | 'manager' | 'trainer';
};
export type SessionTimes = {
  booking_closes_at: string;
  ends_at: string;
  cancelled_at: string | null;
};

export const freeSeats = (session: Pick<SeatNumbers, 'seats' | 'seats_taken'>): number =>
  Math.max(0, session.seats - session.seats_taken);

export const isOver = (session: Pick<SessionTimes, 'ends_at'>, now: Date): boolean =>
  Date.parse(session.ends_at) <= now.getTime();
export const isClosed = (session: Pick<SessionTimes, 'booking_closes_at'>, now: Date): boolean =>
  Date.parse(session.booking_closes_at) <= now.getTime();

/** Why nobody gets a seat here any more, by hand or otherwise. */
export function whyEnded(session: SessionTimes, now: Date): ErrorCode | null {
  if (session.cancelled_at !== null) return 'session.cancelled';
  return isOver(session, now) ? 'session.over' : null;
}

/** Why one cannot book: those who run the session may until it is over, everybody else until the cut-off. */
export const whyNotBook = (session: SessionTimes, now: Date, runs: boolean): ErrorCode | null =>
  whyEnded(session, now) ?? (!runs && isClosed(session, now) ? 'booking.closed' : null);

export type Outcome = 'booked' | 'waiting' | 'requested' | 'full';

/**
 * What becomes of so many people who ask one after the other.
 *
 * @param agreed  whoever has to approve is the one who books
 */
export function outcomesFor(session: SeatNumbers, count: number, agreed: boolean): Outcome[] {
  const free = session.waiting_count > 0 ? 0 : freeSeats(session);
  return Array.from({ length: count }, (_, index) => {
    if (index >= free && !session.waiting_list) return 'full';
    if (session.approval !== 'none' && !agreed) return 'requested';
    return index < free ? 'booked' : 'waiting';
  });
}

/** What an approved request becomes, of which `ahead` people who wait have asked earlier. */
export function outcomeOfApproval(session: SeatNumbers, ahead: number): Exclude<Outcome, 'requested'> {
  if (ahead === 0 && freeSeats(session) > 0) return 'booked';
  return session.waiting_list ? 'waiting' : 'full';
}

/**
 * How many of the first who wait are offered a seat now, and until when it is kept for them; null when none is. After the
 * cut-off no seat is offered by itself, and none is kept beyond it.
 */
export function offersDue(
  session: SeatNumbers & SessionTimes & { offer_minutes: number },
  now: Date,
): { count: number; until: Date } | null {
  const count = Math.min(freeSeats(session), session.waiting_count);
  if (count === 0 || whyNotBook(session, now, false) !== null) return null;
  const until = Math.min(
    now.getTime() + session.offer_minutes * 60_000,
    Date.parse(session.booking_closes_at),
  );
  return { count, until: new Date(until) };
}
