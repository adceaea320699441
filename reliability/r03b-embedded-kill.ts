/** R3b: everything is killed, server and embedded database, also while the very first start is under way. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '#server/testing/free-port.ts';
import { Ledger } from './ledger.ts';
import { signal, signalAll, treeOf, waitUntil } from './processes.ts';
import { Program, temporaryFolder } from './product.ts';
import { type Check, percentile, type Report } from './report.ts';
import { prepareSchool } from './school.ts';
import { settleAccounts, Writers } from './writers.ts';

/** All at once; or the server alone, whose database is then an orphan. */
async function killTree(program: Program, isWhole: boolean): Promise<void> {
  if (isWhole) signalAll(treeOf(program.pid), 'SIGKILL');
  else signal(program.pid, 'SIGKILL');
  await program.ended();
}

/** Ends whatever a killed product has left behind, by the pids it had. */
async function embedded(report: Report, data_dir: string): Promise<Program> {
  const program = new Program(await freePort(), { DATA_DIR: data_dir });
  report.defer(async () => {
    if (program.hasEnded()) return;
    const all = treeOf(program.pid);
    await program.stop();
    signalAll(all, 'SIGKILL');
  });
  return program;
}

async function killWhileWorking(report: Report): Promise<void> {
  const kills = report.count(20, 3);
  const data_dir = await temporaryFolder(report, 'embedded');
  const program = await embedded(report, data_dir);
  report.counted('first start', `${((await program.start()) / 1000).toFixed(1)} s`);
  const school = await prepareSchool(program.base, { learners: 16, lessons: 20, courses: 4 });
  const ledger = await Ledger.open(path.join(await temporaryFolder(report, 'ledger'), 'ledger.jsonl'));
  report.defer(() => ledger.close());
  const writers = new Writers([program.base], ledger, school);
  report.defer(() => writers.stop());
  await writers.prepare();
  await refuseSecond(report, data_dir);
  writers.start();
  const back: number[] = [];
  for (let n = 0; n < kills; n++) {
    await sleep(500 + Math.random() * 1500);
    await killTree(program, n % 2 === 0);
    // A number that was recycled: the file names a living process that is no database.
    if (n % 4 === 2) await writeFile(path.join(data_dir, 'postgres', 'postmaster.pid'), `${process.pid}\n`);
    back.push(await program.start());
  }
  await sleep(1000);
  await writers.stop();
  report.counted('kills of the whole tree (every second time the database is left as an orphan)', kills);
  await settleAccounts(report, writers, ledger);
  report.zero('other 5xx', writers.tally.other_5xx);
  report.zero('refused (4xx)', writers.tally.refused_4xx);
  for (const sample of writers.tally.samples) report.say(sample);
  report.atMost('ready again without help, slowest', Math.max(...back) / 1000, 15, 's');
  report.counted('ready again, median', `${(percentile(back, 0.5) / 1000).toFixed(1)} s`);
}

async function refuseSecond(report: Report, data_dir: string): Promise<void> {
  const second = await embedded(report, data_dir);
  second.launch();
  await waitUntil(() => second.hasEnded(), 20_000, 'a second copy on the same folder ends');
  const isTold = /in use|already/i.test(second.output);
  report.figure(
    'a second copy on the same folder',
    isTold ? 'refuses and says why' : second.output.slice(-200),
    'refuses',
    isTold,
  );
}

async function killFirstStart(report: Report): Promise<void> {
  const kills = report.count(5, 1);
  const back: number[] = [];
  const data_dir = await temporaryFolder(report, 'first');
  const program = await embedded(report, data_dir);
  for (let n = 0; n < kills; n++) {
    program.launch();
    // From before the database is made to after its migrations.
    await sleep(300 + ((n + Math.random()) / kills) * 3500);
    await killTree(program, n % 2 === 0);
  }
  back.push(await program.start());
  report.counted('kills during the first start, each where the one before had left off', kills);
  report.atMost('then a start without help', Math.max(...back) / 1000, 15, 's');
  await program.stop();
}

async function run(report: Report): Promise<void> {
  await killWhileWorking(report);
  await killFirstStart(report);
}

export const check: Check = {
  id: 'R3b',
  title: 'embedded mode: kill -9 of the whole tree, also during the first start',
  minutes: 5,
  run,
};
