/** The product under a clock that is set an hour forward and back (libfaketime). */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from '#server/platform/db/sql.ts';
import { ask, must } from '../http.ts';
import { temporaryFolder } from '../product.ts';
import { openStage, post, type Stage } from '../races/stage.ts';
import type { Report } from '../report.ts';
import { enroll, newCourse, newQuiz, password, publish } from '../school.ts';

const libraries = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map(
  (machine) => `/usr/lib/${machine}/faketime/libfaketimeMT.so.1`,
);

type Pair = { access: string; refresh: string };
const tokens = (answer: Record<string, unknown>): Pair => ({
  access: String(answer['access']),
  refresh: String(answer['refresh']),
});

const isIn = async (stage: Stage, { access }: Pair): Promise<boolean> =>
  (await ask(`${stage.base(0)}/api/users/me/`, { token: access })).status === 200;

/** As a client does: renews when the access token is over. @returns null when the person would have to sign in again */
async function goOn(stage: Stage, pair: Pair): Promise<Pair | null> {
  if (await isIn(stage, pair)) return pair;
  const renewed = await ask(`${stage.base(1)}/api/auth/token/refresh/`, {
    method: 'POST',
    body: { refresh: pair.refresh },
  });
  if (renewed.status !== 200) return null;
  const next = tokens(renewed.body);
  return (await isIn(stage, next)) ? next : null;
}

async function openAttempts(stage: Stage): Promise<string[]> {
  const course = await newCourse(stage.base(0), stage.admin, 'Against the clock', 1);
  const quiz = await newQuiz(stage.base(0), stage.admin, course.id, {
    questions: 1,
    time_limit_seconds: 1800,
  });
  await publish(stage.base(0), stage.admin, course.id);
  const attempts: string[] = [];
  for (const person of stage.people) {
    await enroll(stage.base(0), person.token, course.id);
    const started = await stage.send(0, `/api/quizzes/${quiz.quiz_id}/attempts/`, post(person.token));
    attempts.push(String(started.body['id']));
  }
  return attempts;
}

const closed = async (stage: Stage, attempts: string[]): Promise<number> =>
  (
    await stage.db.rows(
      sql`select 1 from attempts where id = any(${attempts}::uuid[]) and submitted_at is not null`,
    )
  ).length;

export async function jumps(report: Report): Promise<void> {
  const library = libraries.find(existsSync);
  if (!library) {
    report.note('R23: libfaketime is not installed here, so the clock was not set.');
    return;
  }
  const clock = path.join(await temporaryFolder(report, 'clock'), 'now');
  const set = async (offset: string) => {
    writeFileSync(clock, `${offset}\n`);
    await sleep(1500);
  };
  writeFileSync(clock, '+0\n');
  const stage = await openStage(report, {
    people: report.count(20, 4),
    environment: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: clock,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
  });
  let pairs: Pair[] = [];
  for (const { email } of stage.people)
    pairs.push(
      tokens(await must(`${stage.base(0)}/api/auth/token/`, { method: 'POST', body: { email, password } })),
    );
  const attempts = await openAttempts(stage);
  let out = 0;
  let early = 0;
  for (const offset of ['+1h', '+0', '-1h', '+0']) {
    await set(offset);
    const next = await Promise.all(pairs.map((pair) => goOn(stage, pair)));
    out += next.filter((pair) => pair === null).length;
    pairs = next.filter((pair) => pair !== null);
    await sleep(5000);
    early += await closed(stage, attempts);
  }
  report.counted(
    'people signed in and in a quiz of half an hour while the clock is set +1 h, back, -1 h, back',
    stage.people.length,
  );
  report.zero('people signed out by a clock that was set', out);
  report.zero('attempts closed by a clock that was set', early);

  const [person] = stage.people;
  const fresh = tokens(
    await must(`${stage.base(0)}/api/auth/token/`, {
      method: 'POST',
      body: { email: person!.email, password },
    }),
  );
  await set('+58m');
  const before = await isIn(stage, fresh);
  await set('+61m');
  const after = await isIn(stage, fresh);
  report.figure(
    'an access token of an hour counts after 58 min and not after 61 (skew ≤ 60 s)',
    `${before}, ${after}`,
    'true, false',
    before && !after,
  );
  await set('+0');
}
