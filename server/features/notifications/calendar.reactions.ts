/** What people are told about training sessions and their seats. */
import { invitationParts, loadIcsSessions, sessionPath } from '#server/features/calendar/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { reaction } from '#server/platform/facts/reactions.ts';
import { services } from '#server/platform/services.ts';
import {
  type BookingNews,
  type NextDate,
  type SessionNews,
  selectBookedPeople,
  selectBookingNews,
  selectDeciders,
  selectNextDates,
  selectSessionNews,
  selectSessionTrainers,
} from './calendar.sql.ts';
import { type Message, tell } from './telling.service.ts';
import type { Subject } from './telling.sql.ts';
import { momentIn, type Params, spanIn } from './words.ts';

/** What every message about a session says of it, in the reader's language. */
const wordsOf = (
  subject: Subject,
  session: SessionNews,
): Pick<Params, 'session_title' | 'session_when' | 'session_where'> => ({
  session_title: session.title,
  session_when: spanIn(subject.language, subject.time_zone, session),
  ...(session.room_name === null ? {} : { session_where: session.room_name }),
});

/** The calendar files of a session for one person; `withdrawn`: it leaves their calendar. */
const calendarFor =
  (ctx: Ctx, sessionId: string, withdrawn = false): NonNullable<Message['calendar']> =>
  async (recipient) => {
    const session = (await loadIcsSessions(ctx.db, [sessionId])).get(sessionId);
    if (!session) return [];
    const { config } = services();
    return invitationParts(session, {
      public_url: config.public_url,
      organizer: {
        name: config.ORGANIZATION_NAME,
        email: /<([^<>]+)>\s*$/.exec(config.MAIL_FROM)?.[1] ?? config.MAIL_FROM,
      },
      attendee: { ...recipient, accepted: true },
      stamp: ctx.now,
      withdrawn,
      with_dropped: true,
    });
  };

type About = { id: string; payload: { booking_id: string; user_id: string }; actor_id: string | null };

/** Tells the person of a booking, unless there is nothing more to tell. */
async function tellPerson(
  ctx: Ctx,
  { id, payload, actor_id }: About,
  make: (booking: BookingNews, byOther: string | null) => (Partial<Message> & Pick<Message, 'kind'>) | null,
): Promise<void> {
  const booking = await selectBookingNews(ctx.db, payload.booking_id);
  if (!booking) return;
  const byOther = actor_id !== null && actor_id !== payload.user_id ? actor_id : null;
  const message = make(booking, byOther);
  if (!message) return;
  const { params, ...rest } = message;
  await tell(ctx, {
    fact_id: id,
    about: {
      user_id: payload.user_id,
      ...(byOther === null ? {} : { sender_id: byOther }),
    },
    link: sessionPath(booking.id),
    ...rest,
    params: (subject) => ({
      training_session_id: booking.id,
      booking_id: payload.booking_id,
      ...wordsOf(subject, booking),
      ...(typeof params === 'function' ? params(subject) : params),
    }),
  });
}

/** Tells everybody who has or wants a seat; those who are booked have it in their calendar. */
async function tellEverybody(
  ctx: Ctx,
  fact: { id: string; payload: { training_session_id: string; tell: boolean } },
  make: (session: SessionNews) => Promise<Partial<Message> & Pick<Message, 'kind'>>,
): Promise<void> {
  if (!fact.payload.tell) return;
  const session = await selectSessionNews(ctx.db, fact.payload.training_session_id);
  if (!session) return;
  const { params, ...rest } = await make(session);
  for (const person of await selectBookedPeople(ctx.db, session.id))
    await tell(ctx, {
      fact_id: fact.id,
      about: { user_id: person.user_id },
      link: sessionPath(session.id),
      ...(person.state === 'booked' ? { calendar: calendarFor(ctx, session.id) } : {}),
      ...rest,
      params: (subject) => ({
        training_session_id: session.id,
        ...wordsOf(subject, session),
        ...(typeof params === 'function' ? params(subject) : params),
      }),
    });
}

type TrainerKind =
  | 'session_changed'
  | 'session_cancelled'
  | 'session_restored'
  | 'session_trainer_added'
  | 'session_trainer_removed';
type AboutSession = {
  id: string;
  payload: {
    training_session_id: string;
    told_trainer_ids?: string[] | undefined;
    dates?: number | undefined;
  };
  actor_id: string | null;
};

/** Tells trainers in the product, whether or not the others are to be told; whoever did it knows. */
async function tellTrainers(
  ctx: Ctx,
  { id, payload, actor_id }: AboutSession,
  kind: TrainerKind,
  trainerIds: readonly string[],
): Promise<void> {
  const others = trainerIds.filter((one) => one !== actor_id);
  const session = others.length > 0 && (await selectSessionNews(ctx.db, payload.training_session_id));
  if (!session) return;
  for (const trainer of others)
    await tell(ctx, {
      fact_id: id,
      kind,
      about: { user_id: trainer, ...(actor_id === null ? {} : { sender_id: actor_id }) },
      // Who is taken off may not see it any more.
      link: kind === 'session_trainer_removed' ? '/calendar' : sessionPath(session.id),
      mail: null,
      params: (subject) => ({
        training_session_id: session.id,
        ...wordsOf(subject, session),
        session_role: 'trainer',
        ...(payload.dates === undefined ? {} : { dates: payload.dates }),
        ...(kind === 'session_cancelled' && session.cancel_reason ? { reason: session.cancel_reason } : {}),
      }),
    });
}

/** Those whom the fact names, else everybody who holds the session. */
const trainersOf = async (ctx: Ctx, { payload }: AboutSession): Promise<string[]> =>
  payload.told_trainer_ids ?? selectSessionTrainers(ctx.db, payload.training_session_id);

const datesIn = (subject: Subject, dates: NextDate[]): string =>
  dates.map((date) => spanIn(subject.language, subject.time_zone, date)).join('; ');

export const calendarReactions = [
  reaction('notifications.tell-session-requested', 'booking.requested', async (ctx, { id, payload }) => {
    const booking = await selectBookingNews(ctx.db, payload.booking_id);
    if (booking?.state !== 'requested') return;
    for (const decider of await selectDeciders(ctx.db, booking, ctx.now))
      await tell(ctx, {
        fact_id: id,
        kind: 'session_requested',
        about: { user_id: decider, sender_id: payload.user_id },
        link: `/team/requests?request=${payload.booking_id}`,
        params: (subject) => ({
          training_session_id: booking.id,
          booking_id: payload.booking_id,
          ...wordsOf(subject, booking),
          ...(booking.note ? { reason: booking.note } : {}),
        }),
      });
  }),

  reaction('notifications.tell-session-booked', 'booking.confirmed', (ctx, fact) =>
    tellPerson(ctx, fact, (booking, byOther) => ({
      kind: booking.decided_by !== null && byOther !== null ? 'session_approved' : 'session_booked',
      calendar: calendarFor(ctx, booking.id),
    })),
  ),

  reaction('notifications.tell-session-waiting', 'booking.queued', (ctx, fact) =>
    tellPerson(ctx, fact, (booking, byOther) => {
      if (booking.place === null) return null;
      const approved = booking.decided_by !== null && byOther !== null;
      return {
        kind: approved ? 'session_approved' : 'session_waiting',
        params: { place: booking.place },
      };
    }),
  ),

  reaction('notifications.tell-session-offered', 'booking.offered', (ctx, fact) =>
    tellPerson(ctx, { ...fact, actor_id: null }, (booking) => {
      const { offered_until: until } = booking;
      if (booking.state !== 'offered' || until === null) return null;
      return {
        kind: 'session_offered',
        params: (subject) => ({ kept_until: momentIn(subject.language, booking.time_zone, until) }),
      };
    }),
  ),

  reaction('notifications.tell-session-lapsed', 'booking.lapsed', (ctx, fact) =>
    tellPerson(ctx, { ...fact, actor_id: null }, () => ({ kind: 'session_lapsed' })),
  ),

  reaction('notifications.tell-session-refused', 'booking.refused', (ctx, fact) =>
    tellPerson(ctx, fact, (booking) => ({
      kind: 'session_refused',
      params: booking.reason ? { reason: booking.reason } : {},
    })),
  ),

  reaction('notifications.tell-session-returned', 'booking.cancelled', (ctx, fact) =>
    tellPerson(ctx, fact, (booking, byOther) => {
      const { had_seat } = fact.payload;
      // Who gave it back knows; their mail program does not.
      if (byOther === null && !had_seat) return null;
      return {
        kind: 'session_returned',
        params: booking.reason ? { reason: booking.reason } : {},
        ...(byOther === null ? { notice: null } : {}),
        ...(had_seat ? { calendar: calendarFor(ctx, booking.id, true) } : {}),
      };
    }),
  ),

  reaction('notifications.tell-session-changed', 'training-session.changed', (ctx, fact) =>
    tellEverybody(ctx, fact, async () => ({ kind: 'session_changed' })),
  ),

  reaction('notifications.tell-trainers-planned', 'training-session.planned', (ctx, fact) =>
    tellTrainers(ctx, fact, 'session_trainer_added', fact.payload.added_trainer_ids ?? []),
  ),

  reaction('notifications.tell-trainers-changed', 'training-session.changed', async (ctx, fact) => {
    const { changed, added_trainer_ids = [], removed_trainer_ids = [] } = fact.payload;
    await tellTrainers(ctx, fact, 'session_trainer_added', added_trainer_ids);
    await tellTrainers(ctx, fact, 'session_trainer_removed', removed_trainer_ids);
    if (changed.some((one) => one === 'time' || one === 'place' || one === 'link'))
      await tellTrainers(ctx, fact, 'session_changed', await trainersOf(ctx, fact));
  }),

  reaction('notifications.tell-trainers-cancelled', 'training-session.cancelled', async (ctx, fact) =>
    tellTrainers(ctx, fact, 'session_cancelled', await trainersOf(ctx, fact)),
  ),

  reaction('notifications.tell-trainers-restored', 'training-session.restored', async (ctx, fact) =>
    tellTrainers(ctx, fact, 'session_restored', await trainersOf(ctx, fact)),
  ),

  reaction('notifications.tell-session-cancelled', 'training-session.cancelled', (ctx, fact) =>
    tellEverybody(ctx, fact, async (session) => {
      const dates = await selectNextDates(ctx.db, session, ctx.now);
      return {
        kind: 'session_cancelled',
        params: (subject) => ({
          ...(session.cancel_reason ? { reason: session.cancel_reason } : {}),
          ...(dates.length > 0 ? { next_dates: datesIn(subject, dates) } : {}),
        }),
      };
    }),
  ),

  reaction('notifications.tell-session-restored', 'training-session.restored', (ctx, fact) =>
    tellEverybody(ctx, fact, async () => ({ kind: 'session_restored' })),
  ),
];
