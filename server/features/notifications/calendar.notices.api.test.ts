/** What people are told about training sessions, in the product and by mail with an invitation: D-7 rows 3, 5, 6, 7, 8; C-8. */
import ICAL from 'ical.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { aSession, type SessionOptions } from '#server/features/calendar/calendar.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { startSmtpSink } from '#server/testing/smtp-sink.ts';

const sink = await startSmtpSink();
const product = await startProduct({
  SMTP_URL: sink.url,
  PUBLIC_URL: 'https://learn.example',
  MAIL_FROM: 'Nordhavn <no-reply@learn.example>',
  ORGANIZATION_NAME: 'Nordhavn Logistics',
});
const { db } = product.runtime;
let trainer: Client;
let admin: Client;
beforeAll(async () => {
  trainer = await product.signIn('trainer', { display_name: 'Tove Trainer' });
  admin = await product.signIn('admin', { display_name: 'Henrik Dahl' });
});

let hour = 9;
/** Thursday 18 November 2027, one hour each. */
const session = (options: SessionOptions = {}) => {
  hour += 1;
  return aSession(db, {
    trainer_ids: [trainer.user_id],
    starts_local: `2027-11-18T${String(hour).padStart(2, '0')}:00`,
    minutes: 60,
    ...options,
  });
};
const person = (name = 'Sofie Kjær') =>
  product.signIn('learner', { display_name: name, email: `p-${newId()}@example.test` });
const book = async (client: Client, sessionId: string, note = '') =>
  (await client.post(`/api/calendar/sessions/${sessionId}/bookings/`, { note })).body;
const act = (client: Client, bookingId: string, what: string, body: object = {}) =>
  client.post(`/api/calendar/bookings/${bookingId}/${what}/`, body);
const told = async (client: Client): Promise<{ kind: string; message: string; link: string }[]> => {
  await product.settle();
  return (await client.get('/api/notifications/?ordering=created_at')).body.results;
};
type Letter = {
  kind: string;
  subject: string;
  text_body: string;
  calendar_parts: { method: string; content: string }[];
};
const letters = async (client: Client): Promise<Letter[]> => {
  await product.settle();
  return db.rows(
    sql`select kind, subject, text_body, calendar_parts from mails where recipient_id = ${client.user_id} order by created_at, id`,
  );
};
const publish = (name: string, payload: object) =>
  db.run(
    sql`insert into facts (id, name, payload) values (${newId()}, ${name}, ${JSON.stringify(payload)}::jsonb)`,
  );
/** The one event of a calendar file, as another program reads it. */
const eventOf = (part: { content: string } | undefined) => {
  const calendar = new ICAL.Component(ICAL.parse(part!.content));
  const [event, ...more] = calendar.getAllSubcomponents('vevent');
  expect(more).toEqual([]);
  return {
    method: calendar.getFirstPropertyValue('method'),
    uid: event!.getFirstPropertyValue('uid'),
    sequence: event!.getFirstPropertyValue('sequence'),
    status: event!.getFirstPropertyValue('status'),
    attendee: event!.getFirstPropertyValue('attendee'),
    starts: (event!.getFirstPropertyValue('dtstart') as ICAL.Time).toJSDate().toISOString(),
  };
};

describe('who books a seat', () => {
  it('is told so, with an invitation to their own address, and once however often the fact comes', async () => {
    const learner = await person();
    const made = await session();
    const booking = await book(learner, made.id);
    expect(await told(learner)).toMatchObject([
      {
        kind: 'session_booked',
        message:
          'You have a seat in “Forklift practice”, Thursday, 18 November 2027, 10:00–11:00 (Europe/Copenhagen).',
        link: `/sessions/${made.id}`,
      },
    ]);
    await publish('booking.confirmed', {
      booking_id: booking.id,
      training_session_id: made.id,
      user_id: learner.user_id,
    });
    const [letter] = await letters(learner);
    expect(letter).toMatchObject({ kind: 'session_booked' });
    expect(letter!.text_body).toContain(`https://learn.example/sessions/${made.id}`);
    expect(eventOf(letter!.calendar_parts[0])).toMatchObject({
      method: 'REQUEST',
      uid: `${made.days[0]!.id}@learn.example`,
      status: 'CONFIRMED',
      starts: made.starts_at,
    });
    await eventually(() => sink.received.length > 0);
    const { raw } = sink.received.at(-1)!;
    expect(raw).toMatch(/multipart\/alternative/);
    expect(raw).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST/i);
    expect(raw).toMatch(/filename=session\.ics/);
  });

  it('of a session on three days gets three events, one file each', async () => {
    const learner = await person();
    const made = await session({ day_count: 3 });
    await book(learner, made.id);
    const [letter] = await letters(learner);
    expect(letter!.calendar_parts.map((part) => eventOf(part).uid)).toEqual(
      made.days.map((day) => `${day.id}@learn.example`),
    );
    await eventually(() => sink.received.some((mail) => mail.raw.includes('session-3.ics')));
  });

  it('and gives it back is sent a cancellation for their calendar and no notice of what they did', async () => {
    const learner = await person();
    const made = await session();
    const booking = await book(learner, made.id);
    await act(learner, booking.id, 'cancel');
    expect((await told(learner)).map((one) => one.kind)).toEqual(['session_booked']);
    const [, letter] = await letters(learner);
    expect(letter!.kind).toBe('session_returned');
    expect(eventOf(letter!.calendar_parts[0])).toMatchObject({
      method: 'CANCEL',
      status: 'CANCELLED',
      uid: `${made.days[0]!.id}@learn.example`,
    });
  });
});

describe('erasing a person', () => {
  it('takes their name, note and program out of the notices and mails of others, which stay', async () => {
    const manager = await person('Mette Holm');
    const anna = await person("Anna O'Brandt");
    await admin.put(`/api/users/${anna.user_id}/manager/`, { manager_id: manager.user_id });
    const made = await session({ approval: 'manager' });
    await book(anna, made.id, 'My back hurts & aches');
    expect((await told(manager)).map((one) => one.kind)).toEqual(['report_added', 'session_requested']);
    expect((await letters(manager)).map((one) => one.kind)).toContain('session_requested');
    await db.run(
      sql`insert into facts (id, name, payload) values (${newId()}, 'session.started',
          ${JSON.stringify({ user_id: anna.user_id, login_session_id: newId(), user_agent: 'Brandt-Browser' })}::jsonb)`,
    );
    await product.settle();
    const before = await db.rows(
      sql`select id, is_read from notifications where recipient_id = ${manager.user_id}`,
    );
    const { email } = (await anna.get('/api/users/me/')).body;
    expect((await admin.post(`/api/users/${anna.user_id}/erase/`, { email })).status).toBe(204);
    await product.settle();
    for (const table of ['notifications', 'mails', 'facts']) {
      const left = await db.rows({
        text: `select t::text from ${table} t where t::text ~ 'Anna|Brandt|back hurts'`,
        values: [],
      });
      expect([table, left]).toEqual([table, []]);
    }
    const after = await db.rows(
      sql`select id, is_read from notifications where recipient_id = ${manager.user_id}`,
    );
    expect(after).toEqual(expect.arrayContaining(before));
    expect((await told(manager)).map((one) => one.message)).toEqual([
      expect.stringMatching(/^Erased person \w{6} reports to you now\.$/),
      expect.stringMatching(/^Erased person \w{6} asks for a seat in “Forklift practice”/),
    ]);
  });

  it('who booked a seat for somebody leaves that person the notice, without the name', async () => {
    const [leaver, learner] = [
      await product.signIn('admin', { display_name: 'Leo Leaver', email: `p-${newId()}@example.test` }),
      await person(),
    ];
    const other = await person();
    const made = await session();
    for (const [client, one] of [
      [leaver, learner],
      [admin, other],
    ] as const)
      await client.post(`/api/calendar/sessions/${made.id}/bookings/bulk/`, { user_ids: [one.user_id] });
    expect((await told(learner))[0]!.message).toMatch(/^Leo Leaver booked a seat for you/);
    const { email } = (await leaver.get('/api/users/me/')).body;
    expect((await admin.post(`/api/users/${leaver.user_id}/erase/`, { email })).status).toBe(204);
    expect((await told(learner))[0]!.message).toMatch(
      /^Erased person \w{6} booked a seat for you in “Forklift/,
    );
    expect((await told(other))[0]!.message).toMatch(/^Henrik Dahl booked a seat for you/);
    expect((await letters(learner))[0]!.text_body).toBe('');
    expect((await letters(other))[0]!.text_body).toContain('Henrik Dahl');
  });
});

describe('the waiting list', () => {
  it('tells the place, the offer with its end, and that it has lapsed; the offer by mail too, without an invitation', async () => {
    const [first, second] = [await person(), await person()];
    const made = await session({ seats: 1, offer_minutes: 20 });
    const one = await book(first, made.id);
    const two = await book(second, made.id);
    expect((await told(second))[0]!.message).toMatch(
      /^You are number 1 in the waiting list of “Forklift practice”/,
    );
    await act(first, one.id, 'cancel');
    const offered = (await told(second))[1]!;
    expect(offered.kind).toBe('session_offered');
    expect(offered.message).toMatch(/is kept for you until .* CET|is kept for you until .* GMT\+1/);
    const [letter] = await letters(second);
    expect([letter!.kind, letter!.calendar_parts]).toEqual(['session_offered', []]);
    await publish('booking.lapsed', {
      booking_id: two.id,
      training_session_id: made.id,
      user_id: second.user_id,
    });
    expect((await told(second)).map((notice) => notice.kind)).toEqual([
      'session_waiting',
      'session_offered',
      'session_lapsed',
    ]);
    expect(await letters(first)).toHaveLength(2);
  });
});

describe('approval', () => {
  it('is asked of the nearest manager by notice and mail with a link to the request, in their language', async () => {
    const [learner, manager, head] = [await person('Mads Holm'), await person('Mona'), await person('Hans')];
    await admin.put(`/api/users/${learner.user_id}/manager/`, { manager_id: manager.user_id });
    await admin.put(`/api/users/${manager.user_id}/manager/`, { manager_id: head.user_id });
    await db.run(sql`update user_profiles set language = 'de' where user_id = ${manager.user_id}`);
    const made = await session({ approval: 'manager' });
    const booking = await book(learner, made.id, 'Für den neuen Stapler');
    const asked = (await told(manager)).at(-1)!;
    expect(asked).toMatchObject({ kind: 'session_requested', link: `/team/requests?request=${booking.id}` });
    expect(asked.message).toMatch(
      /^Mads Holm bittet um einen Platz in „Forklift practice“, Donnerstag, 18\. November 2027/,
    );
    const letter = (await letters(manager)).find((one) => one.kind === 'session_requested')!;
    expect(letter.text_body).toContain('Anmerkung: Für den neuen Stapler');
    expect(letter.text_body).toContain(`https://learn.example/team/requests?request=${booking.id}`);
    expect((await told(head)).map((one) => one.kind)).not.toContain('session_requested');
    expect((await told(trainer)).map((one) => one.kind)).not.toContain('session_requested');
    await act(manager, booking.id, 'approve');
    const approved = (await told(learner)).at(-1)!;
    expect([
      approved.kind,
      approved.message.startsWith('Mona approved your request: you have a seat'),
    ]).toEqual(['session_approved', true]);
    expect((await letters(learner)).at(-1)!.calendar_parts).toHaveLength(1);
  });

  it('is asked of the trainer for people without a manager; a refusal comes with its reason', async () => {
    const learner = await person();
    const made = await session({ approval: 'manager' });
    const booking = await book(learner, made.id);
    expect((await told(trainer)).at(-1)!.kind).toBe('session_requested');
    await act(trainer, booking.id, 'refuse', { reason: 'Only for drivers' });
    expect((await told(learner)).at(-1)!.message).toBe(
      'Tove Trainer did not approve your request for “Forklift practice”. Reason: Only for drivers',
    );
    expect((await letters(learner)).map((one) => [one.kind, one.calendar_parts.length])).toEqual([
      ['session_refused', 0],
    ]);
  });
});

describe('people with a seat', () => {
  it('are told who booked them and who took the seat back, with the reason', async () => {
    const learner = await person();
    const made = await session();
    await trainer.post(`/api/calendar/sessions/${made.id}/bookings/bulk/`, { user_ids: [learner.user_id] });
    expect((await told(learner))[0]!.message).toMatch(/^Tove Trainer booked a seat for you in/);
    const [booking] = (await learner.get('/api/calendar/bookings/')).body.results;
    await act(trainer, booking.id, 'cancel', { reason: 'The group is full of beginners' });
    const last = (await told(learner)).at(-1)!;
    expect(last.kind).toBe('session_returned');
    expect(last.message).toMatch(
      /^Tove Trainer cancelled your booking of .* Reason: The group is full of beginners$/,
    );
    expect((await letters(learner)).map((one) => eventOf(one.calendar_parts[0]).method)).toEqual([
      'REQUEST',
      'CANCEL',
    ]);
  });

  it('hear of a change only when told; then with the same event and a higher number', async () => {
    const learner = await person();
    const made = await session();
    await book(learner, made.id);
    await product.settle();
    const about = { training_session_id: made.id, course_id: null, changed: ['time'] };
    await db.run(sql`update training_sessions set ical_sequence = 1 where id = ${made.id}`);
    await publish('training-session.changed', { ...about, tell: false });
    expect((await told(learner)).map((one) => one.kind)).toEqual(['session_booked']);
    await publish('training-session.changed', { ...about, tell: true });
    expect((await told(learner)).map((one) => one.kind)).toEqual(['session_booked', 'session_changed']);
    const events = (await letters(learner)).map((one) => eventOf(one.calendar_parts[0]));
    expect(events.map((one) => one.sequence)).toEqual([0, 1]);
    expect(new Set(events.map((one) => one.uid)).size).toBe(1);
  });

  it('learn of a cancellation with its reason and the next dates, and that it takes place after all', async () => {
    const [learner, waiting] = [await person(), await person()];
    const course = newId();
    await db.run(
      sql`insert into session_series (id, title, time_zone, rule) values (${course}, 'Forklift', 'Europe/Copenhagen', 'FREQ=WEEKLY;COUNT=2')`,
    );
    const made = await session({ series_id: course, seats: 1 });
    await aSession(db, { series_id: course, starts_local: '2027-12-02T09:00', minutes: 60 });
    await book(learner, made.id);
    await book(waiting, made.id);
    await product.settle();
    const about = { training_session_id: made.id, course_id: null };
    await db.run(
      sql`update training_sessions set cancelled_at = now(), cancel_reason = 'The trainer is ill', ical_sequence = 1 where id = ${made.id}`,
    );
    await publish('training-session.cancelled', { ...about, tell: true });
    expect((await told(waiting)).at(-1)!.kind).toBe('session_cancelled');
    expect((await told(learner)).at(-1)!.message).toMatch(/is cancelled\. Reason: The trainer is ill$/);
    const letter = (await letters(learner)).at(-1)!;
    expect(letter.text_body).toMatch(/The next dates with a free seat: Thursday,? 2 December 2027/);
    expect(eventOf(letter.calendar_parts[0])).toMatchObject({ method: 'CANCEL', sequence: 1 });
    expect((await letters(waiting)).at(-1)!.calendar_parts).toEqual([]);
    await db.run(
      sql`update training_sessions set cancelled_at = null, cancel_reason = null, ical_sequence = 2 where id = ${made.id}`,
    );
    await publish('training-session.restored', { ...about, tell: true });
    expect((await told(learner)).at(-1)!.kind).toBe('session_restored');
    expect(eventOf((await letters(learner)).at(-1)!.calendar_parts[0])).toMatchObject({
      method: 'REQUEST',
      sequence: 2,
    });
  });
});

describe('trainers', () => {
  const plan = (starts: string, more: object = {}) => ({
    title: 'Ladder safety',
    time_zone: 'Europe/Copenhagen',
    days: [{ starts_local: `${starts}T08:00`, ends_local: `${starts}T09:00` }],
    online_url: 'https://meet.example.test/ladder',
    seats: 8,
    ...more,
  });
  const sessions = '/api/calendar/sessions/';
  const coach = (name: string) => product.signIn('trainer', { display_name: name });
  const kindsOf = async (client: Client) => (await told(client)).map((one) => one.kind);

  it('hear of another time, of a cancellation and of its end from others, in the product only', async () => {
    const [tove, ivo] = [await coach('Tove'), await coach('Ivo')];
    await db.run(sql`update user_profiles set language = 'de' where user_id = ${ivo.user_id}`);
    const made = await session({
      trainer_ids: [tove.user_id, ivo.user_id],
      starts_local: '2028-02-03T08:00',
    });
    const days = made.days.map(({ id }) => ({
      id,
      starts_local: '2028-02-03T12:00',
      ends_local: '2028-02-03T13:00',
    }));
    expect((await tove.patch(`${sessions}${made.id}/`, { days, tell: false })).status).toBe(200);
    expect((await tove.patch(`${sessions}${made.id}/`, { description: 'Bring gloves' })).status).toBe(200);
    await tove.post(`${sessions}${made.id}/cancel/`, { reason: 'Tove ist krank', tell: false });
    // The reason goes with the cancellation when it is taken back.
    await product.settle();
    await tove.post(`${sessions}${made.id}/restore/`, { tell: false });
    expect(await told(ivo)).toMatchObject([
      {
        kind: 'session_changed',
        link: `/sessions/${made.id}`,
        message: expect.stringMatching(
          /^„Forklift practice“ hat sich geändert: jetzt Donnerstag, 3\. Februar 2028/,
        ),
      },
      { kind: 'session_cancelled', message: expect.stringMatching(/ist abgesagt\. Grund: Tove ist krank$/) },
      {
        kind: 'session_restored',
        message: expect.stringMatching(/findet doch statt: [^.]+\. Februar 2028[^.]*\.$/),
      },
    ]);
    expect(await letters(ivo)).toEqual([]);
    expect(await told(tove)).toEqual([]);
  });

  it('hear that somebody else added them or took them off; whoever did it, and those who stay, hear nothing', async () => {
    const [tove, ivo, ada] = [await coach('Tove Berg'), await coach('Ivo'), await coach('Ada')];
    const { body: made } = await tove.post(
      sessions,
      plan('2028-03-01', { trainer_ids: [tove.user_id, ivo.user_id] }),
    );
    expect(await told(ivo)).toMatchObject([
      {
        kind: 'session_trainer_added',
        link: `/sessions/${made.id}`,
        message: expect.stringMatching(
          /^Tove Berg made you a trainer of “Ladder safety”, Wednesday, 1 March 2028/,
        ),
      },
    ]);
    await tove.patch(`${sessions}${made.id}/`, { trainer_ids: [tove.user_id, ada.user_id] });
    expect(await kindsOf(ivo)).toEqual(['session_trainer_added', 'session_trainer_removed']);
    expect((await told(ivo))[1]!.message).toMatch(/^Tove Berg took you off “Ladder safety”/);
    expect(await kindsOf(ada)).toEqual(['session_trainer_added']);
    expect(await told(tove)).toEqual([]);
  });

  it('hear of a series once, with how many dates there are', async () => {
    const [tove, ivo] = [await coach('Tove'), await coach('Ivo')];
    const answer = await tove.post('/api/calendar/series/', {
      session: plan('2028-04-03', { trainer_ids: [tove.user_id, ivo.user_id] }),
      rule: 'FREQ=WEEKLY;COUNT=3',
    });
    expect(answer.status).toBe(201);
    const first = answer.body.sessions[0];
    expect((await told(ivo)).map((one) => one.message)).toEqual([
      expect.stringMatching(
        /“Ladder safety”, Monday, 3 April 2028.* The same goes for 2 further dates of its series\.$/,
      ),
    ]);
    await tove.post(`${sessions}${first.id}/cancel/`, { reason: 'Ill', scope: 'following' });
    expect((await told(ivo)).slice(1).map((one) => one.message)).toEqual([
      expect.stringMatching(/3 April 2028.* is cancelled\. Reason: Ill The same goes for 2 further dates/),
    ]);
  });
});

describe('hostile words', () => {
  it('in title, reason and name stay text in mail and calendar', async () => {
    const learner = await person('Eve"\r\nATTENDEE:mailto:all@example.test');
    const made = await session({ title: 'A\r\nBcc: all@example.test\r\n<img src=x onerror=alert(1)>' });
    await book(learner, made.id);
    const [letter] = await letters(learner);
    const calendar = new ICAL.Component(ICAL.parse(letter!.calendar_parts[0]!.content));
    expect(calendar.getFirstSubcomponent('vevent')!.getAllProperties('attendee')).toHaveLength(1);
    const html = await db.one<{ html_body: string }>(
      sql`select html_body from mails where recipient_id = ${learner.user_id}`,
    );
    expect(html.html_body).not.toContain('<img');
  });
});

async function eventually(holds: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 10_000; !holds(); ) {
    if (Date.now() > deadline) throw new Error('Still not so');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
