/** R1: web processes are killed in the middle of writes, again and again. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster } from './cluster.ts';
import { startSite } from './product.ts';
import { type Check, percentile, type Report } from './report.ts';
import { prepareSchool } from './school.ts';
import { settleAccounts, startWriting } from './writers.ts';

async function run(report: Report): Promise<void> {
  const kills = report.count(100, 10);
  const cluster = await Cluster.create(report);
  const site = await startSite(report, { database_url: cluster.url, worker: true });
  const school = await prepareSchool(site.bases[0]!, {
    learners: 32,
    lessons: 40,
    courses: report.count(30, 4),
  });
  const { ledger, writers } = await startWriting(report, site.bases, school);
  const ready: number[] = [];
  for (let n = 0; n < kills; n++) {
    await sleep(200 + Math.random() * 1800);
    const victim = site.webs[n % site.webs.length]!;
    await victim.kill();
    ready.push(await victim.start());
  }
  await writers.stop();
  report.counted('kills of a web process, 32 writers, two web processes', kills);
  await settleAccounts(report, writers, ledger);
  report.zero('other 5xx', writers.tally.other_5xx);
  report.zero('refused (4xx)', writers.tally.refused_4xx);
  for (const sample of writers.tally.samples) report.say(sample);
  report.atMost('ready again, p95', percentile(ready, 0.95) / 1000, 5, 's');
}

export const check: Check = {
  id: 'R1',
  title: 'kill -9 of a web process in the middle of writes',
  minutes: 8,
  run,
};
