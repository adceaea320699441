/** R6: the mail server is away, slow, busy, refuses, or breaks off. People notice nothing, and every mail arrives once. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { MailServer, Manner } from '#server/testing/mail-server.ts';
import { Cluster } from './cluster.ts';
import { type Ask, ask, must } from './http.ts';
import { isServed, Load } from './load.ts';
import {
  countWhere,
  hurryJobs,
  judgeMails,
  openMailServer,
  putMailsInLine,
  untilAllIsDone,
} from './mails.ts';
import { waitUntil } from './processes.ts';
import { startSite } from './product.ts';
import { type Check, percentile, type Report } from './report.ts';
import { enroll, everything, prepareSchool, type School } from './school.ts';

type Fault = { name: string; manner: Manner | 'down'; seconds: number; slow_seconds?: number };

const perSecond = 20;
const calmSeconds = 5;
const mailsPerFault = 10;

class Scene {
  readonly load = new Load();
  /** Median answers in ms: in quiet times and in the fault after each. */
  readonly pairs: { calm: number; faulty: number }[] = [];
  readonly report: Report;
  readonly cluster: Cluster;
  readonly base: string;
  readonly school: School;
  readonly mail: MailServer;

  constructor(report: Report, cluster: Cluster, base: string, school: School, mail: MailServer) {
    this.report = report;
    this.cluster = cluster;
    this.base = base;
    this.school = school;
    this.mail = mail;
  }

  start(): void {
    const { school, base } = this;
    this.load.start(perSecond, (n) => {
      const { token } = school.learners[n % school.learners.length]!;
      const lesson = school.course.lessons[n % school.course.lessons.length];
      const visit: Ask = { method: 'POST', token, body: {} };
      if (n % 4 === 0) return { name: 'visit', answer: ask(`${base}/api/lessons/${lesson}/visit/`, visit) };
      const path = n % 2 ? '/api/dashboard/' : '/api/enrollments/?mine=true';
      return { name: path, answer: ask(base + path, { token }) };
    });
  }

  async medianOf(work: () => Promise<unknown>): Promise<number> {
    const from = this.load.now();
    await work();
    const shots = this.load.between(from, this.load.now());
    return percentile(
      shots.map(({ milliseconds }) => milliseconds),
      0.5,
    );
  }

  async become(manner: Fault['manner']): Promise<void> {
    if (manner === 'down') return this.mail.close();
    this.mail.manner = manner;
    await this.mail.open();
  }

  /** Mails of real causes, and more of them in line. */
  async causeMails(fault: Fault, turn: number): Promise<void> {
    for (const { token } of this.school.learners)
      await enroll(this.base, token, this.school.courses[turn]!.id);
    const person = this.school.learners[0]!.id;
    await putMailsInLine(this.cluster, { person, name: fault.manner, count: mailsPerFault });
  }
}

/** How often something may be tried in this time, when the pause after the nth try is e^n seconds. */
function mostTries(seconds: number): number {
  let tries = 1;
  for (let passed = Math.exp(1); passed <= seconds && tries < 12; tries++) passed += Math.exp(tries + 1);
  return tries;
}

async function suffer(scene: Scene, fault: Fault, turn: number): Promise<void> {
  const { report, cluster, mail } = scene;
  const calm = await scene.medianOf(() => sleep(calmSeconds * 1000));
  mail.slow_milliseconds = (fault.slow_seconds ?? 0) * 1000;
  await scene.become(fault.manner);
  const since = performance.now();
  const seen = mail.attempts.length;
  const faulty = await scene.medianOf(async () => {
    await scene.causeMails(fault, turn);
    if (fault.manner === 'takes_late') await otherJobs(scene);
    await sleep(Math.max(calmSeconds, fault.seconds) * 1000 - (performance.now() - since));
  });
  scene.pairs.push({ calm, faulty });
  const [row] = await cluster.query<{ attempts: number }>(
    `select coalesce(max(attempts), 0)::int as attempts from mails where to_address like $1`,
    [`${fault.manner}-%`],
  );
  const allowed = mostTries((performance.now() - since) / 1000 + 0.5);
  report.atMost(`${fault.name}: tries of one mail`, row!.attempts, allowed);
  const perAddress = new Map<string, number>();
  for (const { to } of mail.attempts.slice(seen)) perAddress.set(to, (perAddress.get(to) ?? 0) + 1);
  // Learners get several mails; those in line have an address each.
  const own = [...perAddress].filter(([to]) => to.startsWith(fault.manner)).map(([, count]) => count);
  report.atMost(`${fault.name}: tries of one mail that the server saw`, Math.max(0, ...own), allowed);
  await scene.become('polite');
  await hurryJobs(cluster);
  report.atMost(`${fault.name}: until all is sent, tried at once`, (await allSent(scene)) / 1000, 90, 's');
}

const allSent = (scene: Scene) => untilAllIsDone(scene.cluster, 300);

/** Work that needs no mail server does not wait for one. */
async function otherJobs({ report, cluster }: Scene): Promise<void> {
  // As soon as the slow conversations have begun: what they take, they have taken.
  await waitUntil(
    async () =>
      (await countWhere(
        cluster,
        `graphile_worker.jobs where task_identifier = 'mail:send' and locked_at is not null`,
      )) >= 4,
    30_000,
    'mails are being sent',
  );
  await sleep(1000);
  await cluster.query(
    `select graphile_worker.add_job('platform:forget-idempotency-keys', '{}', job_key => 'beside')`,
  );
  const milliseconds = await waitUntil(
    async () => (await countWhere(cluster, `graphile_worker.jobs where key = 'beside'`)) === 0,
    120_000,
    'another job is done',
    50,
  );
  report.atMost('another job, done while all mails wait for the server', milliseconds / 1000, 5, 's');
}

/** What was refused for good: given up after one try, with the reason, and sent when somebody says so. */
async function refusals({ report, base, school, mail, cluster }: Scene, expected: number): Promise<void> {
  const failed = await everything(`${base}/api/admin/mails/?state=failed`, school.admin);
  report.figure('mails refused with 550: given up', failed.length, `${expected}`, failed.length === expected);
  const silent = failed.filter(
    (one) => !String(one['last_error']).includes('550') || one['failed_at'] === null,
  );
  report.zero('of them without the reason', silent.length);
  report.zero('of them tried more than once', failed.filter((one) => one['attempts'] !== 1).length);
  const taken = new Set(mail.received.map(({ message_id }) => message_id.split('@')[0]));
  report.zero('of them sent all the same', failed.filter(({ id }) => taken.has(String(id))).length);
  for (const { id } of failed)
    await must(`${base}/api/admin/mails/${id}/resend/`, { method: 'POST', token: school.admin, body: {} });
  await untilAllIsDone(cluster, 120);
}

async function run(report: Report): Promise<void> {
  const brief = report.count(20, 5);
  const faults: Fault[] = [
    { name: 'away', manner: 'down', seconds: brief },
    { name: 'busy (451)', manner: 'busy', seconds: brief },
    { name: 'refuses (550)', manner: 'refuses', seconds: brief },
    { name: 'breaks off after the message', manner: 'drops', seconds: brief },
    {
      name: 'greets late',
      manner: 'greets_late',
      seconds: report.count(65, 5),
      slow_seconds: report.count(60, 10),
    },
    {
      name: 'takes late',
      manner: 'takes_late',
      seconds: report.count(50, 30),
      slow_seconds: report.count(60, 35),
    },
  ];
  const cluster = await Cluster.create(report);
  const mail = await openMailServer(report);
  const site = await startSite(report, {
    database_url: cluster.url,
    webs: 1,
    worker: true,
    environment: { SMTP_URL: mail.url },
  });
  const school = await prepareSchool(site.bases[0]!, { learners: 6, lessons: 5, courses: faults.length });
  await untilAllIsDone(cluster, 120);
  const scene = new Scene(report, cluster, site.bases[0]!, school, mail);
  report.defer(() => scene.load.stop());
  scene.start();
  await sleep(2000);
  for (const [turn, fault] of faults.entries()) {
    await suffer(scene, fault, turn);
    if (fault.manner === 'refuses') await refusals(scene, school.learners.length + mailsPerFault);
  }
  await scene.load.stop();
  const verdict = await judgeMails(cluster, mail);
  report.counted('mails written', verdict.written);
  report.zero('mails lost', verdict.lost.length);
  report.zero('mails taken twice', verdict.twice.length);
  report.counted('requests meanwhile', scene.load.shots.length);
  report.zero('requests that failed', scene.load.shots.filter((shot) => !isServed(shot)).length);
  const ratios = scene.pairs.map(({ calm, faulty }) => faulty / calm);
  report.say(ratios.map((one) => one.toFixed(2)).join(', '));
  report.atMost(
    'median answer in a fault, times the one before it (median of all)',
    percentile(ratios, 0.5),
    1.25,
  );
}

export const check: Check = { id: 'R6', title: 'faults of the mail server', minutes: 6, run };
