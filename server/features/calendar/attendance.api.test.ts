/** Attendance over HTTP: who was there, what it is worth, and what it completes. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { anEnrollment, aPublishedCourse, complete } from '#server/features/enrollment/enrollment.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Client, startProduct } from '#server/testing/product.ts';
import { judgeSessionsJob } from './attendance.jobs.ts';
import { aBooking, aSession, type SessionOptions } from './calendar.builders.ts';

const product = await startProduct();
const { db } = product.runtime;
const trainer = await product.signIn('trainer');
const stranger = await product.signIn('trainer');
const admin = await product.signIn('admin');

const hour = 3_600_000;
const now = () => product.ctx().now;
const ago = (milliseconds: number) => new Date(now().getTime() - milliseconds).toISOString();

async function aClass(options: SessionOptions = {}, size = 1) {
  const session = await aSession(db, {
    now: now(),
    hours_from_now: -0.5,
    created_by: trainer.user_id,
    ...options,
  });
  const people: { learner: Client; booking_id: string }[] = [];
  for (let place = 0; place < size; place++) {
    const learner = await product.signIn('learner', { display_name: `Learner ${place}` });
    people.push({ learner, booking_id: (await aBooking(db, session.id, learner.user_id)).id });
  }
  const url = `/api/calendar/sessions/${session.id}/attendance/`;
  const day_id = session.days[0]!.id;
  const mark = (state: string, more: object = {}, person = people[0]!) => ({
    booking_id: person.booking_id,
    day_id,
    state,
    ...more,
  });
  const record = (records: object[], more: object = {}, who = trainer) => who.put(url, { records, ...more });
  const corrections = async () => (await trainer.get(`${url}corrections/`)).body.results;
  const outcome = async (person = people[0]!) =>
    (await db.one<{ outcome: string }>(sql`select outcome from bookings where id = ${person.booking_id}`))
      .outcome;
  return { session, people, url, day_id, mark, record, corrections, outcome };
}

describe('a trainer marks people', () => {
  it('with one tap, and sees what it comes to', async () => {
    const { url, mark, record, people, session } = await aClass({}, 2);
    const { status, body } = await record([mark('present')]);
    expect([status, body.attendance_percent, body.can]).toEqual([200, 80, ['record', 'check_in', 'attach']]);
    expect(body.days).toMatchObject([{ minutes: 120, present_count: 1, is_open: false }]);
    expect(body.rows.map((row: { outcome: string }) => row.outcome)).toEqual(['attended', 'pending']);
    expect(body.rows[0]).toMatchObject({
      minutes: 120,
      percent: 100,
      user: { id: people[0]!.learner.user_id },
    });
    expect(body.rows[0].records).toMatchObject([
      {
        day_id: session.days[0]!.id,
        state: 'present',
        method: 'trainer',
        recorded_by: { id: trainer.user_id },
        correction_count: 0,
      },
    ]);
    expect((await trainer.get(url)).body.rows).toEqual(body.rows);
  });

  it('and repeating it changes nothing', async () => {
    const { mark, record, corrections } = await aClass();
    const one = mark('present', { recorded_at: ago(60_000) });
    await record([one]);
    await record([one]);
    const { body } = await record([one, one]);
    expect(body.rows[0].records).toMatchObject([{ correction_count: 0, record_version: 1 }]);
    expect(await corrections()).toEqual([]);
    const facts = await db.rows(
      sql`select 1 from facts where name = 'attendance.recorded' and payload ->> 'booking_id' = ${one.booking_id}`,
    );
    expect(facts).toHaveLength(1);
  });

  it('late from now to the end, early leavers from the start, and minutes that are given as they are', async () => {
    const { mark, record, people } = await aClass({}, 3);
    const { body } = await record([
      mark('late', {}, people[0]),
      mark('left_early', {}, people[1]),
      mark('late', { minutes: 500 }, people[2]),
    ]);
    const minutes = body.rows.map((row: { minutes: number }) => row.minutes);
    expect(minutes[0]).toBeGreaterThanOrEqual(88);
    expect(minutes[0]).toBeLessThanOrEqual(90);
    expect(minutes[1]).toBeGreaterThanOrEqual(29);
    expect(minutes[1]).toBeLessThanOrEqual(31);
    expect(minutes[2]).toBe(120);
  });

  it('from a phone that was offline: what was recorded last wins, in whichever order it arrives', async () => {
    const { mark, record, corrections } = await aClass();
    await record([mark('absent', { recorded_at: ago(5 * 60_000) })]);
    await record([mark('present', { recorded_at: ago(3 * 60_000) })]);
    const { body } = await record([mark('excused', { recorded_at: ago(4 * 60_000) })]);
    expect(body.rows[0].records[0]).toMatchObject({ state: 'present', correction_count: 1 });
    expect(await corrections()).toMatchObject([
      { from_state: 'absent', to_state: 'present', from_minutes: 0, to_minutes: 120, reason: '' },
    ]);
  });

  it('never in the future', async () => {
    const { mark, record } = await aClass();
    const { status, body } = await record([mark('present', { recorded_at: ago(-2 * 60_000) })]);
    expect([status, body.errors[0].path]).toEqual([400, 'records.0.recorded_at']);
    const near = await record([mark('present', { recorded_at: ago(-20_000) })]);
    expect(near.status).toBe(200);
    expect(Date.parse(near.body.rows[0].records[0].recorded_at)).toBeLessThanOrEqual(now().getTime());
  });

  it('not more than an hour ahead, except for who is excused', async () => {
    const { mark, record } = await aClass({ hours_from_now: 3 });
    expect((await record([mark('present')])).body).toMatchObject({
      status: 422,
      code: 'attendance.too-early',
    });
    expect((await record([mark('excused')])).body.rows[0].outcome).toBe('excused');
  });

  it('only of this session, and names each who is not booked', async () => {
    const { mark, record, people } = await aClass({}, 2);
    const other = await aClass();
    const wrongDay = await record([{ ...mark('present'), day_id: other.day_id }]);
    expect([wrongDay.status, JSON.stringify(wrongDay.body)]).toEqual([
      400,
      expect.stringContaining('records.0.day_id'),
    ]);
    await db.run(sql`update bookings set state = 'cancelled' where id = ${people[0]!.booking_id}`);
    const gone = await record([
      mark('present', {}, people[1]),
      mark('present'),
      other.mark('present', { day_id: mark('present').day_id }),
    ]);
    expect(gone.status).toBe(400);
    expect(JSON.stringify(gone.body)).toContain('records.1.booking_id');
    expect(JSON.stringify(gone.body)).toContain('records.2.booking_id');
    // All or none.
    expect((await record([mark('absent', {}, people[1])])).body.rows[0].records[0].correction_count).toBe(0);
  });

  it('not when the session is cancelled', async () => {
    const { mark, record, url } = await aClass({ cancel_reason: 'The hall is flooded' });
    expect((await record([mark('present')])).body).toMatchObject({ status: 409, code: 'session.cancelled' });
    expect((await trainer.get(url)).body.can).toEqual([]);
  });

  it('and nobody else does: not a learner, not another trainer', async () => {
    const { mark, record, people, url, day_id } = await aClass();
    const learner = people[0]!.learner;
    for (const who of [learner, stranger]) {
      expect((await record([mark('present')], {}, who)).status).toBe(403);
      expect((await who.get(url)).status).toBe(403);
      expect((await who.get(`${url}corrections/`)).status).toBe(403);
      expect((await who.post(`/api/calendar/session-days/${day_id}/check-in/`)).status).toBe(403);
      expect((await who.get(`/api/calendar/session-days/${day_id}/check-in/`)).status).toBe(403);
    }
    expect((await record([mark('present')], {}, admin)).status).toBe(200);
  });
});

describe('correcting', () => {
  it('keeps what stood before, by whom and why, and takes a mark back with the same log', async () => {
    const { mark, record, corrections, url, outcome } = await aClass();
    await record([mark('present', { recorded_at: ago(9000) })]);
    await record([mark('absent', { recorded_at: ago(6000) })], { reason: 'Mixed up two names' });
    const cleared = await trainer.post(`${url}clear/`, {
      booking_id: mark('x').booking_id,
      day_id: mark('x').day_id,
    });
    expect(cleared.body.rows[0]).toMatchObject({ records: [], outcome: 'pending' });
    expect(await corrections()).toMatchObject([
      { from_state: 'absent', to_state: null, to_minutes: null, corrected_by: { id: trainer.user_id } },
      { from_state: 'present', to_state: 'absent', reason: 'Mixed up two names' },
    ]);
    // What a phone recorded before it was taken back stays taken back.
    expect((await record([mark('present', { recorded_at: ago(3000) })])).body.rows[0].records).toEqual([]);
    expect((await record([mark('present')])).body.rows[0].records).toHaveLength(1);
    expect(await outcome()).toBe('attended');
  });

  it('needs a reason two days after the end, also for a first mark, and says so by the field', async () => {
    const { mark, record, corrections, url } = await aClass({ hours_from_now: -51 }, 1);
    const refused = await record([mark('present')]);
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([
      400,
      expect.stringContaining('"reason"'),
    ]);
    const { body } = await record([mark('present')], { reason: 'The paper list was found' });
    expect(body.rows[0].outcome).toBe('attended');
    expect(await corrections()).toMatchObject([
      { from_state: null, to_state: 'present', reason: 'The paper list was found' },
    ]);
    const clear = { booking_id: mark('x').booking_id, day_id: mark('x').day_id };
    expect((await trainer.post(`${url}clear/`, clear)).status).toBe(400);
    expect((await trainer.post(`${url}clear/`, { ...clear, reason: 'It was not' })).status).toBe(200);
  });

  it('cannot be rewritten, not even in the database', async () => {
    const { mark, record } = await aClass();
    await record([mark('present', { recorded_at: ago(9000) })]);
    await record([mark('absent')], { reason: 'Was not there' });
    const { booking_id } = mark('x');
    await expect(
      db.run(sql`update attendance_corrections set to_state = 'present' where booking_id = ${booking_id}`),
    ).rejects.toThrow('append-only');
    await expect(
      db.run(sql`update attendance_corrections set reason = 'Other words' where booking_id = ${booking_id}`),
    ).rejects.toThrow('append-only');
    expect(
      await db.run(sql`update attendance_corrections set reason = '' where booking_id = ${booking_id}`),
    ).toBe(1);
  });
});

describe('erasing somebody', () => {
  it('takes the words of why their marks were changed, and keeps that they were', async () => {
    const { session, url, day_id, record, corrections } = await aClass();
    const email = `gone-${newId()}@example.test`;
    const person = await product.signIn('learner', { email });
    const { id: booking_id } = await aBooking(db, session.id, person.user_id);
    await record([{ booking_id, day_id, state: 'absent', recorded_at: ago(5000) }]);
    await record([{ booking_id, day_id, state: 'excused' }], { reason: 'Is in hospital' });
    expect((await admin.post(`/api/users/${person.user_id}/erase/`, { email })).status).toBe(204);
    expect(await corrections()).toMatchObject([{ from_state: 'absent', to_state: 'excused', reason: '' }]);
    expect(JSON.stringify((await trainer.get(url)).body)).not.toContain(email);
  });
});

describe('having been there', () => {
  async function aSessionCourse(lessons = 1) {
    const course = await aPublishedCourse(trainer, { lessons, lesson: { kind: 'session' } });
    const lesson_id = course.lesson_ids[0]!;
    return { course, lesson_id };
  }
  const isDone = async (learner: Client, lesson_id: string) =>
    (await learner.get(`/api/progress/?lesson_id=${lesson_id}`)).body.results[0]?.completed;

  it('completes the lesson of the session, and with it the course; the learner cannot tick it', async () => {
    const { course, lesson_id } = await aSessionCourse();
    const { people, mark, record } = await aClass({ course_id: course.id, lesson_id });
    const { learner } = people[0]!;
    await anEnrollment(learner, course.id);
    await db.run(
      sql`update enrollments set enrolled_at = ${ago(hour)} where student_id = ${learner.user_id}`,
    );
    const ticked = await complete(learner, lesson_id);
    expect([ticked.status, ticked.body.code, ticked.body.params]).toEqual([
      422,
      'lesson.not-completable',
      { reason: 'attended' },
    ]);
    await record([mark('present')]);
    expect(await isDone(learner, lesson_id)).toBe(true);
    expect((await learner.get('/api/enrollments/')).body.results[0]).toMatchObject({
      status: 'completed',
      percent: 100,
    });
  });

  it('completes the only session lesson of the course when the session names none, and none of several', async () => {
    for (const [lessons, done] of [
      [1, true],
      [2, false],
    ] as const) {
      const { course, lesson_id } = await aSessionCourse(lessons);
      const { people, mark, record } = await aClass({ course_id: course.id });
      await anEnrollment(people[0]!.learner, course.id);
      await record([mark('present')]);
      expect(await isDone(people[0]!.learner, lesson_id)).toBe(done);
    }
  });

  it('counts for the enrollment of its time, not for a cycle that began after it', async () => {
    const { course, lesson_id } = await aSessionCourse();
    const { people, mark, record } = await aClass({ course_id: course.id, lesson_id, hours_from_now: -30 });
    const { learner } = people[0]!;
    await anEnrollment(learner, course.id);
    expect((await record([mark('present')])).body.rows[0].outcome).toBe('attended');
    expect(await isDone(learner, lesson_id)).toBe(false);
  });

  it('taken back by a correction takes the outcome back and leaves the lesson as it is', async () => {
    const { course, lesson_id } = await aSessionCourse();
    const { people, mark, record, outcome, corrections } = await aClass({ course_id: course.id, lesson_id });
    await anEnrollment(people[0]!.learner, course.id);
    await record([mark('present', { recorded_at: ago(5000) })]);
    await record([mark('absent')], { reason: 'Somebody else answered' });
    expect(await outcome()).toBe('pending');
    expect(await isDone(people[0]!.learner, lesson_id)).toBe(true);
    expect(await corrections()).toHaveLength(1);
  });

  it('is nothing to who is not enrolled', async () => {
    const { course, lesson_id } = await aSessionCourse();
    const { mark, record } = await aClass({ course_id: course.id, lesson_id });
    expect((await record([mark('present')])).body.rows[0].outcome).toBe('attended');
  });

  it('is added up over the days, with excused days left out', async () => {
    const { session, people, record, outcome } = await aClass({ day_count: 2, hours_from_now: -30 });
    const [first, second] = session.days.map(({ id }) => id);
    const { booking_id } = people[0]!;
    await record([{ booking_id, day_id: first, state: 'present' }]);
    expect(await outcome()).toBe('missed');
    await record([{ booking_id, day_id: second, state: 'excused' }]);
    expect(await outcome()).toBe('attended');
    await record([{ booking_id, day_id: first, state: 'excused' }]);
    expect(await outcome()).toBe('excused');
  });
});

describe('when the last day is over', () => {
  const judge = () => judgeSessionsJob.run(product.ctx(), {});
  const judgedFacts = (booking_id: string) =>
    db.rows<{ outcome: string }>(
      sql`select payload ->> 'outcome' as outcome from facts where name = 'attendance.judged' and payload ->> 'booking_id' = ${booking_id} order by id`,
    );

  it('everybody is judged, once, however often the job runs', async () => {
    const { people, mark, record, outcome, session } = await aClass({ hours_from_now: -5 }, 2);
    await record([mark('present')]);
    await Promise.all([judge(), judge()]);
    await judge();
    expect([await outcome(people[0]), await outcome(people[1])]).toEqual(['attended', 'missed']);
    expect(await judgedFacts(people[0]!.booking_id)).toEqual([{ outcome: 'attended' }]);
    expect(await judgedFacts(people[1]!.booking_id)).toEqual([{ outcome: 'missed' }]);
    const { judged_at } = await db.one<{ judged_at: string | null }>(
      sql`select judged_at from training_sessions where id = ${session.id}`,
    );
    expect(judged_at).not.toBeNull();
  });

  it('marks that arrive later are judged as they come', async () => {
    const { mark, record, outcome, people } = await aClass({ hours_from_now: -5 });
    await judge();
    expect(await outcome()).toBe('missed');
    await record([mark('present', { recorded_at: ago(4 * hour) })]);
    expect(await outcome()).toBe('attended');
    expect(await judgedFacts(people[0]!.booking_id)).toEqual([
      { outcome: 'missed' },
      { outcome: 'attended' },
    ]);
  });

  it('a session that runs, or is cancelled, is left alone', async () => {
    const running = await aClass();
    const cancelled = await aClass({ hours_from_now: -5, cancel_reason: 'Ill' });
    await judge();
    expect([await running.outcome(), await cancelled.outcome()]).toEqual(['pending', 'pending']);
  });

  it('a session whose rule or times were changed is judged again', async () => {
    const { session, people, outcome } = await aClass({ hours_from_now: -5 });
    const { booking_id } = people[0]!;
    await db.run(sql`
      insert into attendances (id, booking_id, day_id, state, minutes, method, recorded_at)
      values (${newId()}, ${booking_id}, ${session.days[0]!.id}, 'late', 60, 'trainer', now())`);
    await judge();
    expect(await outcome()).toBe('missed');
    await db.run(sql`update training_sessions set attendance_percent = 50 where id = ${session.id}`);
    const fact = { training_session_id: session.id, course_id: null, changed: ['other'], tell: false };
    await db.run(
      sql`insert into facts (id, name, payload, request_id) values (${newId()}, 'training-session.changed', ${JSON.stringify(fact)}, 'test')`,
    );
    await product.settle();
    expect(await outcome()).toBe('attended');
  });
});

describe('marking at the same moment', () => {
  it('twenty phones that mark one person end with the mark recorded last', async () => {
    const { mark, record, people } = await aClass();
    const states = ['present', 'absent', 'excused', 'late', 'left_early'];
    const marks = Array.from({ length: 20 }, (_, index) =>
      mark(states[index % 5]!, { recorded_at: ago(60_000 - index * 1000) }),
    );
    const answers = await Promise.all(marks.toSorted(() => Math.random() - 0.5).map((one) => record([one])));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const rows = await db.rows<{ state: string }>(
      sql`select state from attendances where booking_id = ${people[0]!.booking_id}`,
    );
    expect(rows).toEqual([{ state: 'left_early' }]);
  });

  it('two trainers who mark the whole class in opposite order do not block each other', async () => {
    const { mark, record, people } = await aClass({ seats: 30 }, 12);
    const all = people.map((person) => mark('present', {}, person));
    const answers = await Promise.all([
      record(all),
      record(all.toReversed(), {}, admin),
      record(all),
      record(all.toReversed(), {}, admin),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });
});

describe('the sheet on paper', () => {
  it('is a PDF with a page per day, whatever script names are in', async () => {
    const { session, url } = await aClass({ day_count: 3 }, 1);
    const reader = await product.signIn('learner', { display_name: '山田 太郎' });
    await aBooking(db, session.id, reader.user_id);
    const { status, headers, body } = await trainer.get(url.replace('attendance/', 'sheet.pdf'));
    expect([status, headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const bytes = Buffer.from(body).toString('latin1');
    expect(bytes.startsWith('%PDF-1.7')).toBe(true);
    expect(bytes.match(/\/Type \/Page\b/g)).toHaveLength(3);
  });

  it('goes on overleaf when a class does not fit on one page', async () => {
    const { url } = await aClass({ seats: 60 }, 25);
    const { body } = await trainer.get(url.replace('attendance/', 'sheet.pdf'));
    expect(
      Buffer.from(body)
        .toString('latin1')
        .match(/\/Type \/Page\b/g),
    ).toHaveLength(2);
  });

  it('is kept as a scan, seen by who runs the session, and taken away again', async () => {
    const { url, people } = await aClass();
    const form = new FormData();
    form.set('purpose', 'proof');
    form.set('file', new Blob([Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(500)])]), 'Signed.pdf');
    const file = (await trainer.post('/api/files/', form)).body;
    const attach = (file_id: string | null, who = trainer) =>
      who.put(url.replace('attendance/', 'sheet/'), { file_id });
    expect((await attach(file.id)).body.sheet_file).toMatchObject({ id: file.id, name: 'Signed.pdf' });
    expect((await attach(file.id)).status).toBe(200);
    expect((await admin.get(file.url)).status).toBe(200);
    expect((await people[0]!.learner.get(file.url)).status).toBe(404);
    expect((await stranger.get(file.url)).status).toBe(404);
    expect((await trainer.delete(`/api/files/${file.id}/`)).body.code).toBe('record.in-use');
    expect((await attach(null)).body.sheet_file).toBeNull();
    expect((await trainer.delete(`/api/files/${file.id}/`)).status).toBe(204);
    expect((await attach(newId())).status).toBe(404);
    expect((await attach(null, stranger)).status).toBe(403);
  });
});
