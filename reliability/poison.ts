/** Of R2: a job and a fact that fail whenever they are tried. They end where somebody sees them, and hold up nothing. */
import type { MailServer } from '#server/testing/mail-server.ts';
import type { Cluster } from './cluster.ts';
import { must } from './http.ts';
import { untilAllIsDone } from './mails.ts';
import { waitUntil } from './processes.ts';
import type { Report } from './report.ts';

const tries = 3;
/** As server/platform/facts/dispatcher.ts has it. */
const triesOfFacts = 12;

type Scene = { report: Report; cluster: Cluster; base: string; admin: string; mail: MailServer };

async function stateOf({ base, admin }: Scene, name: string): Promise<string> {
  const { checks } = await must(`${base}/api/admin/health/`, { token: admin });
  const found = (checks as { name: string; state: string; detail: string }[]).find(
    (one) => one.name === name,
  );
  return `${found?.state}: ${found?.detail}`;
}

/** @param work  something that causes facts and mails, which must get through meanwhile */
export async function poison(scene: Scene, work: () => Promise<void>): Promise<void> {
  const { report, cluster, mail } = scene;
  await cluster.query(
    `select graphile_worker.add_job('mail:send', '{"mail_id": "nobody"}', job_key => 'poison', max_attempts => $1)`,
    [tries],
  );
  await cluster.query(
    `insert into facts (id, name, payload) values (gen_random_uuid(), 'enrollment.completed', '{"completion_id": "nobody"}')`,
  );
  const before = mail.received.length;
  await work();
  // The pauses between tries of a fact grow to hours: they are not what is measured here.
  const hurry = `update facts set next_attempt_at = now() where delivered_at is null and next_attempt_at < 'infinity' and attempts > 0`;
  await waitUntil(
    async () => {
      await cluster.query(hurry);
      const [row] = await cluster.query<{ is_over: boolean }>(
        `select exists (select 1 from facts where next_attempt_at = 'infinity')
            and exists (select 1 from graphile_worker._private_jobs where key = 'poison' and attempts >= max_attempts and locked_at is null) as is_over`,
      );
      return row!.is_over;
    },
    120_000,
    'the poisoned job and fact are given up',
    200,
  );
  await untilAllIsDone(cluster, 60);
  report.atLeast('mails that got through beside them', mail.received.length - before, 1);
  const [job] = await cluster.query<{ attempts: number; last_error: string | null }>(
    `select attempts, last_error from graphile_worker._private_jobs where key = 'poison'`,
  );
  const [fact] = await cluster.query<{ attempts: number; last_error: string | null }>(
    `select attempts, last_error from facts where next_attempt_at = 'infinity'`,
  );
  report.figure('tries of the poisoned job', job!.attempts, `${tries}`, job!.attempts === tries);
  report.figure(
    'tries of the poisoned fact',
    fact!.attempts,
    `${triesOfFacts}`,
    fact!.attempts === triesOfFacts,
  );
  report.zero('given up without a reason', [job, fact].filter((one) => !one!.last_error).length);
  const jobs = await stateOf(scene, 'jobs');
  const facts = await stateOf(scene, 'facts');
  report.figure(
    'health says of jobs',
    jobs,
    'warn, names the task',
    /^warn.*1 failed for good.*mail:send/.test(jobs),
  );
  report.figure('health says of facts', facts, 'fail, 1 given up', /^fail.*1 given up/.test(facts));
  await cluster.query(`select graphile_worker.remove_job('poison')`);
  await cluster.query(`delete from facts where next_attempt_at = 'infinity'`);
}
