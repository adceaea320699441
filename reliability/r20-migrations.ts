/**
 * R20: a large site of an earlier version is migrated while people write to it. The migration is killed again and again, then two
 * processes start it together; nothing that was there changes, and nobody's write fails or waits for long.
 */
import { once } from 'node:events';
import { cp, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { migrate } from '#server/platform/db/migrate.ts';
import { Cluster } from './cluster.ts';
import { type Started, signal, startProcess } from './processes.ts';
import { common, temporaryFolder } from './product.ts';
import { type Check, percentile, type Report } from './report.ts';

/** The earliest version of which a state with content is kept. */
const oldest = '0021';
const lessonsEach = 10;

async function migrateTo(report: Report, cluster: Cluster, number: string): Promise<void> {
  const folder = await temporaryFolder(report, 'migrations');
  for (const name of await readdir('migrations'))
    if (name.endsWith('.sql') && name.slice(0, 4) <= number)
      await cp(path.join('migrations', name), path.join(folder, name));
  await migrate({ connection_string: cluster.url, folder });
}

/** People with enrollments and progress, on top of the kept state. */
async function grow(cluster: Cluster, progress: number): Promise<void> {
  const courses = await cluster.query('select distinct course_id from enrollments');
  const people = Math.ceil(progress / lessonsEach / courses.length);
  await cluster.query(
    `insert into users (id, email, username)
     select gen_random_uuid(), 'many' || n || '@example.test', 'many' || n from generate_series(1, ${people}) n`,
  );
  await cluster.query(
    `insert into enrollments (id, student_id, course_id, course_version_id)
     select gen_random_uuid(), u.id, c.course_id, c.course_version_id
       from users u,
            (select distinct on (course_id) course_id, course_version_id from enrollments) c
      where u.username like 'many%'`,
  );
  await cluster.query(
    `insert into lesson_progress (enrollment_id, lesson_id, student_id, completed, completed_at)
     select e.id, l.id, e.student_id, true, now()
       from enrollments e join users u on u.id = e.student_id and u.username like 'many%',
            (select id from lessons order by id limit ${lessonsEach}) l`,
  );
  await cluster.query('analyze');
}

type Columns = Map<string, string[]>;

async function columnsOf(cluster: Cluster): Promise<Columns> {
  const rows = await cluster.query<{ name: string; columns: string[] }>(
    `select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'schema_migrations'
      group by c.relname`,
  );
  return new Map(rows.map(({ name, columns }) => [name, columns]));
}

/** Count and md5 over the columns that were there before. */
async function contentOf(cluster: Cluster, columns: Columns): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const [name, ones] of columns) {
    const row = `md5(row(${ones.map((one) => `t."${one}"`).join(', ')})::text)`;
    const [sum] = await cluster.query<{ sum: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(${row}, '' order by ${row} collate "C")), '') as sum from "${name}" t`,
    );
    found.set(name, sum!.sum);
  }
  return found;
}

/** What a running site does to its hottest tables, without changing a value: the locks are real, the content stays. */
class Touches {
  readonly milliseconds: number[] = [];
  failed = 0;
  private readonly clients: pg.Client[] = [];
  private running: Promise<unknown> = Promise.resolve();
  private stopped = false;

  async start(cluster: Cluster, width: number): Promise<void> {
    const rows = await cluster.query<{ enrollment_id: string; lesson_id: string; student_id: string }>(
      'select enrollment_id, lesson_id, student_id from lesson_progress limit 2000',
    );
    for (let n = 0; n < width; n++) {
      const client = new pg.Client({ connectionString: cluster.url });
      await client.connect();
      this.clients.push(client);
    }
    this.running = Promise.all(
      this.clients.map(async (client) => {
        while (!this.stopped) {
          const row = rows[Math.floor(Math.random() * rows.length)]!;
          await this.timed(client, row);
          await sleep(20);
        }
      }),
    );
  }

  private async timed(
    client: pg.Client,
    row: { enrollment_id: string; lesson_id: string; student_id: string },
  ): Promise<void> {
    const statements: [string, string[]][] = [
      [
        'update lesson_progress set position_seconds = position_seconds where enrollment_id = $1 and lesson_id = $2',
        [row.enrollment_id, row.lesson_id],
      ],
      ['update enrollments set percent = percent where id = $1', [row.enrollment_id]],
      ['update users set last_active = last_active where id = $1', [row.student_id]],
    ];
    for (const [text, values] of statements) {
      const startedAt = performance.now();
      try {
        await client.query(text, values);
      } catch {
        this.failed++;
      }
      this.milliseconds.push(performance.now() - startedAt);
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
    await Promise.all(this.clients.splice(0).map((client) => client.end()));
  }
}

function startMigrating(cluster: Cluster, data_dir: string): Started {
  return startProcess(process.execPath, ['dist/server/lyceum.js', 'migrate'], {
    ...common,
    DATABASE_URL: cluster.url,
    DATA_DIR: data_dir,
  });
}

/** Killed in the middle of the migration that it names first. @returns false when there was nothing left to do */
async function killInTheMiddle(one: Started): Promise<boolean> {
  const closed = once(one.child, 'close');
  const spoke = new Promise<void>((resolve) => {
    const look = () => /\d{4}_\w+\.sql/.test(one.output()) && resolve();
    one.child.stdout?.on('data', look);
    one.child.stderr?.on('data', look);
  });
  const isAtWork = await Promise.race([spoke.then(() => true), closed.then(() => false)]);
  if (isAtWork) {
    await sleep(Math.random() * 40);
    signal(one.pid, 'SIGKILL');
  }
  await closed;
  return isAtWork;
}

async function run(report: Report): Promise<void> {
  const progress = report.count(1_000_000, 20_000);
  const cluster = await Cluster.create(report);
  await migrateTo(report, cluster, oldest);
  await cluster.query(await readFile('server/testing/state-0021.sql', 'utf8'));
  await grow(cluster, progress);
  const [size] = await cluster.query<{ progress: string; enrollments: string }>(
    'select (select count(*) from lesson_progress) as progress, (select count(*) from enrollments) as enrollments',
  );
  report.counted('rows', `${size!.progress} of progress, ${size!.enrollments} enrollments`);
  const columns = await columnsOf(cluster);
  const before = await contentOf(cluster, columns);

  const touches = new Touches();
  report.defer(() => touches.stop());
  await touches.start(cluster, 8);
  const data_dir = await temporaryFolder(report, 'data');
  const startedAt = performance.now();
  let kills = 0;
  for (let n = 0; n < 10; n++) if (await killInTheMiddle(startMigrating(cluster, data_dir))) kills++;
  report.counted('kills in the middle of a migration', kills);
  const together = [startMigrating(cluster, data_dir), startMigrating(cluster, data_dir)];
  const codes = await Promise.all(
    together.map(async ({ child }) => ((await once(child, 'close')) as [number | null])[0]),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  await sleep(1000);
  await touches.stop();

  report.zero('of two that started together, failed', codes.filter((code) => code !== 0).length);
  for (const one of together) if (one.child.exitCode !== 0) report.say(one.output().slice(-1500));
  const files = (await readdir('migrations')).filter((name) => /^\d{4}_\w+\.sql$/.test(name));
  const [applied] = await cluster.query<{ count: number }>(
    'select count(*)::int as count from schema_migrations',
  );
  report.figure(
    'migrations applied, each once',
    `${applied!.count} of ${files.length}`,
    'all',
    applied!.count === files.length,
  );
  report.atMost('all of it, kills included', seconds / 60, 5, 'min');
  report.counted('writes to the hottest tables meanwhile', touches.milliseconds.length);
  report.zero('writes that failed', touches.failed);
  report.atMost('longest wait of a write', Math.max(...touches.milliseconds) / 1000, 1, 's');
  report.counted('a write, p95', `${percentile(touches.milliseconds, 0.95).toFixed(1)} ms`);
  const after = await contentOf(cluster, columns);
  const changed = [...before].filter(([name, sum]) => after.get(name) !== sum).map(([name]) => name);
  report.zero('tables whose content changed', changed.length);
  if (changed.length > 0) report.say(changed.join(', '));
}

export const check: Check = {
  id: 'R20',
  title: 'A million rows of progress migrated while people write',
  minutes: 5,
  run,
};
