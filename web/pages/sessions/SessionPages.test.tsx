// A session's page, the list of sessions and requests, as the people in them find them.
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bookings } from '#contract/bookings.ts';
import { calendar } from '#contract/calendar.ts';
import { identity } from '#contract/identity.ts';
import type { SessionDetail } from '#web/features/bookings/bookings.queries.ts';
import {
  aBooking,
  aSessionDetail,
  aTrainingSession,
  freja,
  mikkel,
  ownBooking,
} from '#web/features/bookings/bookings.samples.ts';
import { learner, page, sessionOf } from '#web/features/identity/identity.samples.ts';
import { setClock } from '#web/lib/clock.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer, Refusal } from '#web/testing/pretended-server.ts';

beforeEach(() => setClock('2026-11-17T09:00:00.000Z'));
afterEach(() => setClock(null));

function aServer(first: Partial<SessionDetail> = {}) {
  const server = pretendServer();
  let session = aSessionDetail(first);
  server.on(identity.getSession, () => sessionOf(learner));
  server.on(calendar.getTrainingSession, () => session);
  server.on(calendar.listEntries, () => ({ results: [] }));
  return {
    ...server,
    becomes: (more: Partial<SessionDetail>) => {
      session = aSessionDetail({ ...session, ...more });
    },
  };
}
const path = `/sessions/${aSessionDetail().id}`;

describe('a learner', () => {
  it('sees when, where and with whom, and takes a free seat with one press', async () => {
    const server = aServer();
    server.on(bookings.book, () => {
      server.becomes({ own_booking: ownBooking('booked'), seats_taken: 10, can: [] });
      return aBooking();
    });
    const { user } = await renderPage(path);
    expect(await screen.findByRole('heading', { name: 'Handling lithium batteries' })).toBeTruthy();
    expect(screen.getAllByText(/Thu 19 Nov 2026, 11:00 to 13:00 CET/).length).toBeGreaterThan(0);
    expect(screen.getByText('Hall B, first floor')).toBeTruthy();
    expect(screen.getByText('Marta Nowak')).toBeTruthy();
    const own = within(screen.getByRole('region', { name: 'Your seat' }));
    expect(own.getByText('9 of 12 booked')).toBeTruthy();
    expect(own.getByText('3 seats are free.')).toBeTruthy();
    await user.click(own.getByRole('button', { name: 'Book a seat' }));
    expect(await own.findByText('You have a seat.')).toBeTruthy();
    expect(own.getByRole('link', { name: 'Add to my calendar (.ics)' })).toBeTruthy();
    expect(own.queryByRole('button', { name: 'Book a seat' })).toBeNull();
    expect(server.sentTo(bookings.book)[0]!.body).toEqual({ note: '' });
  });

  it('joins the waiting list of a full session and reads the place', async () => {
    const server = aServer({ seats_taken: 12, waiting_count: 3 });
    server.on(bookings.book, () => {
      server.becomes({ own_booking: ownBooking('waiting', { place: 4 }), waiting_count: 4, can: [] });
      return aBooking({ state: 'waiting', place: 4 });
    });
    const { user } = await renderPage(path);
    await user.click(await screen.findByRole('button', { name: 'Join the waiting list' }));
    expect(await screen.findByText('You are 4th of 4 in the waiting list.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Withdraw' })).toBeTruthy();
  });

  it('takes the seat that is kept, and is told when it was too late', async () => {
    const server = aServer({
      can: [],
      own_booking: ownBooking('offered', {
        offered_until: '2026-11-17T10:20:00.000Z',
        can: ['accept', 'decline', 'cancel'],
      }),
    });
    server.on(bookings.acceptOffer, () => new Refusal('offer.lapsed'));
    const { user } = await renderPage(path);
    expect(
      await screen.findByText('A seat is kept for you until Tue 17 Nov 2026, 11:20 CET (1 h 20 min left).'),
    ).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Take the seat' }));
    expect(await screen.findByText(/The time to take this seat is over/)).toBeTruthy();
  });

  it('gives the seat back after reading that it goes to the next', async () => {
    const server = aServer({ own_booking: ownBooking('booked'), waiting_count: 2, can: [] });
    server.on(bookings.cancelBooking, () => {
      server.becomes({ own_booking: null, can: ['book'] });
      return aBooking({ state: 'cancelled' });
    });
    const { user } = await renderPage(path);
    await user.click(await screen.findByRole('button', { name: 'Give the seat back' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/goes to the first person in the waiting list at once/)).toBeTruthy();
    await user.type(dialog.getByLabelText('Reason (optional)'), 'I am ill');
    await user.click(dialog.getByRole('button', { name: 'Give the seat back' }));
    await waitFor(() =>
      expect(server.sentTo(bookings.cancelBooking)[0]!.body).toEqual({ reason: 'I am ill' }),
    );
    expect(await screen.findByText('Your booking is cancelled')).toBeTruthy();
  });

  it('asks where the manager has to agree, and says why', async () => {
    const server = aServer({ approval: 'manager' });
    server.on(bookings.book, () => {
      server.becomes({ own_booking: ownBooking('requested'), can: [] });
      return aBooking({ state: 'requested' });
    });
    const { user } = await renderPage(path);
    await user.click(await screen.findByRole('button', { name: 'Ask for a seat' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByLabelText(/Why you would like to come/), 'My new job');
    await user.click(dialog.getByRole('button', { name: 'Ask for a seat' }));
    expect(await screen.findByText('Your request waits for your manager.')).toBeTruthy();
    expect(server.sentTo(bookings.book)[0]!.body).toEqual({ note: 'My new job' });
  });

  it('reads why a session is cancelled and books one of the other dates', async () => {
    const server = aServer({
      own_booking: ownBooking('booked'),
      status: 'cancelled',
      cancelled_at: '2026-11-16T08:00:00.000Z',
      cancel_reason: 'The trainer is ill',
      can: [],
      alternatives: [
        {
          id: freja.id,
          title: 'Handling lithium batteries',
          starts_at: '2026-11-26T10:00:00.000Z',
          time_zone: 'Europe/Copenhagen',
          free_seats: 4,
        },
      ],
    });
    server.on(calendar.listTrainingSessions, () => page<never>([]));
    server.on(bookings.book, () => aBooking({ session_id: freja.id }));
    const { user } = await renderPage(path);
    expect(await screen.findByText('Reason: The trainer is ill')).toBeTruthy();
    expect(screen.getAllByText('This session is cancelled.')).toHaveLength(1);
    expect(screen.getByRole('button', { name: 'Withdraw' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Book a seat' })).toBeNull();
    expect(screen.getByRole('link', { name: 'Thu 26 Nov 2026, 11:00 CET' })).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: 'Book a seat: Thu 26 Nov 2026, 11:00 CET' }));
    await waitFor(() => expect(window.location.pathname).toBe(`/sessions/${freja.id}`));
    expect(server.sentTo(bookings.book)).toHaveLength(1);
  });

  it('is not offered another date that is theirs already', async () => {
    const other = aTrainingSession({ id: freja.id, own_booking: ownBooking('booked'), can: [] });
    const server = aServer({
      status: 'cancelled',
      can: [],
      alternatives: [{ ...other, free_seats: 3 }],
    });
    server.on(calendar.listTrainingSessions, () => page([other]));
    await renderPage(path);
    const others = within(await screen.findByRole('list', { name: 'Other dates with a free seat' }));
    expect(await others.findByText('Booked')).toBeTruthy();
    expect(others.queryByRole('button')).toBeNull();
    expect(screen.queryByRole('region', { name: 'Your seat' })).toBeNull();
  });

  it('is warned of being somewhere else then', async () => {
    const server = aServer();
    server.on(calendar.listEntries, () => ({
      results: [
        {
          key: 'own',
          kind: 'own_event' as const,
          title: 'Dentist',
          starts_at: '2026-11-19T11:00:00.000Z',
          ends_at: '2026-11-19T11:30:00.000Z',
          starts_on: null,
          ends_on: null,
          link: null,
          session: null,
          course_id: null,
          can: [],
        },
      ],
    }));
    await renderPage(path);
    expect(await screen.findByText('You are somewhere else then')).toBeTruthy();
    expect(screen.getByText(/Dentist/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Book a seat' })).toBeTruthy();
  });
});

describe('who runs a session', () => {
  it('sees its people in order, gives a seat, and cancels with a reason the person reads', async () => {
    const server = aServer({ can: ['update', 'see_people', 'book_others'], waiting_count: 1 });
    server.on(bookings.listBookings, () =>
      page([
        aBooking({ can: ['cancel'] }),
        aBooking({ id: freja.id, user: freja, state: 'waiting', place: 1, can: ['cancel', 'offer'] }),
      ]),
    );
    server.on(bookings.offerSeat, () => aBooking({ user: freja }));
    server.on(bookings.cancelBooking, () => aBooking({ state: 'cancelled' }));
    const { user } = await renderPage(`${path}?tab=people`);
    const table = await screen.findByRole('table', { name: 'People of “Handling lithium batteries”' });
    expect(await within(table).findByText('1st in the waiting list')).toBeTruthy();
    await user.click(within(table).getByRole('button', { name: 'More for Freja Lund' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Give a seat now' }));
    expect(await screen.findByText('Freja Lund has a seat')).toBeTruthy();
    await user.click(within(table).getByRole('button', { name: 'More for Mikkel Strand' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Cancel the booking' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Cancel the booking' }));
    expect(await dialog.findByText('Please fill in this field.')).toBeTruthy();
    await user.type(dialog.getByLabelText('Reason'), 'Needed in the shop');
    await user.click(dialog.getByRole('button', { name: 'Cancel the booking' }));
    await waitFor(() =>
      expect(server.sentTo(bookings.cancelBooking)[0]!.body).toEqual({ reason: 'Needed in the shop' }),
    );
  });

  it('books people found by name and reads who did not get a seat', async () => {
    const server = aServer({ can: ['see_people', 'book_others'] });
    server.on(bookings.listBookings, () => page<never>([]));
    server.on(identity.listUsers, () => page([learner]));
    server.on(bookings.bookOthers, () => ({
      results: [{ user: mikkel, outcome: 'refused' as const, problem: 'session.full' }],
      booked_count: 0,
      waiting_count: 0,
    }));
    const { user } = await renderPage(`${path}?tab=people`);
    await user.click(await screen.findByRole('button', { name: 'Book people' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('combobox', { name: 'Add a person' }));
    await user.click(await screen.findByRole('option', { name: /Sofie Kjær/ }));
    await user.click(dialog.getByRole('button', { name: 'Book 1 person' }));
    expect(await dialog.findByText('Mikkel Strand: No seat is free in this session.')).toBeTruthy();
    expect(server.sentTo(bookings.bookOthers)[0]!.body).toEqual({ user_ids: [learner.id], note: '' });
  });
});

describe('the list of sessions', () => {
  it('stands by day, says how one stands, and books from the row', async () => {
    const server = pretendServer();
    server.on(identity.getSession, () => sessionOf(learner));
    server.on(calendar.listTrainingSessions, () =>
      page([
        aTrainingSession(),
        aTrainingSession({
          id: freja.id,
          title: 'First aid refresher',
          own_booking: ownBooking('waiting', { place: 2 }),
          seats_taken: 12,
          waiting_count: 5,
          can: [],
        }),
      ]),
    );
    server.on(bookings.book, () => aBooking());
    const { user } = await renderPage('/sessions');
    const day = within(await screen.findByRole('region', { name: 'Thu 19 Nov 2026' }));
    expect(day.getByText('2nd in the waiting list')).toBeTruthy();
    expect(day.getByText(/12 of 12 seats, 5 on the waiting list/)).toBeTruthy();
    await user.click(day.getByRole('button', { name: 'Book a seat: Handling lithium batteries' }));
    expect(await screen.findByText('You have a seat')).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'Mine' }));
    await waitFor(() => expect(window.location.search).toBe('?view=mine'));
    expect(server.sentTo(calendar.listTrainingSessions).at(-1)!.query.get('view')).toBe('mine');
  });

  it('says how many there are and shows the later ones when asked to', async () => {
    const server = pretendServer();
    server.on(identity.getSession, () => sessionOf(learner));
    server.on(calendar.listTrainingSessions, ({ query }) =>
      query.get('page') === '2'
        ? { ...page([aTrainingSession({ id: freja.id, title: 'First aid refresher' })]), count: 26 }
        : {
            ...page([aTrainingSession()]),
            count: 26,
            next: 'https://lyceum.test/api/calendar/sessions/?page_size=25&page=2',
          },
    );
    const { user } = await renderPage('/sessions');
    expect(await screen.findByText('26 sessions to come.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show later ones' }));
    expect(await screen.findByRole('link', { name: 'First aid refresher' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Handling lithium batteries' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show later ones' })).toBeNull();
  });

  it('says what to do when there is nothing', async () => {
    const server = pretendServer();
    server.on(identity.getSession, () => sessionOf(learner));
    server.on(calendar.listTrainingSessions, () => page<never>([]));
    await renderPage('/sessions?view=mine');
    expect(await screen.findByText('You have not booked a session')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Find a session' })).toBeTruthy();
  });
});

describe('requests', () => {
  it('are approved with one press and refused with a reason', async () => {
    const server = pretendServer();
    server.on(identity.getSession, () => ({ ...sessionOf(learner), leads: true }));
    const open = aBooking({ state: 'requested', note: 'My new job', can: ['approve', 'refuse'] });
    server.on(bookings.listApprovals, () => page([open]));
    server.on(bookings.approveBooking, () => aBooking());
    server.on(bookings.refuseBooking, () => aBooking({ state: 'refused' }));
    const { user } = await renderPage('/team/requests');
    expect(await screen.findByText('1 request waits for you.')).toBeTruthy();
    expect(await screen.findByText('My new job')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Approve: Mikkel Strand' }));
    expect(await screen.findByText('Mikkel Strand has a seat')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Refuse: Mikkel Strand' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByLabelText('Reason'), 'Not this quarter');
    await user.click(dialog.getByRole('button', { name: 'Refuse' }));
    await waitFor(() =>
      expect(server.sentTo(bookings.refuseBooking)[0]!.body).toEqual({ reason: 'Not this quarter' }),
    );
  });
});
