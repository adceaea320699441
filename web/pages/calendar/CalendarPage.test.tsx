// The calendar as learners and trainers find it.
import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { beforeAll, describe, expect, it } from 'vitest';
import { abilities } from '#contract/abilities.ts';
import { bookings } from '#contract/bookings.ts';
import { calendar } from '#contract/calendar.ts';
import { catalog } from '#contract/catalog.ts';
import { identity } from '#contract/identity.ts';
import { aBooking } from '#web/features/bookings/bookings.samples.ts';
import {
  aClash,
  aFeed,
  anEntry,
  anOwnEvent,
  aRoom,
  aSessionDetail,
  aSessionEntry,
  sampleId,
} from '#web/features/calendar/calendar.samples.ts';
import type { CalendarEntry } from '#web/features/calendar/placing.ts';
import { learner, page, sessionOf, userDetail } from '#web/features/identity/identity.samples.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer, Refusal } from '#web/testing/pretended-server.ts';
import { setViewport } from '#web/testing/setup.ts';

// Pages fetch them when something is first opened; a busy machine may take longer for that than a test waits.
beforeAll(async () => {
  // Nothing is laid out here, so nothing lies under the pointer.
  document.elementsFromPoint = () => [];
  await import('#web/ui/ActionMenuFloating.tsx');
  await import('#web/features/calendar/components/CalendarPanel.tsx');
  await import('#web/features/calendar/components/FeedsDialog.tsx');
}, 30_000);

const trainer = userDetail({ ...learner, display_name: 'Marta Nowak' }, ['trainer', 'learner']);
const none = { clashes: [], free_slots: [], people_count: 0, elsewhere: [] };

function aCalendar(entries: CalendarEntry[]) {
  const server = pretendServer();
  server.on(identity.getSession, () => sessionOf(learner));
  server.on(calendar.listEntries, () => ({ results: entries }));
  // A link to a session fetches its page ahead when it gets the focus.
  server.on(calendar.getTrainingSession, () => aSessionDetail());
  return server;
}

/** A trainer's week with one session of their own; `seats_taken` people are booked on it. */
function aTrainersWeek(session = aSessionDetail(), entries = [movable()]) {
  const server = aCalendar(entries);
  server.on(identity.getSession, () => ({ ...sessionOf(trainer), abilities: [...abilities] }));
  server.on(calendar.getTrainingSession, () => session);
  server.on(calendar.listRooms, () => page([aRoom(1), aRoom(2, { capacity: 8 })]));
  server.on(calendar.listTrainingSessions, () => page<never>([]));
  server.on(calendar.findClashes, () => ({ ...none, people_count: session.seats_taken }));
  server.on(bookings.listBookings, () => page<never>([]));
  server.on(bookings.listApprovals, () => page<never>([]));
  server.on(identity.listUsers, () => page<never>([]));
  server.on(catalog.listCourses, () => page<never>([]));
  return server;
}

const movable = () =>
  aSessionEntry(
    1,
    { role: 'trainer', seats_taken: 16, waiting_count: 4 },
    { title: 'Handling lithium batteries', can: ['update'] },
  );
/** Pasted, not typed: every key draws a large form anew, which a busy machine is slow at. */
async function fill(user: UserEvent, field: HTMLElement, text: string): Promise<void> {
  await user.click(field);
  await user.paste(text);
}
const panel = async (name: string | RegExp) => within(await screen.findByRole('complementary', { name }));

describe('the calendar of a learner', () => {
  it('says in a sentence what is there, and each figure leads to it', async () => {
    aCalendar([
      aSessionEntry(1),
      anEntry('deadline', {
        title: 'Fire safety',
        starts_at: '2026-11-20T22:59:00.000Z',
        ends_at: '2026-11-20T22:59:00.000Z',
        link: '/courses/1',
      }),
    ]);
    await renderPage('/calendar');
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toMatch(/16.+22 November 2026/);
    const sessions = await screen.findByRole('link', { name: '1 session' });
    expect(sessions.getAttribute('href')).toContain('view=agenda');
    expect(screen.getByRole('link', { name: '1 deadline' })).toBeTruthy();
    expect(screen.getByText(/Times in Europe\/Copenhagen/)).toBeTruthy();
  });

  it('names each entry with its day, time, place, seats and state, in words', async () => {
    aCalendar([
      aSessionEntry(1, { role: 'waiting', seats_taken: 16, waiting_count: 5 }),
      aSessionEntry(2, { status: 'cancelled' }, { title: 'Winter driving' }),
      aSessionEntry(3, {
        day_number: 2,
        day_count: 3,
        time_zone: 'Europe/London',
        starts_local: '2026-11-19T10:00',
      }),
    ]);
    await renderPage('/calendar');
    const waiting = await screen.findByRole('link', { name: /^Session 1/ });
    expect(waiting.textContent).toContain('11:00 to 13:00');
    expect(waiting.textContent).toContain('Skagen · 16 of 16, 5 wait');
    expect(waiting.textContent).toContain('Waiting list');
    expect(waiting.textContent).toContain('Thu 19 Nov 2026');
    expect(screen.getByRole('link', { name: /Winter driving/ }).textContent).toContain('Cancelled');
    const third = screen.getByRole('link', { name: /^Session 3/ });
    expect(third.textContent).toContain('Day 2 of 3');
    expect(third.textContent).toContain('10:00 GMT');
    expect(third.getAttribute('href')).toBe(`/sessions/${sampleId(3)}`);
  });

  it('is walked through with arrow keys: one stop for Tab, then day by day', async () => {
    aCalendar([
      aSessionEntry(1),
      aSessionEntry(2, {}, { starts_at: '2026-11-19T13:00:00.000Z', ends_at: '2026-11-19T14:00:00.000Z' }),
      aSessionEntry(3, {}, { starts_at: '2026-11-20T09:00:00.000Z', ends_at: '2026-11-20T10:00:00.000Z' }),
    ]);
    const { user } = await renderPage('/calendar');
    const [first, second, third] = [
      await screen.findByRole('link', { name: /^Session 1/ }),
      screen.getByRole('link', { name: /^Session 2/ }),
      screen.getByRole('link', { name: /^Session 3/ }),
    ];
    expect([first, second, third].map((one) => one.tabIndex)).toEqual([0, -1, -1]);
    first.focus();
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(second);
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement).toBe(third);
    expect(third.tabIndex).toBe(0);
    await user.keyboard('{ArrowLeft}{Home}');
    expect(document.activeElement).toBe(first);
  });

  it('keeps its view and day in the address, and turns its pages', async () => {
    const server = aCalendar([]);
    const { user } = await renderPage('/calendar?date=2026-11-19');
    await user.click(await screen.findByRole('button', { name: 'Next' }));
    await waitFor(() => expect(window.location.search).toContain('date=2026-11-26'));
    await user.click(screen.getByRole('radio', { name: 'Month' }));
    expect(await screen.findByRole('heading', { name: 'November 2026', level: 1 })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Today' }));
    await waitFor(() => expect(window.location.search).toBe('?view=month'));
    const asked = server.sentTo(calendar.listEntries).at(-1)!.query;
    expect([asked.get('from'), asked.get('to')]).toEqual([
      '2026-10-25T23:00:00.000Z',
      '2026-12-06T23:00:00.000Z',
    ]);
  });

  it('says what it is when it is empty, and shows what is on offer when asked to', async () => {
    const server = aCalendar([]);
    const { user } = await renderPage('/calendar');
    expect(await screen.findByRole('heading', { name: 'Nothing in your calendar here' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show sessions I could book' }));
    await waitFor(() =>
      expect(server.sentTo(calendar.listEntries).at(-1)!.query.get('view')).toBe('offered'),
    );
    expect(screen.queryByRole('button', { name: 'Show sessions I could book' })).toBeNull();
    // The menu says so and takes it back.
    await user.click(screen.getByRole('button', { name: /^Show: / }));
    await user.click(await screen.findByRole('menuitem', { name: /Sessions I could book/ }));
    await waitFor(() => expect(window.location.search).toBe(''));
  });

  it('draws 500 entries of a month as few, and the rest as a way to the day', async () => {
    aCalendar(
      Array.from({ length: 500 }, (_, index) =>
        aSessionEntry(index, {}, { key: `day:${index}`, title: `Entry ${index}` }),
      ),
    );
    await renderPage('/calendar?view=month&date=2026-11-19');
    const more = await screen.findByRole('link', { name: /^\+497 more.*Thu 19 Nov 2026$/ });
    expect(more.getAttribute('href')).toBe('/calendar?view=day&date=2026-11-19');
    expect(screen.getAllByRole('link', { name: /Entry/ })).toHaveLength(3);
  });

  it('is a list on a phone, and a month of days to press', async () => {
    setViewport(360);
    aCalendar([aSessionEntry(1)]);
    const { user } = await renderPage('/calendar');
    expect(await screen.findByRole('region', { name: 'Thu 19 Nov 2026' })).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'Month' }));
    await user.click(await screen.findByRole('button', { name: /Thu 19 Nov 2026, 1 entry/ }));
    expect(await screen.findByRole('link', { name: /Session 1/ })).toBeTruthy();
  });

  it('shows a failure with a way to try again', async () => {
    const server = aCalendar([]);
    let isBroken = true;
    server.on(calendar.listEntries, () =>
      isBroken ? new Refusal('internal') : { results: [aSessionEntry(1)] },
    );
    const { user } = await renderPage('/calendar');
    const again = await screen.findByRole('button', { name: 'Try again' });
    isBroken = false;
    await user.click(again);
    expect(await screen.findByRole('link', { name: /^Session 1/ })).toBeTruthy();
  });

  it('takes an own event, changes it, and deletes it with a way back', async () => {
    const server = aCalendar([
      anEntry('own_event', {
        key: `own:${sampleId(700)}`,
        title: 'Dentist',
        starts_at: '2026-11-18T13:00:00.000Z',
        ends_at: '2026-11-18T14:00:00.000Z',
        can: ['update'],
      }),
    ]);
    server.on(calendar.createOwnEvent, () => anOwnEvent());
    server.on(calendar.getOwnEvent, () => anOwnEvent());
    server.on(calendar.deleteOwnEvent, () => null);
    const { user } = await renderPage('/calendar');
    await user.click(await screen.findByRole('button', { name: 'Add an event' }));
    const added = await panel('New event of your own');
    await user.click(added.getByRole('button', { name: 'Save' }));
    expect(added.getByText('Please fill in this field.')).toBeTruthy();
    await fill(user, added.getByLabelText('Title'), 'Dentist');
    await user.click(added.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(server.sentTo(calendar.createOwnEvent)).toHaveLength(1));
    expect(server.sentTo(calendar.createOwnEvent)[0]!.body).toMatchObject({
      title: 'Dentist',
      starts_local: '2026-11-18T09:00',
      ends_local: '2026-11-18T11:00',
      time_zone: 'Europe/Copenhagen',
    });
    await user.click(await screen.findByRole('link', { name: /^Dentist/ }));
    await user.click((await panel('Dentist')).getByRole('button', { name: 'Delete' }));
    await user.click(await screen.findByRole('button', { name: /Undo/ }));
    await waitFor(() => expect(server.sentTo(calendar.createOwnEvent)).toHaveLength(2));
  });

  it('makes an address for another program, tells it once, and takes it back', async () => {
    const server = aCalendar([]);
    const url = 'https://lyceum.test/api/calendar/feeds/secret/calendar.ics';
    server.on(calendar.listFeeds, () => page([aFeed()]));
    server.on(calendar.createFeed, () => ({ ...aFeed(), url }));
    server.on(calendar.revokeFeed, () => null);
    const { user } = await renderPage('/calendar');
    await user.click(await screen.findByRole('button', { name: 'More actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Read it in another calendar' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.queryByRole('checkbox', { name: 'Sessions I teach' })).toBeNull();
    await fill(user, dialog.getByLabelText('Name'), 'My phone');
    await user.click(dialog.getByRole('button', { name: 'Make an address' }));
    expect(await dialog.findByDisplayValue(url)).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'I have copied it' }));
    expect(dialog.queryByDisplayValue(url)).toBeNull();
    await user.click(dialog.getByRole('button', { name: 'Take back My phone' }));
    await user.click(dialog.getByRole('button', { name: 'It stops working for good' }));
    await waitFor(() => expect(server.sentTo(calendar.revokeFeed)).toHaveLength(1));
  });
});

describe('a trainer plans', () => {
  it('and is led to the requests for a seat that wait for them, when there are any', async () => {
    const server = aTrainersWeek();
    const request = aBooking({ state: 'requested', can: ['approve', 'refuse'] });
    server.on(bookings.listApprovals, () => ({ ...page([request]), count: 2 }));
    await renderPage('/teach/sessions');
    const link = await screen.findByRole('link', { name: '2 requests for a seat wait for you.' });
    expect(link.getAttribute('href')).toBe('/team/requests');
  });

  it('and sees clashes by name while typing, and takes a time that is free for everybody', async () => {
    const server = aTrainersWeek();
    server.on(calendar.findClashes, ({ body }) => {
      const isTaken =
        (body as { days: { starts_local: string }[] }).days[0]!.starts_local === '2026-11-19T10:00';
      const slot = {
        starts_at: '2026-11-19T12:30:00.000Z',
        ends_at: '2026-11-19T14:30:00.000Z',
        starts_local: '2026-11-19T13:30',
        ends_local: '2026-11-19T15:30',
      };
      return { ...none, people_count: 16, ...(isTaken ? { clashes: [aClash()], free_slots: [slot] } : {}) };
    });
    server.on(calendar.updateSession, () => aSessionDetail());
    const { user } = await renderPage('/teach/sessions');
    await user.click(await screen.findByRole('link', { name: /^Handling lithium/ }));
    const session = await panel('Handling lithium batteries');
    const from = session.getByLabelText('From');
    await user.clear(from);
    await user.type(from, '10:00');
    expect(await session.findByText('One clash at this time')).toBeTruthy();
    expect(session.getByRole('link', { name: 'First aid refresher' }).getAttribute('href')).toBe(
      `/sessions/${sampleId(2)}`,
    );
    await user.click(session.getByRole('button', { name: 'Thu 19 Nov, 13:30' }));
    await waitFor(() => expect(session.queryByText('One clash at this time')).toBeNull());
    await user.click(session.getByRole('button', { name: 'Save and tell 16 people' }));
    await waitFor(() => expect(server.sentTo(calendar.updateSession)).toHaveLength(1));
    const sent = server.sentTo(calendar.updateSession)[0]!;
    expect(sent.headers.get('if-match')).toBe('"3"');
    expect(sent.body).toEqual({
      days: [{ id: sampleId(101), starts_local: '2026-11-19T13:30', ends_local: '2026-11-19T16:30' }],
      tell: true,
    });
  });

  it('and saves quietly, or simply saves when nobody is booked', async () => {
    const server = aTrainersWeek();
    server.on(calendar.updateSession, () => aSessionDetail());
    const { user } = await renderPage('/teach/sessions');
    await user.click(await screen.findByRole('link', { name: /^Handling lithium/ }));
    const session = await panel('Handling lithium batteries');
    await fill(user, session.getByLabelText('Title'), '!');
    await user.click(await session.findByRole('button', { name: 'Save quietly' }));
    await waitFor(() => expect(server.sentTo(calendar.updateSession)).toHaveLength(1));
    expect(server.sentTo(calendar.updateSession)[0]!.body).toEqual({
      title: 'Handling lithium batteries!',
      tell: false,
    });
  });

  it('and loses nothing when somebody else was faster', async () => {
    let version = 3;
    const server = aTrainersWeek();
    server.on(calendar.getTrainingSession, () =>
      aSessionDetail(version === 3 ? {} : { record_version: version, seats: 20, seats_taken: 0 }),
    );
    server.on(calendar.updateSession, ({ headers }) => {
      if (headers.get('if-match') === '"4"') return aSessionDetail();
      version = 4;
      return new Refusal('record.stale');
    });
    const { user } = await renderPage('/teach/sessions');
    await user.click(await screen.findByRole('link', { name: /^Handling lithium/ }));
    const session = await panel('Handling lithium batteries');
    await fill(user, session.getByLabelText('Description'), 'Bring gloves');
    await user.click(await session.findByRole('button', { name: 'Save quietly' }));
    expect(await session.findByText('Somebody else changed this session meanwhile')).toBeTruthy();
    expect((await session.findByText('20', { selector: 'b' })).closest('li')?.textContent).toBe('Seats: 20');
    await user.click(session.getByRole('button', { name: 'Keep what I typed' }));
    expect((session.getByLabelText('Description') as HTMLTextAreaElement).value).toBe('Bring gloves');
    await user.click(session.getByRole('button', { name: 'Save quietly' }));
    await waitFor(() => expect(server.sentTo(calendar.updateSession)).toHaveLength(2));
    expect(server.sentTo(calendar.updateSession)[1]!.body).toMatchObject({ description: 'Bring gloves' });
  });

  it('and moves a session with keys alone: the clash is announced, the drop opens the panel, nothing is saved', async () => {
    const server = aTrainersWeek();
    server.on(calendar.findClashes, () => ({ ...none, clashes: [aClash()], people_count: 16 }));
    const { user } = await renderPage('/teach/sessions');
    (await screen.findByRole('link', { name: /^Handling lithium/ })).focus();
    await user.keyboard('m{ArrowRight}{ArrowDown}{ArrowDown}');
    const said = (words: RegExp) =>
      waitFor(() =>
        expect(screen.getAllByRole('status').some((one) => words.test(one.textContent ?? ''))).toBe(true),
      );
    await said(/Fri 20 Nov 2026, 11:30 to 13:30/);
    await said(/1 clash, First aid refresher/);
    await user.keyboard('{Enter}');
    const session = await panel('Handling lithium batteries');
    expect((session.getByLabelText('Date') as HTMLInputElement).value).toBe('2026-11-20');
    expect((session.getByLabelText('From') as HTMLInputElement).value).toBe('11:30');
    expect(server.sentTo(calendar.updateSession)).toHaveLength(0);
  });

  it('and puts it back with Escape', async () => {
    aTrainersWeek();
    const { user } = await renderPage('/teach/sessions');
    const entry = await screen.findByRole('link', { name: /^Handling lithium/ });
    entry.focus();
    await user.keyboard('m{ArrowRight}{Escape}');
    expect(screen.queryByRole('complementary')).toBeNull();
    expect(document.activeElement).toBe(entry);
  });

  it('a series: sees its dates with clashes and holidays, and takes one out', async () => {
    const server = aTrainersWeek();
    const occurrence = (day: string, more = {}) => ({
      starts_at: `${day}T08:00:00.000Z`,
      ends_at: `${day}T10:00:00.000Z`,
      starts_local: `${day}T09:00`,
      ends_local: `${day}T11:00`,
      clashes: [],
      skipped: null,
      ...more,
    });
    server.on(calendar.previewSeries, () => ({
      occurrences: [
        occurrence('2026-11-18'),
        occurrence('2026-11-25', { clashes: [aClash()] }),
        occurrence('2026-12-02', { skipped: 'Company day' }),
      ],
    }));
    server.on(calendar.createSeries, () => ({
      id: sampleId(1),
      title: 'Toolbox talk',
      time_zone: 'Europe/Copenhagen',
      rule: 'FREQ=WEEKLY',
      sessions: [],
      can: [],
    }));
    const { user } = await renderPage('/teach/sessions');
    await user.click(await screen.findByRole('button', { name: 'Plan a session' }));
    const made = await panel('New session');
    await user.click(made.getByRole('switch', { name: 'Repeat' }));
    expect(await made.findByText('2 sessions. 1 cannot be planned as it is.')).toBeTruthy();
    expect(made.getByText('left out: Company day')).toBeTruthy();
    await user.click(made.getByRole('checkbox', { name: /Wed 25 Nov 2026/ }));
    expect(made.getByText('1 session.')).toBeTruthy();
    await user.click(made.getByRole('button', { name: 'Plan the series' }));
    expect(made.getByText('A session needs a room or an online link.')).toBeTruthy();
    await fill(user, made.getByLabelText('Title'), 'Toolbox talk');
    await fill(user, made.getByLabelText('Online link'), 'https://meet.example.org');
    await user.click(made.getByRole('button', { name: 'Plan the series' }));
    await waitFor(() => expect(server.sentTo(calendar.createSeries)).toHaveLength(1));
    expect(server.sentTo(calendar.createSeries)[0]!.body).toMatchObject({
      rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=4',
      skip_holidays: true,
      except: ['2026-11-25T09:00'],
      session: { title: 'Toolbox talk', trainer_ids: [learner.id], room_id: null },
    });
  });

  it('and is told at the field what the server refuses, with everything typed still there', async () => {
    const server = aTrainersWeek();
    server.on(
      calendar.createSession,
      () => new Refusal('session.clash', { errors: [{ path: 'room_id', code: 'taken', message: '' }] }),
    );
    const { user } = await renderPage('/teach/sessions?open=new-session&at=2026-11-19T11:00');
    const made = await panel('New session');
    await fill(user, made.getByLabelText('Title'), 'Toolbox talk');
    await fill(user, made.getByLabelText('Online link'), 'https://meet.example.org');
    await user.click(made.getByRole('button', { name: 'Plan the session' }));
    expect((await made.findAllByText(/already taken/)).length).toBeGreaterThan(0);
    expect(made.getByRole('link', { name: 'Room' })).toBeTruthy();
    expect(made.getByDisplayValue('Toolbox talk')).toBeTruthy();
  });

  it('cancels with a reason, and restores', async () => {
    const server = aTrainersWeek();
    server.on(calendar.cancelSession, () => aSessionDetail({ status: 'cancelled' }));
    const { user } = await renderPage('/teach/sessions');
    await user.click(await screen.findByRole('link', { name: /^Handling lithium/ }));
    const session = await panel('Handling lithium batteries');
    await user.click(session.getByRole('button', { name: 'More' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Cancel the session' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Cancel and tell 16 people' }));
    expect(dialog.getByText('Please fill in this field.')).toBeTruthy();
    await fill(user, dialog.getByLabelText('Reason'), 'The room is flooded');
    const cancelled = aSessionDetail({
      status: 'cancelled',
      cancelled_at: '2026-11-17T09:00:00.000Z',
      cancel_reason: 'The room is flooded',
      record_version: 4,
    });
    server.on(calendar.getTrainingSession, () => cancelled);
    server.on(calendar.restoreSession, () => aSessionDetail());
    await user.click(dialog.getByRole('button', { name: 'Cancel and tell 16 people' }));
    expect(await session.findByText('This session is cancelled')).toBeTruthy();
    expect(server.sentTo(calendar.cancelSession)[0]!.body).toEqual({
      reason: 'The room is flooded',
      scope: 'one',
      tell: true,
    });
    await user.click(session.getByRole('button', { name: 'Restore and tell 20 people' }));
    await waitFor(() => expect(server.sentTo(calendar.restoreSession)[0]!.body).toEqual({ tell: true }));
  });
});
