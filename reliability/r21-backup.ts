/**
 * R21: a gigabyte is backed up while people write, damaged, and restored on an empty host. Half of it are rows, half are files.
 *
 * Two backups: one beside the writers, held against the ledger; one of a still site, of which every table has to come back with
 * the count and md5 that PostgreSQL itself tells.
 */
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open, readdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster } from './cluster.ts';
import { must, upload } from './http.ts';
import type { Ledger } from './ledger.ts';
import { startProcess } from './processes.ts';
import { common, startSite, temporaryFolder } from './product.ts';
import type { Check, Report } from './report.ts';
import { inTurns, password, prepareSchool, type School, signIn } from './school.ts';
import { startWriting, type Writers } from './writers.ts';

const megabyte = 1024 * 1024;
const fileBytes = 4 * megabyte;
/** Of a row of history as `fill` makes it, without its indexes. */
const rowBytes = 700;

type Ran = { seconds: number; ok: boolean; output: string };

/** The command line of the built product, as an operator types it. */
async function lyceum(environment: Record<string, string>, ...args: string[]): Promise<Ran> {
  const startedAt = performance.now();
  const one = startProcess(process.execPath, ['dist/server/lyceum.js', ...args], {
    ...common,
    ...environment,
  });
  const [code] = (await once(one.child, 'close')) as [number | null];
  return { seconds: (performance.now() - startedAt) / 1000, ok: code === 0, output: one.output() };
}

async function mustRun(environment: Record<string, string>, ...args: string[]): Promise<number> {
  const { seconds, ok, output } = await lyceum(environment, ...args);
  if (!ok) throw new Error(`lyceum ${args[0]} failed:\n${output.slice(-2000)}`);
  return seconds;
}

/** Content that hardly compresses, in rows and in files. */
async function fill(base: string, cluster: Cluster, school: School, bytes: number): Promise<void> {
  const batch = 50_000;
  for (let left = Math.ceil(bytes / 2 / rowBytes); left > 0; left -= batch)
    await cluster.query(
      `insert into record_history (id, record_type, record_id, action, changed_at, after)
       select gen_random_uuid(), 'course', gen_random_uuid(), 'changed', now(),
              jsonb_build_object('title', (select string_agg(md5(random()::text || k || n), '') from generate_series(1, 18) k))
       from generate_series(1, ${Math.min(batch, left)}) n`,
    );
  const names = Array.from({ length: Math.ceil(bytes / 2 / fileBytes) }, (_, n) => `content-${n}.pdf`);
  await inTurns(names, async (name) => {
    const content = Buffer.concat([
      Buffer.from('%PDF-1.4\n'),
      randomBytes(fileBytes),
      Buffer.from('\n%%EOF\n'),
    ]);
    await must(`${base}/api/files/`, {
      method: 'POST',
      token: school.admin,
      raw: upload('lesson', name, 'application/pdf', content),
    });
  });
}

/** Count and md5 of every table, told by PostgreSQL. */
async function contentOf(cluster: Cluster): Promise<Map<string, string>> {
  const tables = await cluster.query<{ name: string }>(
    `select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
  );
  const found = new Map<string, string>();
  for (const { name } of tables) {
    // That a backup was made is written down once it is there, so it cannot be in it.
    const rows = name === 'facts' ? `(select * from facts where name <> 'backup.made')` : `"${name}"`;
    // Of md5 sums instead of whole rows: a gigabyte is too much for one string.
    const [row] = await cluster.query<{ sum: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text) collate "C")), '') as sum from ${rows} t`,
    );
    found.set(name, row!.sum);
  }
  return found;
}

const filesBelow = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

async function sizeOf(folder: string): Promise<number> {
  const sizes = await Promise.all((await filesBelow(folder)).map(async (file) => (await stat(file)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Files are stored under their SHA-256. @returns how many there are, and how many are not what their name says */
async function checkFiles(data_dir: string): Promise<{ count: number; wrong: number }> {
  const named = (await filesBelow(data_dir)).filter((file) => /^[0-9a-f]{64}$/.test(path.basename(file)));
  let wrong = 0;
  for (const file of named) {
    const hash = createHash('sha256');
    for await (const part of createReadStream(file)) hash.update(part as Buffer);
    if (hash.digest('hex') !== path.basename(file)) wrong++;
  }
  return { count: named.length, wrong };
}

/** Flips one bit, and the same one back with the function that is returned. */
async function flipBit(file: string): Promise<() => Promise<void>> {
  const { size } = await stat(file);
  const position = randomInt(size);
  const mask = 1 << randomInt(8);
  const flip = async () => {
    const handle = await open(file, 'r+');
    try {
      const byte = Buffer.alloc(1);
      await handle.read(byte, 0, 1, position);
      byte[0] = byte[0]! ^ mask;
      await handle.write(byte, 0, 1, position);
    } finally {
      await handle.close();
    }
  };
  await flip();
  return flip;
}

/** Every kind of part is damaged at least once, because files are taken evenly spread over the sorted list. */
async function damage(report: Report, folder: string, rounds: number): Promise<void> {
  const files = (await filesBelow(folder)).toSorted();
  const chosen = (n: number) => files[Math.floor((n * files.length) / rounds)]!;
  let unseen = 0;
  for (let n = 0; n < rounds; n++) {
    const file = chosen(n);
    const back = (await stat(file)).size > 0 ? await flipBit(file) : null;
    if (back && (await lyceum({}, 'backup', 'verify', folder)).ok) {
      unseen++;
      report.say(`not noticed: a flipped bit in ${path.relative(folder, file)}`);
    }
    await back?.();
  }
  report.counted('flipped bits, each in another part', rounds);
  report.zero('flipped bits that were not noticed', unseen);
  unseen = 0;
  for (let n = 0; n < Math.ceil(rounds / 4); n++) {
    const file = chosen(n * 4);
    await rename(file, `${file}-away`);
    if ((await lyceum({}, 'backup', 'verify', folder)).ok) unseen++;
    await rename(`${file}-away`, file);
  }
  report.zero('missing files that were not noticed', unseen);
  const { ok } = await lyceum({}, 'backup', 'verify', folder);
  report.figure('the mended backup is whole', ok ? 'yes' : 'no', 'yes', ok);
}

const newest = async (folder: string): Promise<string> =>
  path.join(
    folder,
    (await readdir(folder))
      .filter((name) => name.startsWith('lyceum-'))
      .toSorted()
      .at(-1)!,
  );

async function run(report: Report): Promise<void> {
  const bytes = report.count(1024, 24) * megabyte;
  const source = await Cluster.create(report);
  const site = await startSite(report, { database_url: source.url, worker: true });
  const base = site.bases[0]!;
  const school = await prepareSchool(base, { learners: 16, lessons: 20, courses: 10 });
  await fill(base, source, school, bytes);
  const [{ size }] = (await source.query<{ size: string }>(
    'select pg_database_size(current_database()) as size',
  )) as [{ size: string }];
  const stored = await sizeOf(site.data_dir);
  report.counted(
    'size',
    `${Math.round(Number(size) / megabyte)} MB of database, ${Math.round(stored / megabyte)} MB of files`,
  );

  const { ledger, writers } = await startWriting(report, site.bases, school);
  await sleep(3000);
  const before = await ledger.read();
  const underLoad = await temporaryFolder(report, 'backups');
  const underLoadSeconds = await mustRun(site.environment, 'backup', '--to', underLoad);
  await sleep(1000);
  await writers.stop();
  const { tally } = writers;
  report.counted('writes acknowledged by 16 writers meanwhile', tally.acked);
  report.zero(
    '5xx or no answer for them',
    tally.other_5xx + tally.unanswered + (tally.statuses.get(503) ?? 0),
  );
  report.atMost('backup under load', underLoadSeconds / 60, 10, 'min');

  // Nothing is to change between the second backup and the look at the tables.
  for (const one of [...site.webs, site.worker!]) await one.stop();
  const still = await temporaryFolder(report, 'backups');
  await mustRun(site.environment, 'backup', '--to', still);
  const expected = await contentOf(source);

  const target = await Cluster.create(report);
  const restored = await temporaryFolder(report, 'restored');
  const environment = { ...site.environment, DATABASE_URL: target.url, DATA_DIR: restored };
  report.atMost(
    'restore into an empty host',
    (await mustRun(environment, 'restore', await newest(still))) / 60,
    10,
    'min',
  );
  const found = await contentOf(target);
  const different = [...expected].filter(([name, sum]) => found.get(name) !== sum).map(([name]) => name);
  report.counted('tables', expected.size);
  report.zero('tables whose count or md5 differs', different.length);
  if (different.length > 0) report.say(different.join(', '));
  const blobs = await checkFiles(restored);
  report.counted('stored files', blobs.count);
  report.zero('files that are not what their SHA-256 says', blobs.wrong);
  report.zero('files that did not come back', (await checkFiles(site.data_dir)).count - blobs.count);

  await damage(report, await newest(still), report.count(16, 4));
  await target.stop();
  await source.stop();
  await bringBackUnderLoad(report, { site, writers, school, before, folder: await newest(underLoad) });
}

/** What was acknowledged before the backup began is in it, and nothing is torn that was written while it was made. */
async function bringBackUnderLoad(
  report: Report,
  made: {
    site: Awaited<ReturnType<typeof startSite>>;
    writers: Writers;
    school: School;
    before: Awaited<ReturnType<Ledger['read']>>;
    folder: string;
  },
): Promise<void> {
  const target = await Cluster.create(report);
  const environment = {
    ...made.site.environment,
    DATABASE_URL: target.url,
    DATA_DIR: await temporaryFolder(report, 'restored'),
  };
  await mustRun(environment, 'restore', made.folder);
  const back = await startSite(report, { database_url: target.url, webs: 1, environment });
  const [learner] = made.school.learners;
  const entered = await signIn(back.bases[0]!, learner!.email, password).then(
    () => 'yes',
    (error: Error) => error.message,
  );
  report.figure('people sign in to the restored site', entered, 'yes', entered === 'yes');
  const values = await made.writers.readBack(back.bases[0]);
  const acknowledged = [...made.before].filter(([, entry]) => entry.acked !== undefined);
  const lost = acknowledged.filter(([key]) => !values.has(key));
  report.counted('things acknowledged before the backup under load began', acknowledged.length);
  report.zero('of those not in it', lost.length);
  for (const [key] of lost.slice(0, 5)) report.say(key);
  report.zero('torn', [...values.values()].filter((each) => each.includes('torn')).length);
}

export const check: Check = {
  id: 'R21',
  title: 'A gigabyte backed up under load, damaged, restored on an empty host',
  minutes: 12,
  run,
};
