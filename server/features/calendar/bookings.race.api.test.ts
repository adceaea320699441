/**
 * Everybody at once: D-7 row 3, C-6. Ordinary runs take 10 rounds of the long ones; `BOOKING_ROUNDS=50` takes all.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#server/platform/db/sql.ts';
import { type Answer, type Client, startProduct } from '#server/testing/product.ts';
import { aSession, type SessionOptions } from './calendar.builders.ts';

const rounds = Number(process.env['BOOKING_ROUNDS'] ?? 10);
const product = await startProduct();
const { db } = product.runtime;
let crowd: Client[];
let trainer: Client;
let admin: Client;

beforeAll(async () => {
  trainer = await product.signIn('trainer');
  admin = await product.signIn('admin');
  crowd = await Promise.all(Array.from({ length: 200 }, () => product.signIn('learner')));
}, 120_000);

const session = (options: SessionOptions = {}) => aSession(db, { trainer_ids: [], ...options });
/** As the product's own client: who is told that too many ask at once comes back when they were told to. */
const book = async (client: Client, sessionId: string, tries = 3): Promise<Answer> => {
  const answer = await client.post(`/api/calendar/sessions/${sessionId}/bookings/`);
  if (answer.status !== 503 || tries === 1) return answer;
  await pause(1000 * Number(answer.headers.get('retry-after')));
  return book(client, sessionId, tries - 1);
};
const act = (client: Client, bookingId: string, what: string, body: object = {}) =>
  client.post(`/api/calendar/bookings/${bookingId}/${what}/`, body);
const rows = (sessionId: string) =>
  db.rows<{ user_id: string; state: string; queue_number: number }>(
    sql`select user_id, state, queue_number from bookings where session_id = ${sessionId} order by queue_number`,
  );
const count = <Row extends { state: string }>(list: Row[], state: string) =>
  list.filter((one) => one.state === state).length;
const counted = async (sessionId: string) => {
  const list = await rows(sessionId);
  const kept = await db.one<{ seats: number; seats_taken: number; waiting_count: number }>(
    sql`select seats, seats_taken, waiting_count from training_sessions where id = ${sessionId}`,
  );
  expect(kept.seats_taken).toBe(count(list, 'booked') + count(list, 'offered'));
  expect(kept.waiting_count).toBe(count(list, 'waiting'));
  expect(kept.seats_taken).toBeLessThanOrEqual(kept.seats);
  return list;
};

describe('one seat', () => {
  it(`and 200 people at once, ${rounds} times: exactly one has it, and the others wait in one order`, async () => {
    for (let round = 0; round < rounds; round++) {
      const { id } = await session({ seats: 1 });
      const answers = await Promise.all(crowd.map((one) => book(one, id)));
      expect(answers.map((one) => one.status)).toEqual(crowd.map(() => 201));
      const list = await counted(id);
      expect([count(list, 'booked'), count(list, 'waiting'), list.length]).toEqual([1, 199, 200]);
      expect(list[0]!.state).toBe('booked');
      const places = (await trainerView(id)).map((one) => one.place);
      expect(places).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
    }
  }, 600_000);

  it('that is given back while 100 ask for it goes to who waited before them', async () => {
    for (let round = 0; round < rounds; round++) {
      const { id } = await session({ seats: 1 });
      const [holder, first, ...others] = crowd.slice(0, 60) as [Client, Client, ...Client[]];
      const { body } = await book(holder, id);
      await book(first, id);
      await Promise.all([act(holder, body.id, 'cancel'), ...others.map((one) => book(one, id))]);
      const list = await counted(id);
      expect(list.filter((one) => one.state === 'offered').map((one) => one.user_id)).toEqual([
        first.user_id,
      ]);
      expect([count(list, 'booked'), count(list, 'waiting')]).toEqual([0, others.length]);
    }
  }, 300_000);

  it('asked for by one person in 50 windows is one booking', async () => {
    const { id } = await session();
    const answers = await Promise.all(Array.from({ length: 50 }, () => book(crowd[0]!, id)));
    expect(answers.filter((one) => one.status === 201)).toHaveLength(1);
    expect(answers.filter((one) => one.body.code === 'booking.exists')).toHaveLength(49);
    expect(await counted(id)).toHaveLength(1);
  });
});

/** The first hundred of the waiting list, as who runs the session sees it. */
async function trainerView(id: string): Promise<{ place: number }[]> {
  const { body } = await admin.get(
    `/api/calendar/bookings/?session_id=${id}&ordering=queue&state=waiting&page_size=100`,
  );
  return body.results;
}

describe('thirty seats', () => {
  it('and 100 people at once are never more than thirty', async () => {
    for (let round = 0; round < rounds; round++) {
      const { id } = await session({ seats: 30 });
      await Promise.all(crowd.slice(0, 100).map((one) => book(one, id)));
      const list = await counted(id);
      expect([count(list, 'booked'), count(list, 'waiting')]).toEqual([30, 70]);
      expect(list.slice(0, 30).every((one) => one.state === 'booked')).toBe(true);
    }
  }, 300_000);

  it('booked by lists and by hand at once are never more than thirty', async () => {
    const { id } = await session({ seats: 30 });
    const list = (from: number) =>
      admin.post(`/api/calendar/sessions/${id}/bookings/bulk/`, {
        user_ids: crowd.slice(from, from + 20).map((one) => one.user_id),
      });
    await Promise.all([list(0), list(10), list(20), ...crowd.slice(0, 60).map((one) => book(one, id))]);
    const after = await counted(id);
    expect(count(after, 'booked')).toBe(30);
    expect(new Set(after.map((one) => one.user_id)).size).toBe(after.length);
  });

  it('given back by all at once are offered to the thirty who wait first', async () => {
    const { id } = await session({ seats: 30 });
    const made: { client: Client; id: string }[] = [];
    for (const client of crowd.slice(0, 70)) made.push({ client, id: (await book(client, id)).body.id });
    await Promise.all(made.slice(0, 30).map((one) => act(one.client, one.id, 'cancel')));
    const list = await counted(id);
    expect(list.filter((one) => one.state === 'offered').map((one) => one.user_id)).toEqual(
      made.slice(30, 60).map((one) => one.client.user_id),
    );
  });
});

describe('an offer', () => {
  it('accepted at the moment it ends is either taken or passed on, never both', async () => {
    for (let round = 0; round < rounds; round++) {
      const { id } = await session({ seats: 1 });
      const [holder, first, second] = crowd as [Client, Client, Client];
      const one = await book(holder, id);
      const two = await book(first, id);
      const three = await book(second, id);
      await act(holder, one.body.id, 'cancel');
      const soon = new Date(Date.now() + 30);
      await db.run(sql`update bookings set offered_until = ${soon} where id = ${two.body.id}`);
      const late = (wait: number) => new Promise((resolve) => setTimeout(resolve, wait));
      const [accepted] = await Promise.all([
        late(20 + (round % 5) * 5).then(() => act(first, two.body.id, 'accept')),
        late(36).then(() => act(second, three.body.id, 'accept')),
        late(38).then(() => book(crowd[5]!, id)),
      ]);
      const list = await counted(id);
      const firstState = list.find((row) => row.user_id === first.user_id)!.state;
      const secondState = list.find((row) => row.user_id === second.user_id)!.state;
      if (accepted.status === 200) expect([firstState, secondState]).toEqual(['booked', 'waiting']);
      else {
        expect(accepted.body.code).toBe('offer.lapsed');
        expect(firstState).toBe('lapsed');
        expect(['offered', 'booked']).toContain(secondState);
      }
    }
  }, 120_000);

  it('accepted twenty times at once is one seat and one fact', async () => {
    const { id } = await session({ seats: 1 });
    const [holder, first] = crowd as [Client, Client];
    const one = await book(holder, id);
    const two = await book(first, id);
    await act(holder, one.body.id, 'cancel');
    const answers = await Promise.all(Array.from({ length: 20 }, () => act(first, two.body.id, 'accept')));
    expect(answers.every((answer) => answer.status === 200)).toBe(true);
    const facts = await db.rows(
      sql`select 1 from facts where name = 'booking.confirmed' and payload ->> 'booking_id' = ${two.body.id}`,
    );
    expect(facts).toHaveLength(1);
  });
});

describe('a request', () => {
  it('approved and refused by ten at once is decided once', async () => {
    const { id } = await session({ approval: 'trainer', seats: 1, trainer_ids: [trainer.user_id] });
    const { body } = await book(crowd[0]!, id);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        index % 2 ? act(trainer, body.id, 'approve') : act(admin, body.id, 'refuse', { reason: 'No' }),
      ),
    );
    expect(answers.filter((one) => one.status === 200)).toHaveLength(1);
    expect(answers.filter((one) => one.body.code === 'booking.decided')).toHaveLength(9);
    await counted(id);
  });

  it('of many, all approved at once, fills the seats and lets the others wait', async () => {
    const { id } = await session({ approval: 'trainer', seats: 5 });
    const made: string[] = [];
    for (const client of crowd.slice(0, 20)) made.push((await book(client, id)).body.id);
    await Promise.all(made.map((one) => act(admin, one, 'approve')));
    const list = await counted(id);
    expect([count(list, 'booked'), count(list, 'waiting')]).toEqual([5, 15]);
  });
});
