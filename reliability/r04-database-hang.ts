/** R4: PostgreSQL is restarted under load; and it hangs: connections are open and nothing answers. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster } from './cluster.ts';
import { ask } from './http.ts';
import { isRefusedProperly, isServed, isWrong, Load, statusesOf, watchLiveness } from './load.ts';
import { startSite } from './product.ts';
import { type Check, percentile, type Report } from './report.ts';
import { prepareSchool, type School } from './school.ts';

const perSecond = 100;
const recoveryMilliseconds = 5000;

/** A page, a list, a place in a lesson: what a hundred people ask for in a second. */
function people(bases: readonly string[], school: School) {
  return (n: number) => {
    const base = bases[n % bases.length];
    const { token } = school.learners[n % school.learners.length]!;
    const timeout_milliseconds = 60_000;
    if (n % 4 === 0) {
      const lesson = school.course.lessons[n % school.course.lessons.length];
      const visit = { method: 'POST', token, body: {}, timeout_milliseconds };
      return { name: 'visit', answer: ask(`${base}/api/lessons/${lesson}/visit/`, visit) };
    }
    const path = n % 2 ? '/api/dashboard/' : '/api/enrollments/?mine=true';
    return { name: path, answer: ask(base + path, { token, timeout_milliseconds }) };
  };
}

async function restarts(report: Report, cluster: Cluster, load: Load): Promise<void> {
  const count = report.count(5, 2);
  const spans: [number, number][] = [];
  for (let n = 0; n < count; n++) {
    await sleep(3000);
    const from = load.now();
    await cluster.restart();
    spans.push([from, load.now()]);
    await sleep(recoveryMilliseconds + 2000);
  }
  await sleep(1000);
  report.counted(`restarts of PostgreSQL at ${perSecond} requests/s`, count);
  report.counted('answers', statusesOf(load.shots));
  report.zero(
    'answers that are neither a success nor 503 with Retry-After',
    load.shots.filter(isWrong).length,
  );
  const late = spans.flatMap(([, to]) =>
    load
      .between(to + recoveryMilliseconds, to + recoveryMilliseconds + 2000)
      .filter((shot) => !isServed(shot)),
  );
  report.zero(`errors later than ${recoveryMilliseconds / 1000} s after the restart`, late.length);
}

async function hang(report: Report, cluster: Cluster, load: Load, bases: readonly string[]): Promise<void> {
  const seconds = report.count(30, 8);
  await sleep(2000);
  const liveness = watchLiveness(bases);
  report.defer(() => liveness.stop());
  const from = load.now();
  load.most_under_way = load.under_way;
  cluster.hang();
  await sleep(seconds * 1000);
  const to = load.now();
  cluster.resume();
  await sleep(recoveryMilliseconds + 3000);
  await liveness.stop();
  const shots = load.between(from, to);
  report.counted(`every process of PostgreSQL stopped for ${seconds} s: answers`, statusesOf(shots));
  report.zero('answers that are neither a success nor 503 with Retry-After', shots.filter(isWrong).length);
  const refused = shots.filter(isRefusedProperly).map(({ milliseconds }) => milliseconds);
  report.atMost('slowest answer', Math.max(...shots.map(({ milliseconds }) => milliseconds)) / 1000, 5, 's');
  report.atMost('median refusal', percentile(refused, 0.5), 250, 'ms');
  report.atMost('most requests under way at once', load.most_under_way, perSecond * 5);
  report.zero('health/live not 200', liveness.shots.filter((shot) => !isServed(shot)).length);
  const live = liveness.shots.map(({ milliseconds }) => milliseconds);
  report.atMost('health/live, p99', percentile(live, 0.99), 250, 'ms');
  const after = load.between(to, to + 60_000);
  const firstGood = after.find(isServed);
  report.atMost(
    'first success after it goes on',
    ((firstGood?.at ?? Number.POSITIVE_INFINITY) - to) / 1000,
    5,
    's',
  );
  const late = after.filter((shot) => shot.at > to + recoveryMilliseconds && !isServed(shot));
  report.zero(`errors later than ${recoveryMilliseconds / 1000} s after it goes on`, late.length);
}

async function run(report: Report): Promise<void> {
  const cluster = await Cluster.create(report);
  const site = await startSite(report, { database_url: cluster.url, worker: true });
  const school = await prepareSchool(site.bases[0]!, { learners: 16, lessons: 20, courses: 4 });
  const load = new Load();
  report.defer(() => load.stop());
  load.start(perSecond, people(site.bases, school));
  await restarts(report, cluster, load);
  await hang(report, cluster, load, site.bases);
  await load.stop();
}

export const check: Check = { id: 'R4', title: 'PostgreSQL restarts and hangs under load', minutes: 3, run };
