/** Checking in with the code on the screen. */
import { describe, expect, it } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { aBooking, aSession, type SessionOptions } from './calendar.builders.ts';

const product = await startProduct();
const { db } = product.runtime;
const trainer = await product.signIn('trainer');
const now = () => product.ctx().now;
const ago = (milliseconds: number) => new Date(now().getTime() - milliseconds).toISOString();

async function aClass(options: SessionOptions & { is_closed?: boolean } = {}) {
  const { is_closed, ...rest } = options;
  const session = await aSession(db, {
    now: now(),
    hours_from_now: 0.1,
    created_by: trainer.user_id,
    ...rest,
  });
  const day_id = session.days[0]!.id;
  const url = `/api/calendar/session-days/${day_id}/check-in/`;
  if (!is_closed) expect((await trainer.post(url)).status).toBe(200);
  const learner = await product.signIn('learner');
  const { id: booking_id } = await aBooking(db, session.id, learner.user_id);
  const code = async () => (await trainer.get(url)).body.codes[0].code as string;
  const checkIn = (typed: string, who: Client = learner, day = day_id) =>
    who.post('/api/calendar/check-in/', { day_id: day, code: typed });
  const marks = () =>
    db.rows<{ state: string; method: string; minutes: number }>(
      sql`select state, method, minutes from attendances where booking_id = ${booking_id}`,
    );
  return { session, day_id, url, learner, booking_id, code, checkIn, marks };
}
const problem = async (answer: Promise<{ status: number; body: { code: string; params?: object } }>) => {
  const { status, body } = await answer;
  return [status, body.code, ...Object.values(body.params ?? {})];
};

describe('the trainer', () => {
  it('sees the code of now and the next, each with its moments and a picture of its address', async () => {
    const { url, day_id } = await aClass();
    const { body } = await trainer.get(url);
    expect(body.codes).toHaveLength(2);
    for (const { code, url: address, qr_svg } of body.codes) {
      expect(code).toMatch(/^[CDFGHJKMNPQRTVWXY34679]{6}$/);
      expect(address).toMatch(new RegExp(`/check-in/${day_id}\\?code=${code}$`));
      expect(qr_svg).toContain('<svg');
    }
    const [first, second] = body.codes;
    expect(first.shown_until).toBe(second.shown_from);
    expect(Date.parse(first.shown_until) - Date.parse(first.shown_from)).toBe(30_000);
    expect(Date.parse(body.server_time)).toBeLessThan(Date.parse(first.shown_until));
    expect(Date.parse(body.server_time)).toBeGreaterThanOrEqual(Date.parse(first.shown_from));
  });

  it('opens at most an hour before the day and not after it', async () => {
    const early = await aClass({ hours_from_now: 1.1, is_closed: true });
    expect(await problem(trainer.post(early.url))).toEqual([422, 'attendance.too-early', expect.any(String)]);
    const over = await aClass({ hours_from_now: -3, is_closed: true });
    expect(await problem(trainer.post(over.url))).toEqual([422, 'session.over']);
    const cancelled = await aClass({ cancel_reason: 'Ill', is_closed: true });
    expect(await problem(trainer.post(cancelled.url))).toEqual([409, 'session.cancelled']);
    expect((await trainer.post(`/api/calendar/session-days/${newId()}/check-in/`)).status).toBe(404);
  });

  it('closes it, and what was shown before is worthless after opening again', async () => {
    const { url, code, checkIn } = await aClass();
    const first = (await trainer.post(url)).body.opened_at;
    const old = await code();
    expect((await trainer.delete(url)).status).toBe(204);
    expect((await trainer.delete(url)).status).toBe(204);
    expect(await problem(trainer.get(url))).toEqual([422, 'check-in.closed']);
    expect(await problem(checkIn(old))).toEqual([422, 'check-in.closed', 'closed']);
    expect((await trainer.post(url)).body.opened_at).toBe(first);
    expect(await problem(checkIn(old))).toEqual([422, 'check-in.refused']);
  });
});

describe('a learner', () => {
  it('is present with the code, once, and has attended', async () => {
    const { code, checkIn, marks, booking_id, session } = await aClass();
    const { status, body } = await checkIn(await code());
    expect([status, body.state, body.already, body.title]).toEqual([200, 'present', false, session.title]);
    expect((await checkIn(await code())).body).toMatchObject({
      already: true,
      recorded_at: body.recorded_at,
    });
    expect(await marks()).toEqual([{ state: 'present', method: 'code', minutes: 120 }]);
    const { outcome } = await db.one<{ outcome: string }>(
      sql`select outcome from bookings where id = ${booking_id}`,
    );
    expect(outcome).toBe('attended');
  });

  it('may type it in small letters with a gap', async () => {
    const { code, checkIn } = await aClass();
    const shown = (await code()).toLowerCase();
    expect((await checkIn(`${shown.slice(0, 3)} ${shown.slice(3)}`)).status).toBe(200);
  });

  it('is late a quarter of an hour after both the day and the check-in began', async () => {
    const { code, checkIn, marks, day_id } = await aClass({ hours_from_now: -0.5 });
    await db.run(sql`update session_days set check_in_opened_at = ${ago(16 * 60_000)} where id = ${day_id}`);
    expect((await checkIn(await code())).body.state).toBe('late');
    const minutes = (await marks())[0]?.minutes;
    expect(minutes).toBeGreaterThanOrEqual(88);
    expect(minutes).toBeLessThanOrEqual(90);
  });

  it('needs a seat: not a place in the waiting list, not a seat in another session', async () => {
    const { code, checkIn, session } = await aClass();
    const waiting = await product.signIn('learner');
    await aBooking(db, session.id, waiting.user_id, 'waiting');
    const other = await aClass();
    for (const who of [waiting, other.learner, trainer])
      expect(await problem(checkIn(await code(), who))).toEqual([422, 'check-in.not-booked']);
    expect((await checkIn(await code(), product.anonymous)).status).toBe(401);
  });

  it('is not marked by the code of another session or day', async () => {
    const one = await aClass();
    const other = await aClass();
    await aBooking(db, other.session.id, one.learner.user_id);
    expect(await problem(one.checkIn(await other.code()))).toEqual([422, 'check-in.refused']);
    expect(await one.marks()).toEqual([]);
    expect((await one.checkIn('CDFGHJ', one.learner, newId())).status).toBe(404);
  });

  it('reads why check-in is closed', async () => {
    const never = await aClass({ is_closed: true });
    expect(await problem(never.checkIn('CDFGHJ'))).toEqual([422, 'check-in.closed', 'not_opened']);
    const over = await aClass({ hours_from_now: -3, is_closed: true });
    expect(await problem(over.checkIn('CDFGHJ'))).toEqual([422, 'check-in.closed', 'over']);
    const cancelled = await aClass({ is_closed: true, cancel_reason: 'Ill' });
    expect(await problem(cancelled.checkIn('CDFGHJ'))).toEqual([422, 'check-in.closed', 'cancelled']);
  });

  it('cannot guess: after a few wrong codes the next must wait, and others need not', async () => {
    const { checkIn, code, session, marks } = await aClass();
    const answers = await Promise.all(Array.from({ length: 40 }, () => checkIn('CCCCCC')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(30);
    expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
    // As after some minutes of guessing: the right code must wait as well.
    await db.run(
      sql`update login_throttles set failures = failures + 8, updated_at = ${now()} where failures >= 8`,
    );
    expect((await checkIn(await code())).status).toBe(429);
    expect(await marks()).toEqual([]);
    const neighbour = await product.signIn('learner');
    await aBooking(db, session.id, neighbour.user_id);
    expect((await checkIn(await code(), neighbour)).status).toBe(200);
  });

  it('tapping ten times at once is there once', async () => {
    const { checkIn, code, booking_id, marks } = await aClass();
    const typed = await code();
    const answers = await Promise.all(Array.from({ length: 8 }, () => checkIn(typed)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(answers.filter(({ body }) => !body.already)).toHaveLength(1);
    expect(await marks()).toHaveLength(1);
    const facts = await db.rows(
      sql`select 1 from facts where name = 'attendance.recorded' and payload ->> 'booking_id' = ${booking_id}`,
    );
    expect(facts).toHaveLength(1);
    expect(
      await db.rows(sql`select 1 from attendance_corrections where booking_id = ${booking_id}`),
    ).toHaveLength(0);
  });

  it('who was marked absent and comes after all is there; what the trainer said of somebody there stays', async () => {
    const { checkIn, code, booking_id, day_id, session, marks } = await aClass({ hours_from_now: -0.1 });
    const record = (state: string) =>
      trainer.put(`/api/calendar/sessions/${session.id}/attendance/`, {
        records: [{ booking_id, day_id, state }],
      });
    await record('absent');
    expect((await checkIn(await code())).body).toMatchObject({ state: 'present', already: false });
    await record('left_early');
    expect((await checkIn(await code())).body).toMatchObject({ state: 'left_early', already: true });
    expect(await marks()).toMatchObject([{ state: 'left_early', method: 'trainer' }]);
    const log = await trainer.get(`/api/calendar/sessions/${session.id}/attendance/corrections/`);
    expect(log.body.results).toHaveLength(2);
  });

  it('checking in while the trainer marks the class leaves one mark and no error', async () => {
    const { checkIn, code, booking_id, day_id, session, marks } = await aClass();
    const typed = await code();
    const record = (state: string) =>
      trainer.put(`/api/calendar/sessions/${session.id}/attendance/`, {
        records: [{ booking_id, day_id, state }],
      });
    const answers = await Promise.all([
      record('absent'),
      checkIn(typed),
      record('present'),
      checkIn(typed),
      record('absent'),
      checkIn(typed),
    ]);
    for (const { status } of answers) expect(status).toBe(200);
    expect(await marks()).toHaveLength(1);
  });
});
