/**
 * That a killed process loses nothing proves little about a power cut: what was written may still be in the machine's memory.
 * So PostgreSQL is watched from outside: between a request and its answer the log has to reach the disk.
 */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import { must } from './http.ts';
import { startProcess, stop, treeOf, waitUntil } from './processes.ts';
import { temporaryFolder } from './product.ts';
import type { Report } from './report.ts';
import type { School } from './school.ts';

const writes = 40;
const program = 'strace';

function whyNot(): string | null {
  try {
    execFileSync(program, ['-e', 'trace=none', 'true'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'strace is not installed, or may not watch other processes here';
  }
}

/** Writes one after the other, with nobody else writing. Without strace it says so and measures nothing. */
export async function countSyncedWrites(
  report: Report,
  cluster: Cluster,
  base: string,
  school: School,
): Promise<void> {
  const reason = whyNot();
  if (reason) {
    report.note(`Syncs before answers were not counted: ${reason}.`);
    return;
  }
  const [learner] = school.learners;
  const token = learner!.token;
  const attempt = await must(`${base}/api/quizzes/${school.course.quiz_id}/attempts/`, {
    method: 'POST',
    token,
    body: {},
  });
  // What the facts of before still make has to be over.
  await sleep(3000);
  const log = path.join(await temporaryFolder(report, 'strace'), 'syncs');
  const pids = treeOf(cluster.pid).flatMap((pid) => ['-p', String(pid)]);
  const tracer = startProcess(
    program,
    ['-f', '-ttt', '-T', '-e', 'trace=fdatasync,fsync', '-o', log, ...pids],
    {},
  );
  report.defer(() => stop(tracer));
  await waitUntil(() => /attached/.test(tracer.output()), 10_000, 'strace is attached');
  const spans: [number, number][] = [];
  for (let n = 0; n < writes; n++) {
    const from = Date.now() / 1000;
    await must(`${base}/api/attempts/${attempt['id']}/answers/${school.course.questions[0]}/`, {
      method: 'PUT',
      token,
      body: { answer: { text: `synced ${n}` }, sequence: n },
    });
    spans.push([from, Date.now() / 1000]);
    await sleep(20);
  }
  await stop(tracer);
  // pid 1764454321.123456 fdatasync(5) = 0 <0.000812>; one that was interrupted in the log ends in a line of its own.
  const lines = (await readFile(log, 'utf8')).matchAll(
    /^\d+ +(\d+\.\d+) (.*(?:fdatasync|fsync).*)= 0 <(\d+\.\d+)>/gm,
  );
  const syncs = [...lines].map(
    ([, at, call, took]) => Number(at) + (call!.includes('resumed') ? 0 : Number(took)),
  );
  const synced = spans.filter(([from, to]) => syncs.some((at) => at >= from && at <= to + 0.002)).length;
  report.figure(
    'writes whose log was synced to disk before the answer (strace)',
    `${synced} of ${writes}`,
    `${writes}`,
    synced === writes,
  );
}
