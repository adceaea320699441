/** R8: the disk of files, and the disk of the database with its log, fill up under people at work; then there is room again. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Cluster } from './cluster.ts';
import { ask, must, upload } from './http.ts';
import type { Ledger } from './ledger.ts';
import { isServed, watchLiveness } from './load.ts';
import { waitUntil } from './processes.ts';
import { type Program, type Site, startSite } from './product.ts';
import type { Check, Report } from './report.ts';
import { newPerson, type Person, prepareSchool, type School } from './school.ts';
import { SmallDisk } from './small-disk.ts';
import { settleAccounts, startWriting, type Writers } from './writers.ts';

const megabyte = 1024 * 1024;

type Scene = {
  report: Report;
  site: Site;
  school: School;
  /** Hands in files that are not in the ledger. */
  visitor: Person;
  ledger: Ledger;
  writers: Writers;
  pids: number[];
};

const processesOf = (site: Site): Program[] => [...site.webs, ...(site.worker ? [site.worker] : [])];

async function open(report: Report, cluster: Cluster, environment: Record<string, string>): Promise<Scene> {
  const site = await startSite(report, { database_url: cluster.url, worker: true, environment });
  const school = await prepareSchool(site.bases[0]!, { learners: 16, lessons: 20, courses: 10 });
  const visitor = await newPerson(site.bases[0]!, school.admin, 'visitor');
  const { ledger, writers } = await startWriting(report, site.bases, school);
  await sleep(3000);
  return { report, site, school, visitor, ledger, writers, pids: processesOf(site).map(({ pid }) => pid) };
}

async function settle(scene: Scene, name: string): Promise<void> {
  const { report, writers, site, pids } = scene;
  await writers.stop();
  await settleAccounts(report, writers, scene.ledger);
  report.counted(`${name}: requests answered 503`, writers.tally.statuses.get(503) ?? 0);
  report.zero(`${name}: 503 without Retry-After`, writers.tally.unavailable_without_retry_after);
  report.zero(`${name}: other 5xx`, writers.tally.other_5xx);
  report.zero(`${name}: refused (4xx)`, writers.tally.refused_4xx);
  for (const sample of writers.tally.samples) report.say(sample);
  const same = processesOf(site).every((one, index) => !one.hasEnded() && one.pid === pids[index]);
  report.figure(`${name}: the same processes still run`, same ? 'yes' : 'no', 'yes', same);
}

async function storage({ site, school }: Scene): Promise<string | undefined> {
  const { checks } = await must(`${site.bases[0]}/api/admin/health/`, { token: school.admin });
  return (checks as { name: string; state: string }[]).find(({ name }) => name === 'storage')?.state;
}

const pdf = (name: string, size: number) =>
  upload(
    'proof',
    name,
    'application/pdf',
    Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(size, 32)]),
  );

/** @returns the status, and whether a problem document says why */
async function handIn({ site, visitor }: Scene, size: number): Promise<{ status: number; says: boolean }> {
  const { token } = visitor;
  const raw = pdf(`big-${Date.now()}.pdf`, size);
  const answer = await ask(`${site.bases[0]}/api/files/`, { method: 'POST', token, raw });
  const isProblem = /problem\+json/.test(String(answer.headers['content-type']));
  return { status: answer.status, says: isProblem && Boolean(answer.body['detail']) };
}

/** The disk of uploads, of what is in flight, of temporary files and of mails that are kept in a folder. */
async function files(report: Report, disk: SmallDisk): Promise<void> {
  const cluster = await Cluster.create(report);
  const data_dir = path.join(disk.folder, 'data');
  const scene = await open(report, cluster, { DATA_DIR: data_dir, TMPDIR: disk.folder });
  const { token } = scene.visitor;
  const kept = pdf('kept.pdf', 5000);
  const { id } = await must(`${scene.site.bases[0]}/api/files/`, { method: 'POST', token, raw: kept });
  const before = await storage(scene);
  await disk.fillUp(72 * megabyte);
  const cut = await handIn(scene, 100 * megabyte);
  report.figure(
    'files: full in the middle of an upload',
    cut.status,
    '503 or 507',
    [503, 507].includes(cut.status),
  );
  await disk.fillUp();
  await sleep(report.count(10, 4) * 1000);
  const refused = await handIn(scene, 5000);
  report.figure('files: an upload', refused.status, '503 or 507', [503, 507].includes(refused.status));
  report.zero(
    'files: refusals without a problem document',
    [cut, refused].filter(({ says }) => !says).length,
  );
  const state = await storage(scene);
  report.figure('files: health says of storage', `${before}, then ${state}`, 'then fail', state === 'fail');
  const read = await ask(`${scene.site.bases[1]}/api/files/${id}/content/`, { token });
  report.figure('files: what is there can be read', read.status, '200', read.status === 200);
  await disk.makeRoom();
  const back = await waitUntil(
    () => handIn(scene, 5000).then(({ status }) => status < 300),
    30_000,
    'an upload succeeds',
  );
  report.atMost('files: room again until an upload succeeds', back / 1000, 5, 's');
  await settle(scene, 'files');
  const parts = await readdir(path.join(data_dir, 'uploads-in-flight'));
  report.zero('files: parts of uploads left behind', parts.length);
  await mailsAreWritten(report, cluster, data_dir);
  for (const one of processesOf(scene.site)) await one.stop();
}

/** Without a mail server mails are files: those that found no room are there as well, each once. */
async function mailsAreWritten(report: Report, cluster: Cluster, data_dir: string): Promise<void> {
  await cluster.query(`update graphile_worker._private_jobs set run_at = now() where locked_at is null`);
  await waitUntil(
    async () =>
      (await cluster.query('select 1 from mails where sent_at is null and failed_at is null limit 1'))
        .length === 0,
    60_000,
    'all mails are written',
  );
  const written = (await readdir(path.join(data_dir, 'mail'))).filter((name) => name.endsWith('.eml'));
  const [row] = await cluster.query<{ count: number }>('select count(*)::int as count from mails');
  report.zero('files: mails lost', row!.count - new Set(written).size);
}

/** @param name  of the figures: which disk it is that fills up */
async function database(report: Report, name: string, cluster: Cluster, disk: SmallDisk): Promise<void> {
  const scene = await open(report, cluster, {});
  const { site, writers } = scene;
  const liveness = watchLiveness(site.bases);
  report.defer(() => liveness.stop());
  await disk.fillUp();
  // What tables and log have in reserve is used up first.
  await waitUntil(
    async () => {
      if (name === 'log') await useUpLog(cluster);
      return !cluster.isRunning() || (writers.tally.statuses.get(503) ?? 0) > 0;
    },
    120_000,
    'the database has no more room',
    200,
  );
  await sleep(report.count(15, 5) * 1000);
  const ran = cluster.isRunning();
  report.counted(`${name}: with no room PostgreSQL`, ran ? 'runs on' : 'has ended');
  const { token } = scene.visitor;
  const read = await ask(`${site.bases[0]}/api/enrollments/?mine=true`, { token });
  const wanted = ran ? 200 : 503;
  report.figure(`${name}: reading`, read.status, String(wanted), read.status === wanted);
  await disk.makeRoom();
  if (!cluster.isRunning()) await cluster.start();
  const { acked } = writers.tally;
  const back = await waitUntil(() => writers.tally.acked > acked, 60_000, 'a write succeeds', 20);
  report.atMost(`${name}: room again (and PostgreSQL up) until a write succeeds`, back / 1000, 5, 's');
  await sleep(2000);
  await liveness.stop();
  report.zero(`${name}: health/live not 200`, liveness.shots.filter((shot) => !isServed(shot)).length);
  await settle(scene, name);
  for (const one of processesOf(scene.site)) await one.stop();
}

/** Begins segments of the log until there is no room for another one: then the server must end. */
async function useUpLog({ admin_url }: Cluster): Promise<void> {
  const client = new pg.Client({ connectionString: admin_url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select pg_logical_emit_message(false, $1, $1)', ['a word']);
    await client.query('select pg_switch_wal()');
  } catch {
    // It has ended, or is about to.
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function run(report: Report): Promise<void> {
  // What uploads leave for everything else is 64 MB, which must be there to begin with.
  const small = await SmallDisk.create(report, 'files', 192);
  const tables = await SmallDisk.create(report, 'tables', 256);
  const log = await SmallDisk.create(report, 'log', 128);
  if (!small || !tables || !log) return report.skip('nothing may be mounted here (Linux and root)');
  await files(report, small);
  const folder = path.join(tables.folder, 'postgres');
  await database(report, 'tables', await Cluster.create(report, { folder }), tables);
  const cluster = await Cluster.create(report, { settings: { max_wal_size: '64MB', min_wal_size: '32MB' } });
  await cluster.moveLog(log.folder);
  await database(report, 'log', cluster, log);
}

export const check: Check = {
  id: 'R8',
  title: 'full disks: files, tables, and the log of the database',
  minutes: 4,
  run,
};
