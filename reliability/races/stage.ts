/**
 * Where races are run: two web processes and a worker of the built product on a PostgreSQL of their own, and people who are signed
 * in. Everything goes through HTTP, in turns to the two processes; what became of it is read with SQL.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '#server/platform/db/database.ts';
import { sql } from '#server/platform/db/sql.ts';
import { Cluster } from '../cluster.ts';
import { type Answer, type Ask, ask } from '../http.ts';
import { waitUntil } from '../processes.ts';
import { type Site, startSite } from '../product.ts';
import type { Report } from '../report.ts';
import { inTurns, newPerson, type Person, signInAsAdministrator } from '../school.ts';

export type Stage = {
  report: Report;
  cluster: Cluster;
  site: Site;
  db: Database;
  admin: string;
  people: Person[];
  /** The address of one of the processes, in turns. */
  base(turn: number): string;
  /** Sends to one of the processes; who is told to come back (503) does, five times at most. */
  send(turn: number, path: string, wanted: Ask): Promise<Answer>;
};

export async function openStage(
  report: Report,
  options: { people: number; environment?: Record<string, string> },
): Promise<Stage> {
  const cluster = await Cluster.create(report);
  const site = await startSite(report, {
    database_url: cluster.url,
    worker: true,
    ...(options.environment ? { environment: options.environment } : {}),
  });
  const base = (turn: number) => site.bases[turn % site.bases.length]!;
  const admin = await signInAsAdministrator(base(0));
  const numbers = Array.from({ length: options.people }, (_, n) => n);
  const people = await inTurns(numbers, (n) => newPerson(base(n), admin, `racer${n}`));
  const db = new Database({ connection_string: cluster.url, pool_size: 4, application_name: 'races' });
  report.defer(() => db.close());
  const send = async (turn: number, path: string, wanted: Ask): Promise<Answer> => {
    for (let tries = 1; ; tries++) {
      const answer = await ask(base(turn) + path, { timeout_milliseconds: 120_000, ...wanted });
      if (answer.status !== 503 || tries === 5) return answer;
      await sleep(Number(answer.headers['retry-after'] ?? 1) * 1000);
    }
  };
  return { report, cluster, site, db, admin, people, base, send };
}

export const post = (token: string, body: object = {}): Ask => ({ method: 'POST', token, body });

/** The number a statement counts. */
export const count = async (stage: Stage, query: ReturnType<typeof sql>): Promise<number> =>
  Number((await stage.db.one<{ count: number }>(query)).count);

/** Until every fact has reached its reactions: notices, certificates and awards are there. */
export const settled = (stage: Stage): Promise<number> =>
  waitUntil(
    async () => (await count(stage, sql`select count(*) from facts where delivered_at is null`)) === 0,
    300_000,
    'all facts are delivered',
    250,
  );

/** Answers counted by what they said: `201`, `400 already_enrolled`. */
export function tally(answers: readonly Answer[]): Map<string, number> {
  const counted = new Map<string, number>();
  for (const { status, body } of answers) {
    const said = status < 400 ? String(status) : `${status} ${String(body['code'] ?? '')}`;
    counted.set(said, (counted.get(said) ?? 0) + 1);
  }
  return counted;
}

/** How many answers say something that the race does not allow; the first of each kind is printed. */
export function strange(stage: Stage, answers: readonly Answer[], allowed: readonly string[]): number {
  let found = 0;
  for (const [said, times] of tally(answers)) {
    if (allowed.includes(said)) continue;
    found += times;
    stage.report.say(`unexpected answer: ${said} (${times} times)`);
  }
  return found;
}
