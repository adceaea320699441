/**
 * R2: workers are killed in the middle of a job, at the points where it hurts: the job is taken and nothing has happened; a
 * transaction of reactions is open; half a message is with the mail server; the mail server has said 250 and nobody has heard it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { MailServer, Moment, Watcher } from '#server/testing/mail-server.ts';
import { Cluster } from './cluster.ts';
import { must } from './http.ts';
import { judgeMails, openMailServer, putMailsInLine, untilAllIsDone } from './mails.ts';
import { poison } from './poison.ts';
import { ownerOfPort, signal, waitUntil } from './processes.ts';
import { type Program, type Site, startSite, startWorker } from './product.ts';
import { type Check, percentile, type Report } from './report.ts';
import { enroll, type Person, prepareSchool, type School } from './school.ts';

const points = ['taken', 'reacting', 'in the message', 'after 250'] as const;
type Point = (typeof points)[number];

/** Two looks for workers that are gone (server/platform/jobs/lease.ts). */
const leaseSeconds = 10;

type Scene = {
  report: Report;
  cluster: Cluster;
  site: Site;
  mail: MailServer;
  school: School;
  workers: Program[];
  /** Which process opened a connection to the mail server, by the port at its end. Ports come again: the newest is the last. */
  senders: { port: number; pid: number; at: number }[];
  armed: Watcher | null;
};
/** `at`: as this process counts, as for mails; `on`: milliseconds of the clock, as the database writes them down. */
type Kill = { victim: Program; pid: number; at: number; on: number };

function kill(victim: Program): Kill {
  const { pid } = victim;
  signal(pid, 'SIGKILL');
  return { victim, pid, at: performance.now(), on: Date.now() };
}

/** Somebody enrolls and finishes: milestones, a certificate, notices, mails. */
async function finishCourse({ site, school }: Scene, n: number): Promise<void> {
  const learner = school.learners[n % school.learners.length]!;
  const course = school.courses[Math.floor(n / school.learners.length)]!;
  await enroll(site.bases[0]!, learner.token, course.id);
  await must(`${site.bases[0]}/api/progress/`, {
    method: 'POST',
    token: learner.token,
    body: { lesson_id: course.lesson_id, completed: true },
  });
}

/** The worker at the other end of a connection with this local port. */
function workerAt(scene: Scene, port: number): Program | undefined {
  const living = scene.workers.filter((one) => !one.hasEnded());
  const pid = ownerOfPort(
    port,
    living.map((one) => one.pid),
  );
  return living.find((one) => one.pid === pid);
}

/** Kills at a moment of the next conversation with the mail server. Resolves when it is done. */
function killInConversation(scene: Scene, point: Exclude<Point, 'reacting'>): Promise<Kill> {
  const armed: Moment = { taken: 'connected', 'in the message': 'in_data', 'after 250': 'before_250' }[
    point
  ] as Moment;
  let stopped: { victim: Program; message_id: string } | null = null;
  return new Promise((resolve) => {
    const killNow = (victim: Program) => {
      scene.armed = null;
      resolve(kill(victim));
    };
    scene.armed = (moment, client) => {
      if (moment === 'after_250' && stopped?.message_id === client.message_id) killNow(stopped.victim);
      if (moment !== armed || stopped) return undefined;
      const victim = workerAt(scene, client.port);
      if (!victim) return undefined;
      if (point === 'after 250') {
        // It does not run any more when the answer comes, and never hears it.
        signal(victim.pid, 'SIGSTOP');
        stopped = { victim, message_id: client.message_id };
        return undefined;
      }
      killNow(victim);
      return 'cut';
    };
  });
}

/** Kills while a reaction waits to write a notice, in a transaction that has written other things. */
async function killWhileReacting(scene: Scene, work: () => Promise<void>): Promise<Kill> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: scene.cluster.url });
  await client.connect();
  try {
    await client.query('begin; lock table notifications in share mode');
    await work();
    let victim: Program | undefined;
    await waitUntil(
      async () => {
        const waiting = await scene.cluster.query<{ client_port: number }>(
          `select client_port from pg_stat_activity where wait_event_type = 'Lock' and query ilike '%insert into notifications%'`,
        );
        victim = waiting.map((one) => workerAt(scene, one.client_port)).find((one) => one !== undefined);
        return victim !== undefined;
      },
      60_000,
      'a reaction waits to write a notice',
      20,
    );
    return kill(victim!);
  } finally {
    await client.end();
  }
}

/** What the dead one held: taken again by somebody, or done. @returns seconds since the kill */
async function takenOver({ cluster }: Scene, { at }: Kill): Promise<number> {
  const held = await cluster.query<{ id: string; locked_at: string }>(
    `select id::text, locked_at::text from graphile_worker._private_jobs where locked_at is not null`,
  );
  for (const { id, locked_at } of held)
    await waitUntil(
      async () =>
        (
          await cluster.query(
            `select 1 from graphile_worker._private_jobs
              where id = $1 and (locked_at is null and run_at <= now() or locked_at = $2::timestamptz)`,
            [id, locked_at],
          )
        ).length === 0,
      120_000,
      'a job of a killed worker is taken over',
      100,
    );
  await waitUntil(
    async () => (await cluster.query('select 1 from facts where delivered_at is null limit 1')).length === 0,
    120_000,
    'the facts of a killed worker are delivered',
    100,
  );
  return (performance.now() - at) / 1000;
}

async function killOften(scene: Scene, kills: number): Promise<Kill[]> {
  const { report } = scene;
  const done: Kill[] = [];
  const seconds: number[] = [];
  for (let n = 0; n < kills; n++) {
    const point = points[n % points.length]!;
    const work = () => finishCourse(scene, n);
    let made: Kill;
    if (point === 'reacting') made = await killWhileReacting(scene, work);
    else {
      const killed = killInConversation(scene, point);
      await work();
      const late = sleep(60_000, null, { ref: false });
      const got = await Promise.race([killed, late]);
      if (!got) throw new Error(`Nobody came to be killed: ${point}`);
      made = got;
    }
    await made.victim.ended();
    const [taken] = await Promise.all([takenOver(scene, made), made.victim.start(120_000)]);
    seconds.push(taken);
    done.push(made);
  }
  report.counted(`kills of a worker, two workers, in turns ${points.join(', ')}`, kills);
  report.atMost('work taken over and done, p95', percentile(seconds, 0.95), leaseSeconds + 5, 's');
  return done;
}

async function judgeMailsOfKills(scene: Scene, kills: readonly Kill[]): Promise<void> {
  const { report, cluster, mail } = scene;
  await untilAllIsDone(cluster, 180);
  const verdict = await judgeMails(cluster, mail);
  report.counted('mails written', verdict.written);
  report.zero('mails lost', verdict.lost.length);
  report.zero('mails with a Message-ID nobody wrote', verdict.unknown.length);
  // Whole with the server when its sender died, which had not yet written down the 250 or never heard it: what is written down is of
  // a later sender, and the mail server was asked again after the kill only.
  const sent = new Map(
    (
      await cluster.query<{ id: string; on: number }>(
        'select id, (extract(epoch from sent_at) * 1000)::float8 as on from mails where sent_at is not null',
      )
    ).map((row) => [row.id, row.on]),
  );
  const excused = verdict.twice.filter((id) => {
    const copies = mail.received.filter(({ message_id }) => message_id.startsWith(id));
    return copies.slice(0, -1).every((copy, n) => {
      const sender = scene.senders.findLast(({ port, at }) => port === copy.port && at <= copy.at);
      return kills.some(
        ({ pid, at, on }) => pid === sender?.pid && copies[n + 1]!.at > at && sent.get(id)! > on,
      );
    });
  });
  report.counted(
    'mails twice, their sender killed before it wrote down the 250, with the same Message-ID',
    excused.length,
  );
  report.zero('mails twice without that', verdict.twice.length - excused.length);
  report.zero(
    'jobs left',
    (await cluster.query(`select 1 from graphile_worker.jobs where task_identifier = 'mail:send'`)).length,
  );
}

async function judgeDatabase({ report, cluster, school }: Scene, finished: number): Promise<void> {
  const courses = school.courses.map(({ id }) => id);
  const wrong = async (name: string, query: string) =>
    report.zero(name, (await cluster.query(query, [courses])).length);
  const [done] = await cluster.query<{ count: number }>(
    `select count(*)::int as count from enrollments where status = 'completed' and course_id = any($1::uuid[])`,
    [courses],
  );
  report.zero('courses that are not completed', finished - done!.count);
  await wrong(
    'learners without one milestone each at 25, 50, 75 and 100 %',
    `select 1 from enrollments e left join milestones m on m.enrollment_id = e.id
      where e.status = 'completed' and e.course_id = any($1::uuid[]) group by e.id
     having array_agg(m.percent order by m.percent) is distinct from array[25, 50, 75, 100]`,
  );
  await wrong(
    'learners without exactly one certificate',
    `select 1 from enrollments e left join completions k on k.enrollment_id = e.id
       left join certificates c on c.completion_id = k.id
      where e.status = 'completed' and e.course_id = any($1::uuid[]) group by e.id having count(c.id) <> 1`,
  );
  await wrong(
    'learners without exactly one notice of each kind',
    `select 1 from enrollments e cross join unnest(array['milestone', 'certificate_issued', 'enrolled']) as said (kind)
       left join notifications n on n.recipient_id = e.student_id and n.kind = said.kind and n.params->>'course_id' = e.course_id::text
      where e.status = 'completed' and e.course_id = any($1::uuid[]) group by e.id, said.kind having count(n.id) <> 1`,
  );
}

async function withoutKills(scene: Scene, person: Person): Promise<void> {
  const { report, cluster, mail } = scene;
  mail.watcher = null;
  const count = report.count(10_000, 500);
  const before = new Set((await judgeMails(cluster, mail)).twice);
  const startedAt = performance.now();
  await putMailsInLine(cluster, { person: person.id, name: 'quiet', count });
  await untilAllIsDone(cluster, 600);
  const seconds = (performance.now() - startedAt) / 1000;
  const verdict = await judgeMails(cluster, mail);
  report.counted('mails without a kill', `${count}, ${Math.round(count / seconds)} a second`);
  report.zero('lost of them', verdict.lost.length);
  report.zero('twice of them', verdict.twice.filter((id) => !before.has(id)).length);
}

async function run(report: Report): Promise<void> {
  const kills = report.count(50, 4);
  const cluster = await Cluster.create(report);
  const mail = await openMailServer(report);
  const environment = { SMTP_URL: mail.url };
  const site = await startSite(report, { database_url: cluster.url, webs: 1, worker: true, environment });
  const workers = [site.worker!, await startWorker(report, site.environment)];
  const learners = 8;
  const school = await prepareSchool(site.bases[0]!, {
    learners,
    lessons: 1,
    courses: Math.ceil((kills + 1) / learners),
  });
  await untilAllIsDone(cluster, 120);
  const scene: Scene = { report, cluster, site, mail, school, workers, senders: [], armed: null };
  mail.watcher = (moment, client) => {
    const sender = moment === 'connected' ? workerAt(scene, client.port) : undefined;
    if (sender) scene.senders.push({ port: client.port, pid: sender.pid, at: performance.now() });
    return scene.armed?.(moment, client);
  };
  const done = await killOften(scene, kills);
  await judgeMailsOfKills(scene, done);
  await judgeDatabase(scene, kills);
  await poison({ report, cluster, base: site.bases[0]!, admin: school.admin, mail }, () =>
    finishCourse(scene, kills),
  );
  await withoutKills(scene, school.learners[0]!);
}

export const check: Check = {
  id: 'R2',
  title: 'kill -9 of a worker in the middle of a job',
  minutes: 15,
  run,
};
