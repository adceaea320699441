/** R3: PostgreSQL is killed under the product, which runs on. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster } from './cluster.ts';
import { isServed, watchLiveness } from './load.ts';
import { waitUntil } from './processes.ts';
import { startSite } from './product.ts';
import { type Check, percentile, type Report } from './report.ts';
import { prepareSchool } from './school.ts';
import { countSyncedWrites } from './synced.ts';
import { settleAccounts, startWriting } from './writers.ts';

async function run(report: Report): Promise<void> {
  const kills = report.count(20, 3);
  const cluster = await Cluster.create(report);
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    const [row] = await cluster.query<{ setting: string }>(
      `select setting from pg_settings where name = '${name}'`,
    );
    report.figure(`setting ${name}`, row!.setting, 'on', row!.setting === 'on');
  }
  const site = await startSite(report, { database_url: cluster.url, worker: true });
  const school = await prepareSchool(site.bases[0]!, { learners: 16, lessons: 20, courses: 10 });
  await countSyncedWrites(report, cluster, site.bases[0]!, school);
  const { ledger, writers } = await startWriting(report, site.bases, school);
  const liveness = watchLiveness(site.bases);
  report.defer(() => liveness.stop());
  const back: number[] = [];
  const pids = [...site.webs, site.worker!].map(({ pid }) => pid);
  for (let n = 0; n < kills; n++) {
    await sleep(500 + Math.random() * 1500);
    await cluster.kill();
    await sleep(1000 + Math.random() * 2000);
    await cluster.start();
    const before = writers.tally.acked;
    back.push(await waitUntil(() => writers.tally.acked > before, 30_000, 'a write succeeds', 10));
  }
  await sleep(1000);
  await liveness.stop();
  await writers.stop();
  const { tally } = writers;
  report.counted('kills of the postmaster, 16 writers, two web processes and a worker', kills);
  await settleAccounts(report, writers, ledger);
  report.counted('requests answered 503', tally.statuses.get(503) ?? 0);
  report.zero('503 without Retry-After', tally.unavailable_without_retry_after);
  report.zero('other 5xx', tally.other_5xx);
  report.zero('refused (4xx)', tally.refused_4xx);
  report.zero('no answer', tally.unanswered);
  for (const sample of tally.samples) report.say(sample);
  report.zero('health/live not 200', liveness.shots.filter((shot) => !isServed(shot)).length);
  report.atMost('slowest answer', Math.max(...tally.milliseconds) / 1000, 5, 's');
  report.atMost('database back until a write succeeds, p95', percentile(back, 0.95) / 1000, 5, 's');
  const same = [...site.webs, site.worker!].every((one, index) => !one.hasEnded() && one.pid === pids[index]);
  for (const one of [...site.webs, site.worker!]) if (one.hasEnded()) report.say(one.output.slice(-3000));
  report.figure('the same processes still run', same ? 'yes' : 'no', 'yes', same);
}

export const check: Check = {
  id: 'R3',
  title: 'kill -9 of PostgreSQL under the running product',
  minutes: 4,
  run,
};
