/**
 * R9: ten times as much is due as can be answered, and a thousand connections ask for as much of it as they get answers to, refusals
 * included. What can be done goes on being done, the rest is told soon when to come back, people's work is refused last, and
 * afterwards all is as before. `R9_CONNECTIONS` changes how many ask at once.
 */
import { readFileSync } from 'node:fs';
import { Cluster } from './cluster.ts';
import { ask, must } from './http.ts';
import { isServed, Load, watchLiveness } from './load.ts';
import { prepared, runCrowd, total } from './overload/crowd.ts';
import { number, type Outcome, type Prepared } from './overload/generator.ts';
import { meetSlowClients } from './overload/slow-clients.ts';
import { type Program, startSite } from './product.ts';
import { type Check, percentile, type Report } from './report.ts';
import { prepareSchool, type School } from './school.ts';

const times = 10;
const closedConnections = 64;
/** Of the capacity, before and after. */
const normalShare = 0.3;

/** What people do: they look at much and save a little. */
async function whatPeopleDo(base: string, school: School): Promise<Prepared[]> {
  const { learners, course } = school;
  const attempts = await Promise.all(
    learners.map(async ({ token }) => {
      const started = { method: 'POST', token, body: {} };
      return String((await must(`${base}/api/quizzes/${course.quiz_id}/attempts/`, started))['id']);
    }),
  );
  const answers = learners.flatMap(({ token }, n) =>
    course.questions.map((question) =>
      prepared('PUT', `/api/attempts/${attempts[n]}/answers/${question}/`, {
        token,
        body: { answer: { text: 'word' }, sequence: number },
      }),
    ),
  );
  const visits = learners.flatMap(({ token }) =>
    course.lessons.map((lesson) => prepared('POST', `/api/lessons/${lesson}/visit/`, { token, body: {} })),
  );
  const reads = (path: string) => learners.map(({ token }) => prepared('GET', path, { token }));
  return [
    { kind: 'answer', weight: 1, requests: answers, numbered: true },
    { kind: 'visit', weight: 1, requests: visits },
    { kind: 'dashboard', weight: 24, requests: reads('/api/dashboard/') },
    { kind: 'enrollments', weight: 24, requests: reads('/api/enrollments/?mine=true') },
  ];
}

const work = ['answer', 'visit'];
const isWork = (kind: string): boolean => work.includes(kind);
const p95Of = (outcome: Outcome): number => percentile(total(outcome).milliseconds, 0.95);

/** Looks twice a second at how much memory the process has; the most of it, in MiB. */
function watchMemory(report: Report, web: Program): () => number {
  let most = 0;
  const timer = setInterval(() => {
    const status = readFileSync(`/proc/${web.pid}/status`, 'utf8');
    most = Math.max(most, Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  }, 500);
  report.defer(() => clearInterval(timer));
  return () => most;
}

async function measureCapacity(report: Report, base: string, kinds: Prepared[]): Promise<number> {
  const seconds = report.count(20, 5);
  const phases = [
    { name: 'warming up', seconds: 5, connections: closedConnections },
    { name: 'capacity', seconds, connections: closedConnections },
  ];
  const [, outcome] = await runCrowd(report, { base, kinds, phases });
  const capacity = total(outcome!).served / seconds;
  report.counted(
    `capacity, ${closedConnections} connections, closed loop`,
    `${Math.round(capacity)} requests/s`,
  );
  return capacity;
}

function judgeOverload(report: Report, outcome: Outcome, capacity: number, seconds: number): void {
  const all = total(outcome);
  const goodput = all.served / seconds;
  report.counted(
    `asked for ${seconds} s, open loop`,
    `${Math.round(all.sent / seconds)} requests/s (meant: ${Math.round(capacity * times)}), ${outcome.unsent} more found no free connection; the generator used ${(outcome.cpu_seconds / seconds).toFixed(2)} of the two cores`,
  );
  report.counted('asked, of the capacity', `${(all.sent / seconds / capacity).toFixed(1)} times`);
  report.counted('answers', `${all.served} served, ${all.refused} refused with Retry-After`);
  report.atLeast('goodput, share of the capacity', goodput / capacity, 0.8);
  report.zero('429 or 503 without Retry-After', all.rude);
  report.zero('other 5xx', all.other_5xx);
  report.zero('other 4xx', all.other_4xx);
  report.atMost('broken off without an answer', (all.resets / all.sent) * 100, 0.1, '%');
  const of = (wanted: boolean) =>
    Object.entries(outcome.by_kind)
      .filter(([kind]) => isWork(kind) === wanted)
      .map(([, tally]) => tally);
  const shareOf = (wanted: boolean) =>
    of(wanted).reduce((sum, { refused }) => sum + refused, 0) /
    of(wanted).reduce((sum, { sent }) => sum + sent, 0);
  report.counted('reads refused', `${(shareOf(false) * 100).toFixed(1)} %`);
  report.atMost('answers and visits refused', shareOf(true) * 100, 1, '%');
  report.counted('served, p95', `${Math.round(percentile(all.milliseconds, 0.95))} ms`);
}

/** As a load balancer or a container's keeper asks: each time on a connection of its own. */
function watchOnNewConnections(base: string): Load {
  const load = new Load();
  const headers = { connection: 'close' };
  load.start(2, () => ({
    name: 'probe',
    answer: ask(`${base}/api/health/live/`, { headers, timeout_milliseconds: 10_000 }),
  }));
  return load;
}

function judgeLiveness(report: Report, liveness: Load, probes: Load): void {
  const { shots } = liveness;
  report.counted('health/live asked', shots.length);
  report.zero('health/live not 200', shots.filter((shot) => !isServed(shot)).length);
  report.atMost(
    'health/live, p99',
    percentile(
      shots.map(({ milliseconds }) => milliseconds),
      0.99,
    ),
    250,
    'ms',
  );
  report.zero(
    'the same on a new connection each time, not 200',
    probes.shots.filter((shot) => !isServed(shot)).length,
  );
  report.counted(
    'the same, p99',
    `${Math.round(
      percentile(
        probes.shots.map(({ milliseconds }) => milliseconds),
        0.99,
      ),
    )} ms`,
  );
}

async function run(report: Report): Promise<void> {
  const cluster = await Cluster.create(report);
  const site = await startSite(report, { database_url: cluster.url, webs: 1, worker: 'inside' });
  const base = site.bases[0]!;
  const school = await prepareSchool(base, { learners: report.count(200, 80), lessons: 10, courses: 2 });
  const kinds = await whatPeopleDo(base, school);
  const mostMemory = watchMemory(report, site.webs[0]!);
  const capacity = await measureCapacity(report, base, kinds);
  const seconds = report.count(180, 10);
  const normal = Math.round(capacity * normalShare);
  const phases = [
    { name: 'before', seconds: report.count(15, 5), per_second: normal },
    { name: 'overload', seconds, per_second: Math.round(capacity * times) },
    { name: 'after', seconds: report.count(20, 12), per_second: normal },
  ];
  const liveness = watchLiveness([base]);
  const probes = watchOnNewConnections(base);
  report.defer(() => Promise.all([liveness.stop(), probes.stop()]));
  const [before, overload, after] = await runCrowd(report, { base, kinds, phases });
  await Promise.all([liveness.stop(), probes.stop()]);
  judgeOverload(report, overload!, capacity, seconds);
  judgeLiveness(report, liveness, probes);
  report.atMost('most memory (RSS)', mostMemory(), 512, 'MiB');
  // Twice as long as before, and no less than what a busy machine does to a quiet moment.
  const usual = Math.max(50, 2 * p95Of(before!));
  const late = after!.seconds.findLastIndex(({ p95 }) => p95 > usual);
  report.counted(
    `p95 at ${normal} requests/s before, after`,
    `${Math.round(p95Of(before!))} ms, ${Math.round(p95Of(after!))} ms`,
  );
  report.atMost('p95 as before again', late + 1, 10, 's');
  report.zero('not served afterwards', total(after!).sent - total(after!).served);
  await meetSlowClients(report, base, school.learners[0]!.token);
  report.note(
    'Product, PostgreSQL and generator share the two cores: what the generator takes is taken from the goodput.',
  );
}

export const check: Check = {
  id: 'R9',
  title: 'A thousand who never wait ask for ten times as much as can be answered; slow clients',
  minutes: 6,
  run,
};
