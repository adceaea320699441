/**
 * R10: two hundred people want one seat. Its short version is an ordinary API test:
 * server/features/calendar/bookings.race.api.test.ts.
 */
import { aSession } from '#server/features/calendar/calendar.builders.ts';
import { sql } from '#server/platform/db/sql.ts';
import type { Check, Report } from '../report.ts';
import { openStage, post, type Stage, strange } from './stage.ts';

type Row = { id: string; user_id: string; state: string; queue_number: number };
const bookingsOf = (stage: Stage, sessionId: string) =>
  stage.db.rows<Row>(
    sql`select id, user_id, state, queue_number from bookings where session_id = ${sessionId} order by queue_number`,
  );

/** Everybody at once; then whoever has the seat gives it back while somebody new asks for it. */
async function round(stage: Stage, wrong: Record<string, number>): Promise<void> {
  const session = await aSession(stage.db, { seats: 1, trainer_ids: [] });
  const book = `/api/calendar/sessions/${session.id}/bookings/`;
  const [late, ...crowd] = stage.people;
  const answers = await Promise.all(crowd.map((one, turn) => stage.send(turn, book, post(one.token))));
  wrong['answers']! += strange(stage, answers, ['201']);
  const before = await bookingsOf(stage, session.id);
  const seated = before.filter(({ state }) => state === 'booked');
  const waiting = before.filter(({ state }) => state === 'waiting');
  if (seated.length !== 1) wrong['seats']! += 1;
  if (waiting.length !== crowd.length - 1) wrong['waiting']! += 1;
  if (new Set(before.map((row) => row.queue_number)).size !== before.length) wrong['order']! += 1;

  const holder = seated[0] && crowd.find(({ id }) => id === seated[0]!.user_id);
  if (!holder) return;
  const cancelling = Array.from({ length: 3 }, (_, turn) =>
    stage.send(turn, `/api/calendar/bookings/${seated[0]!.id}/cancel/`, post(holder.token)),
  );
  await Promise.all([...cancelling, stage.send(1, book, post(late!.token))]);
  const after = await bookingsOf(stage, session.id);
  const promoted = after.filter(({ state }) => state === 'offered' || state === 'booked');
  if (promoted.length !== 1 || promoted[0]!.user_id !== waiting[0]?.user_id) wrong['promoted']! += 1;
}

async function run(report: Report): Promise<void> {
  const rounds = report.count(50, 2);
  const stage = await openStage(report, { people: report.count(200, 40) + 1 });
  const wrong = { answers: 0, seats: 0, waiting: 0, order: 0, promoted: 0 };
  for (let n = 0; n < rounds; n++) await round(stage, wrong);
  report.counted(`rounds of ${stage.people.length - 1} people and one seat`, rounds);
  report.zero('rounds without exactly one person seated', wrong.seats);
  report.zero('rounds in which somebody was neither seated nor waiting', wrong.waiting);
  report.zero('rounds with two people in one place of the waiting list', wrong.order);
  report.zero('cancellations after which not exactly the first who waits has the seat', wrong.promoted);
  report.zero('answers that are no booking', wrong.answers);
  const over = await stage.db.rows(sql`select 1 from training_sessions where seats_taken > seats`);
  report.zero('sessions over capacity', over.length);
}

export const check: Check = { id: 'R10', title: 'the last seat', minutes: 3, run };
