// A trainer marks people and shows the code; a learner says "I am here".
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type AttendanceSheet, attendance } from '#contract/attendance.ts';
import { type CalendarEntry, calendar } from '#contract/calendar.ts';
import { identity } from '#contract/identity.ts';
import { aRecord, aSheet, bookingOf, dayOf, sessionId } from '#web/features/attendance/attendance.samples.ts';
import { administrator, learner, sessionOf } from '#web/features/identity/identity.samples.ts';
import { now } from '#web/lib/clock.ts';
import { renderPage } from '#web/testing/page.tsx';
import { type PretendedServer, pretendServer, Refusal } from '#web/testing/pretended-server.ts';

const address = `/sessions/${sessionId}/attendance`;
afterEach(() => localStorage.clear());

/** A server that remembers marks as the real one does. */
function aRoom(sheet: AttendanceSheet): { server: PretendedServer; sheet: AttendanceSheet } {
  const server = pretendServer();
  server.on(identity.getSession, () => sessionOf(administrator));
  server.on(attendance.getAttendance, () => sheet);
  server.on(attendance.listCorrections, () => ({ results: [] }));
  server.on(attendance.recordAttendance, ({ body }) => {
    const { records } = body as { records: { booking_id: string; state: 'present' }[] };
    for (const { booking_id, state } of records) {
      const row = sheet.rows.find((one) => one.booking_id === booking_id)!;
      Object.assign(row, { records: [aRecord(state)], percent: 100, outcome: 'attended' });
    }
    return sheet;
  });
  return { server, sheet };
}
const person = (name: string) => screen.findByRole('group', { name: `Attendance of ${name}` });

describe('the trainer', () => {
  it('marks somebody with one tap and sees what it comes to', async () => {
    const { server } = aRoom(aSheet(3));
    const { user } = await renderPage(address);
    await user.click(within(await person('Person 2')).getByRole('button', { name: 'Here' }));
    expect(await screen.findByText('1 here, 0 away, 2 not marked yet')).toBeTruthy();
    await waitFor(() => expect(screen.getByText('Attended')).toBeTruthy());
    const [sent] = server.sentTo(attendance.recordAttendance);
    expect(sent?.body).toMatchObject({
      records: [{ booking_id: bookingOf(2), day_id: dayOf(1), state: 'present' }],
    });
    // What is pressed already is not sent again.
    await user.click(within(await person('Person 2')).getByRole('button', { name: 'Here' }));
    expect(server.sentTo(attendance.recordAttendance)).toHaveLength(1);
  });

  it('goes between states and people with the arrow keys', async () => {
    aRoom(aSheet(2));
    const { user } = await renderPage(address);
    within(await person('Person 1'))
      .getByRole('button', { name: 'Here' })
      .focus();
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement?.textContent).toBe('Late');
    await user.keyboard('{ArrowDown}{Enter}');
    const second = within(await person('Person 2')).getByRole('button', { name: 'Late' });
    await waitFor(() => expect(second.getAttribute('aria-pressed')).toBe('true'));
  });

  it('loses nothing without the network: marks wait, say so, and are sent later', async () => {
    const { server, sheet } = aRoom(aSheet(2));
    const { user } = await renderPage(address);
    const group = await person('Person 1');
    const online = globalThis.fetch;
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await user.click(within(group).getByRole('button', { name: 'Late' }));
    expect(await screen.findByText('1 mark waits for the network')).toBeTruthy();
    expect(screen.getByText('Waits for the network')).toBeTruthy();
    expect(screen.getByText('1 here, 0 away, 1 not marked yet')).toBeTruthy();
    vi.stubGlobal('fetch', online);
    window.dispatchEvent(new Event('online'));
    await waitFor(() => expect(screen.queryByText('1 mark waits for the network')).toBeNull());
    expect(server.sentTo(attendance.recordAttendance)).toHaveLength(1);
    expect(sheet.rows[0]?.records[0]?.state).toBe('late');
  });

  it('marks all the others at once', async () => {
    const { server } = aRoom(aSheet(120));
    const { user } = await renderPage(address);
    await user.click(await screen.findByRole('button', { name: 'Mark the other 120 as here' }));
    expect(await screen.findByText('120 here, 0 away, 0 not marked yet')).toBeTruthy();
    const [sent] = server.sentTo(attendance.recordAttendance);
    expect((sent!.body as { records: unknown[] }).records).toHaveLength(120);
  });

  it('finds one of 5,000 by name', async () => {
    aRoom(aSheet(5000));
    const { user } = await renderPage(address);
    expect(await person('Person 1')).toBeTruthy();
    expect(screen.getAllByRole('group', { name: /Attendance of/ })).toHaveLength(50);
    await user.type(screen.getByRole('searchbox', { name: 'Find a person' }), 'Person 4711{Enter}');
    await waitFor(() => expect(screen.getAllByRole('group', { name: /Attendance of/ })).toHaveLength(1));
  });

  it('reads that nobody is booked', async () => {
    aRoom(aSheet(0));
    await renderPage(address);
    expect(await screen.findByText('Nobody is booked')).toBeTruthy();
  });

  it('gives a reason once the sheet has closed', async () => {
    const { server } = aRoom(
      aSheet(1, {
        starts_at: new Date(now().getTime() - 5 * 86_400_000),
        closes_at: '2026-01-01T00:00:00.000Z',
      }),
    );
    const { user } = await renderPage(address);
    const here = within(await person('Person 1')).getByRole('button', { name: 'Here' });
    expect(here.getAttribute('aria-disabled')).toBe('true');
    await user.click(here);
    expect(server.sentTo(attendance.recordAttendance)).toHaveLength(0);
    await user.type(
      screen.getByRole('textbox', { name: 'Why something is changed now' }),
      'Paper list found',
    );
    await user.click(here);
    await waitFor(() => expect(server.sentTo(attendance.recordAttendance)).toHaveLength(1));
    expect(server.sentTo(attendance.recordAttendance)[0]?.body).toMatchObject({ reason: 'Paper list found' });
  });

  it('opens check-in and shows the code, large too', async () => {
    const { server, sheet } = aRoom(aSheet(1));
    const from = now().getTime() - 5000;
    const code = (turn: number) => ({
      code: turn === 0 ? 'CDF346' : 'GHJ679',
      url: `https://lyceum.example/check-in/${dayOf(1)}?code=CDF346`,
      qr_svg: '<svg xmlns="http://www.w3.org/2000/svg"/>',
      shown_from: new Date(from + turn * 30_000).toISOString(),
      shown_until: new Date(from + (turn + 2) * 30_000).toISOString(),
    });
    server.on(attendance.openCheckIn, () => {
      sheet.days[0]!.is_open = true;
      return { opened_at: new Date().toISOString() };
    });
    server.on(attendance.getCheckInCode, () => ({
      codes: [code(0), code(1)],
      server_time: new Date().toISOString(),
    }));
    const { user } = await renderPage(address);
    await user.click(await screen.findByRole('button', { name: 'Open check-in' }));
    expect(await screen.findByText('C D F 3 4 6')).toBeTruthy();
    expect(screen.getByRole('img', { name: 'QR code that leads to the check-in' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show to the room' }));
    const room = await screen.findByRole('dialog', { name: 'Forklift practice' });
    expect(within(room).getByText('C D F 3 4 6')).toBeTruthy();
    expect(within(room).getByText('0 people are here')).toBeTruthy();
  });

  it('reads what was changed, by whom and why', async () => {
    const { server } = aRoom(aSheet(1));
    server.on(attendance.listCorrections, () => ({
      results: [
        {
          id: bookingOf(77),
          user: { id: bookingOf(1), display_name: 'Person 1', avatar_url: null },
          day_id: dayOf(1),
          from_state: 'present' as const,
          from_minutes: 120,
          to_state: null,
          to_minutes: null,
          reason: 'Mixed up',
          corrected_by: { id: bookingOf(2), display_name: 'Ingrid', avatar_url: null },
          corrected_at: '2026-11-17T09:42:07.000Z',
        },
      ],
    }));
    await renderPage(address);
    const log = await screen.findByRole('list', { name: 'Corrections' });
    expect(log.textContent).toContain('was “Here (2 h)”, is now “not marked”');
    expect(log.textContent).toContain('“Mixed up”');
    expect(log.textContent).toContain('Ingrid');
  });
});

describe('a learner', () => {
  const checkInAddress = `/check-in/${dayOf(1)}`;
  const done = {
    session_id: sessionId,
    title: 'Forklift practice',
    state: 'present' as const,
    recorded_at: '2026-11-17T09:42:07.000Z',
    already: false,
  };
  function aPhone() {
    const server = pretendServer();
    server.on(identity.getSession, () => sessionOf(learner));
    return server;
  }

  it('is there with one tap when the code came with the address', async () => {
    const server = aPhone();
    server.on(attendance.checkIn, () => done);
    const { user } = await renderPage(`${checkInAddress}?code=CDF346`);
    expect(screen.queryByRole('textbox')).toBeNull();
    await user.click(await screen.findByRole('button', { name: 'I am here' }));
    expect(await screen.findByText(/You are checked in to “Forklift practice”, 10:42 CET/)).toBeTruthy();
    expect(server.sentTo(attendance.checkIn)[0]?.body).toEqual({ day_id: dayOf(1), code: 'CDF346' });
    expect(screen.getByRole('link', { name: 'To the session' }).getAttribute('href')).toBe(
      `/sessions/${sessionId}`,
    );
  });

  it('types the code that is shown now when the one in the address has run out', async () => {
    const server = aPhone();
    server.on(attendance.checkIn, ({ body }) =>
      (body as { code: string }).code === 'GHJ679'
        ? { ...done, already: true }
        : new Refusal('check-in.refused'),
    );
    const { user } = await renderPage(`${checkInAddress}?code=CDF346`);
    await user.click(await screen.findByRole('button', { name: 'I am here' }));
    expect(await screen.findByText(/This code is wrong or has run out/)).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Code on the screen' }), 'GHJ679{Enter}');
    expect(await screen.findByText(/You were checked in to “Forklift practice” already/)).toBeTruthy();
  });

  it.each([
    [
      new Refusal('check-in.closed', { params: { why: 'not_opened' } }),
      'Check-in is not open yet. Your trainer opens it.',
    ],
    [
      new Refusal('check-in.closed', { params: { why: 'over' } }),
      'This day is over. Ask your trainer to mark you.',
    ],
    [new Refusal('check-in.not-booked'), 'You have no seat in this session. Speak to your trainer.'],
  ])('reads in one sentence why not (%#)', async (refusal, words) => {
    aPhone().on(attendance.checkIn, () => refusal);
    const { user } = await renderPage(`${checkInAddress}?code=CDF346`);
    await user.click(await screen.findByRole('button', { name: 'I am here' }));
    expect(await screen.findByText(words)).toBeTruthy();
  });

  const anEntry = (number: number, more: Partial<CalendarEntry> = {}): CalendarEntry => {
    const at = (minutes: number) => new Date(now().getTime() + minutes * 60_000).toISOString();
    return {
      key: `session:${dayOf(number)}`,
      kind: 'session',
      title: `Session ${number}`,
      starts_at: at(30),
      ends_at: at(150),
      starts_on: null,
      ends_on: null,
      link: null,
      session: {
        id: sessionId,
        day_id: dayOf(number),
        status: 'planned',
        role: 'booked',
        time_zone: 'Europe/Copenhagen',
        starts_local: at(30).slice(0, 16),
        ends_local: at(150).slice(0, 16),
        day_number: 1,
        day_count: 1,
        room_name: null,
        is_online: true,
        seats: 12,
        seats_taken: 1,
        waiting_count: 0,
        trainer_names: [],
        record_version: 1,
      },
      course_id: null,
      can: [],
      ...more,
    };
  };

  it('finds their session by the address that is read out', async () => {
    const server = aPhone();
    const far = new Date(now().getTime() + 61 * 60_000).toISOString();
    server.on(calendar.listEntries, () => ({ results: [anEntry(1), anEntry(2, { starts_at: far })] }));
    server.on(attendance.checkIn, () => done);
    const { user } = await renderPage('/check-in');
    await user.type(await screen.findByRole('textbox', { name: 'Code on the screen' }), 'cdf 346{Enter}');
    expect(await screen.findByText(/You are checked in to/)).toBeTruthy();
    expect(server.sentTo(attendance.checkIn)[0]?.body).toEqual({ day_id: dayOf(1), code: 'cdf 346' });
  });

  it('chooses where there are several, and reads when there is none', async () => {
    const server = aPhone();
    server.on(calendar.listEntries, () => ({ results: [anEntry(1), anEntry(2)] }));
    const { unmount } = await renderPage('/check-in');
    const list = within(await screen.findByRole('list', { name: 'Your sessions now' }));
    expect(list.getAllByRole('link', { name: 'Check in' })[1]?.getAttribute('href')).toBe(
      `/check-in/${dayOf(2)}`,
    );
    unmount();
    server.on(calendar.listEntries, () => ({ results: [] }));
    await renderPage('/check-in');
    expect(await screen.findByText('You have no session now')).toBeTruthy();
  });
});
