/** Delivering facts: each reaction's effect once, whatever fails beside it. */
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { cloneDatabase } from '#server/testing/database.ts';
import type { Ctx } from '../context.ts';
import { Database } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { newId } from '../ids.ts';
import type { Logger } from '../telemetry/log.ts';
import { startDispatcher } from './dispatcher.ts';
import { publish } from './publish.ts';
import { batchReaction, type Fact, type Observer, type Reaction, reaction } from './reactions.ts';

const { connection_string, drop } = await cloneDatabase(inject('admin_url'));
const db = new Database({ connection_string, pool_size: 10 });
afterAll(async () => {
  await db.close();
  await drop();
});

const silence = () => undefined;
const log: Logger = { debug: silence, info: silence, warn: silence, error: silence, child: () => log };
const systemCtx = (executor: Ctx['db']): Ctx =>
  ({
    db: executor,
    now: new Date(),
    actor: { kind: 'system' },
    request_id: newId(),
    origin: { ip: '' },
  }) as Ctx;

beforeEach(async () => {
  await db.run(sql`delete from facts`);
  await db.run(sql`delete from settings`);
});

/** @returns the ids of the courses that changed, sorted */
const happened = (count: number): Promise<string[]> =>
  db.transaction(async (transaction) => {
    const courses = Array.from({ length: count }, () => newId());
    for (const course_id of courses) await publish(systemCtx(transaction), 'course.changed', { course_id });
    return courses.toSorted();
  });

/** What reactions leave behind; a second time is refused by the key. */
const note = (ctx: Ctx, reactionName: string, { payload }: Fact<'course.changed'>) =>
  ctx.db.run(sql`insert into settings (key, value) values (${`${reactionName} ${payload.course_id}`}, '1')`);
const noted = async (): Promise<string[]> =>
  (await db.rows<{ key: string }>(sql`select key from settings order by key`)).map(({ key }) => key);

async function deliver(reactions: Reaction[], observers: Observer[] = []): Promise<string[]> {
  const delivered: string[] = [];
  const dispatcher = startDispatcher({
    db,
    reactions,
    observers,
    systemCtx,
    log,
    onDelivered: (facts) =>
      delivered.push(...facts.map(({ payload }) => (payload as { course_id: string }).course_id)),
  });
  await dispatcher.drain();
  await dispatcher.stop();
  return delivered.toSorted();
}
const again = () =>
  db.run(sql`update facts set next_attempt_at = now() - interval '1 second' where delivered_at is null`);

describe('a batch of facts', () => {
  const first = reaction('test.note-first', 'course.changed', async (ctx, fact) => {
    await note(ctx, 'first', fact);
  });
  const together: string[][] = [];
  const all = batchReaction('test.note-all', 'course.changed', async (ctx, facts) => {
    together.push(facts.map(({ payload }) => payload.course_id));
    for (const fact of facts) await note(ctx, 'all', fact);
  });

  it('reaches every reaction once, and one for batches as a batch', async () => {
    const courses = await happened(3);
    expect(await deliver([all, first])).toEqual(courses);
    expect(await noted()).toEqual(
      ['all', 'first'].flatMap((name) => courses.map((id) => `${name} ${id}`)).toSorted(),
    );
    expect(together.map((ids) => ids.toSorted())).toEqual([courses.toSorted()]);
    expect(await deliver([all, first])).toEqual([]);
  });

  it('is not held up by one that fails, whose other reaction does not run a second time', async () => {
    const [, bad] = await happened(3);
    let broken = true;
    const second = reaction('test.note-second', 'course.changed', async (ctx, fact) => {
      await note(ctx, 'second', fact);
      if (broken && fact.payload.course_id === bad) throw new Error('not today');
    });
    expect(await deliver([first, second])).not.toContain(bad);
    expect((await noted()).filter((key) => key.startsWith('second'))).toHaveLength(2);
    expect((await noted()).filter((key) => key.startsWith('first'))).toHaveLength(3);
    const waiting = await db.one(
      sql`select attempts, last_error, next_attempt_at > now() as later from facts where delivered_at is null`,
    );
    expect(waiting).toEqual({ attempts: 1, last_error: 'not today', later: true });
    broken = false;
    await again();
    expect(await deliver([first, second])).toEqual([bad]);
    expect(await noted()).toHaveLength(6);
  });

  it('is not held up by one before it that fails, again and again', async () => {
    const [, bad] = await happened(3);
    const failing = reaction('test.fails-first', 'course.changed', async (_ctx, fact) => {
      if (fact.payload.course_id === bad) throw new Error('never');
    });
    const after = reaction('test.comes-after', 'course.changed', async (ctx, fact) => {
      await note(ctx, 'after', fact);
    });
    expect(await deliver([failing, after])).not.toContain(bad);
    expect(await noted()).toHaveLength(3);
    await again();
    expect(await deliver([failing, after])).toEqual([]);
    expect(await noted()).toHaveLength(3);
  });

  it('goes on when a reaction for batches fails: it is given one at a time then', async () => {
    const [bad, ...others] = await happened(3);
    const choosy = batchReaction('test.note-choosy', 'course.changed', async (ctx, facts) => {
      for (const fact of facts) await note(ctx, 'choosy', fact);
      if (facts.some(({ payload }) => payload.course_id === bad)) throw new Error('not this one');
    });
    expect(await deliver([choosy])).toEqual(others);
    expect(await noted()).toEqual(others.map((id) => `choosy ${id}`).toSorted());
  });

  it('reacts although it cannot be observed, and observes what can be', async () => {
    const [bad, ...others] = await happened(3);
    const seen: string[] = [];
    const observer: Observer = async (ctx, facts) => {
      for (const { id, payload } of facts) {
        const { course_id } = payload as { course_id: string };
        await ctx.db.run(sql`insert into settings (key, value) values (${`seen ${id}`}, '1')`);
        if (course_id === bad) throw new Error('not to be seen');
        seen.push(course_id);
      }
    };
    expect(await deliver([first], [observer])).toEqual([bad, ...others].toSorted());
    expect((await noted()).filter((key) => key.startsWith('first'))).toHaveLength(3);
    expect((await noted()).filter((key) => key.startsWith('seen'))).toHaveLength(2);
    expect(new Set(seen)).toEqual(new Set(others));
  });

  it('that meets a deadlock lets go of its facts and begins again, without counting it as a failure', async () => {
    const courses = await happened(3);
    let other: Promise<{ id: string }[]> | undefined;
    const unlucky = reaction('test.note-unlucky', 'course.changed', async (ctx, fact) => {
      await note(ctx, 'unlucky', fact);
      if (other) return;
      await db.run(sql`insert into settings (key, value) values ('theirs', '1')`);
      await new Promise<void>((resolve) => {
        other = db.transaction(async (theirs) => {
          await theirs.run(sql`update settings set value = '2' where key = 'theirs'`);
          resolve();
          // Until we wait for their row; then they wait for our facts.
          await new Promise((later) => setTimeout(later, 200));
          return theirs.rows(sql`select id from facts order by id for update`);
        });
      });
      await ctx.db.run(sql`update settings set value = '3' where key = 'theirs'`);
    });
    await deliver([unlucky]);
    expect(await other).toHaveLength(3);
    await deliver([unlucky]);
    expect((await noted()).filter((key) => key.startsWith('unlucky'))).toHaveLength(courses.length);
    expect(await db.one(sql`select sum(attempts)::int as attempts from facts`)).toEqual({ attempts: 0 });
  });

  it('delivered again, leaves alone what its reactions have done', async () => {
    await happened(2);
    await deliver([first, all]);
    await db.run(sql`update facts set delivered_at = null`);
    expect(await deliver([first, all])).toHaveLength(2);
    expect(await noted()).toHaveLength(4);
  });

  it('is shared by four dispatchers, each effect once', async () => {
    const courses = await happened(120);
    const shares = await Promise.all(Array.from({ length: 4 }, () => deliver([first, all])));
    await deliver([first, all]);
    expect(shares.flat().length).toBeLessThanOrEqual(120);
    expect(await noted()).toHaveLength(2 * courses.length);
  });
});

describe('a fact that was written just now', () => {
  it('is due at once, to whatever part of a millisecond its time was rounded', async () => {
    const dispatcher = startDispatcher({ db, reactions: [], systemCtx, log });
    for (let time = 0; time < 100; time++) {
      const factId = newId();
      await db.run(sql`
        insert into facts (id, name, payload) values (${factId}, 'course.changed', ${JSON.stringify({ course_id: newId() })}::jsonb)`);
      await dispatcher.drain();
      expect(
        await db.one(sql`select delivered_at is not null as is_delivered from facts where id = ${factId}`),
      ).toEqual({
        is_delivered: true,
      });
    }
    await dispatcher.stop();
  });
});
