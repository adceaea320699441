/**
 * `npm run bench:sign-in [seconds]`: how many people sign in per second, beside how many passwords this machine can check at all, and
 * how long everybody else waits meanwhile. Whoever signs in does so once, from 16 connections.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { hash, verify } from '@node-rs/argon2';
import { sql } from '#server/platform/db/sql.ts';
import { userId } from './dataset.ts';
import { firstLearner } from './scenarios.ts';
import { openStage, type Running, type Stage, say } from './stage.ts';
import { percentile } from './summary.ts';

const seconds = Number(process.argv[2] ?? 10);
const connections = 16;
const people = 5000;
const password = 'one password for everybody here';
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Everybody gets the same hash: making five thousand would take minutes, and checking costs the same. */
async function givePasswords({ runtime }: Stage): Promise<string> {
  const made = await hash(password, cost);
  const ids = Array.from({ length: people }, (_, n) => userId(firstLearner + n));
  await runtime.db.run(sql`
    insert into credentials (user_id, password_hash) select id, ${made} from unnest(${ids}::uuid[]) as id
    on conflict (user_id) do update set password_hash = excluded.password_hash`);
  return made;
}

/** So many checks does the library do, four at once, with nothing around it. */
async function rawPerSecond(made: string): Promise<number> {
  const until = performance.now() + (seconds * 1000) / 2;
  let checks = 0;
  const one = async () => {
    while (performance.now() < until) {
      await verify(made, password);
      checks++;
    }
  };
  await Promise.all(Array.from({ length: 4 }, one));
  return checks / (seconds / 2);
}

/** Times of an ordinary request, twenty times a second, until told to stop. */
function watchOthers({ url }: Running, token: string): () => Promise<number[]> {
  const times: number[] = [];
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const began = performance.now();
      const answer = await fetch(`${url}/api/users/me/`, { headers: { authorization: `Bearer ${token}` } });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`an ordinary request was answered ${answer.status}`);
      times.push(performance.now() - began);
      await sleep(50);
    }
  })();
  return async () => {
    isOver = true;
    await watching;
    return times;
  };
}

async function storm({ url }: Running): Promise<{ times: number[]; refused: number; elapsed: number }> {
  const began = performance.now();
  const until = began + seconds * 1000;
  const times: number[] = [];
  let refused = 0;
  let next = 0;
  const one = async () => {
    while (performance.now() < until && next < people) {
      const body = JSON.stringify({ email: `user${firstLearner + next++}@example.com`, password });
      const asked = performance.now();
      const answer = await fetch(`${url}/api/auth/login/`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      await answer.arrayBuffer();
      if (answer.ok) times.push(performance.now() - asked);
      else refused++;
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  return { times, refused, elapsed: (performance.now() - began) / 1000 };
}

const stage = await openStage();
try {
  const made = await givePasswords(stage);
  const raw = await rawPerSecond(made);
  const [token] = [...(await stage.tokensOf(firstLearner + people, 1)).values()];
  const running = await stage.start();
  try {
    const quiet = watchOthers(running, token!);
    await sleep(seconds * 500);
    const before = await quiet();
    const busy = watchOthers(running, token!);
    const { times, refused, elapsed } = await storm(running);
    const during = await busy();
    const rate = times.length / elapsed;
    say(`\npasswords checked by the library alone, four at once: ${raw.toFixed(0)} per second`);
    say(
      `sign-ins, ${connections} connections: ${rate.toFixed(0)} per second, ${(rate / raw).toFixed(2)} of that; p50 ${percentile(times, 0.5)} ms, p99 ${percentile(times, 0.99)} ms; refused ${refused}`,
    );
    say(
      `everybody else (own account): p50 ${percentile(before, 0.5)} -> ${percentile(during, 0.5)} ms, p99 ${percentile(before, 0.99)} -> ${percentile(during, 0.99)} ms`,
    );
  } finally {
    await running.stop();
  }
} finally {
  await stage.end();
}
