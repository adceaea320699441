/** R5: Redis is away, hangs, is emptied, or is full. People go on working, nobody gets back in, and limits hold. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster } from './cluster.ts';
import { type Answer, type Ask, ask, must } from './http.ts';
import { waitUntil } from './processes.ts';
import { type Site, startSite } from './product.ts';
import { hasRedis, RedisServer } from './redis.ts';
import { type Check, percentile, type Report } from './report.ts';
import { inTurns, newPerson, type Person, password, prepareSchool, type School, signIn } from './school.ts';

const states = ['away', 'hung', 'emptied', 'full'] as const;
type State = (typeof states)[number];

const accountLimit = 300;
/** People at work at once, and how long each rests between two requests: enough to measure, not to fill two cores. */
const workers = 3;
const restMilliseconds = 40;

type Scene = {
  report: Report;
  site: Site;
  school: School;
  redis: RedisServer;
  /** Sessions that were ended: no process may take them again. */
  revoked: string[];
  wrong: string[];
  readmitted: number;
};

/** One person signs in, looks, reads, and takes the quiz. @returns ms of each request but the sign-in */
async function journey(scene: Scene, learner: Person, turn: number): Promise<number[]> {
  const { site, school } = scene;
  const times: number[] = [];
  const send = async (path: string, wanted: Ask): Promise<Answer | null> => {
    await sleep(restMilliseconds);
    const answer = await ask(site.bases[turn++ % site.bases.length]! + path, wanted).catch(() => null);
    if (answer && answer.status < 300) {
      if (!path.startsWith('/api/auth/')) times.push(answer.milliseconds);
      return answer;
    }
    scene.wrong.push(
      `${wanted.method ?? 'GET'} ${path}: ${answer?.status} ${answer?.bytes.toString().slice(0, 120)}`,
    );
    return null;
  };
  const post = (token: string | undefined, body: object): Ask => ({ method: 'POST', token, body });
  const access = await send('/api/auth/token/', post(undefined, { email: learner.email, password }));
  const token = String(access?.body['access']);
  await send('/api/dashboard/', { token });
  const { lessons, quiz_id, questions } = school.course;
  const lesson = lessons[turn % lessons.length];
  await send(`/api/lessons/${lesson}/visit/`, post(token, {}));
  await send('/api/progress/', post(token, { lesson_id: lesson, completed: true }));
  const attempt = await send(`/api/quizzes/${quiz_id}/attempts/`, post(token, {}));
  const url = `/api/attempts/${attempt?.body['id']}`;
  const answer = { answer: { text: 'word 1' }, sequence: Date.now() };
  await send(`${url}/answers/${questions[0]}/`, { method: 'PUT', token, body: answer });
  const done = await send(`${url}/submit/`, post(token, {}));
  if (done && done.body['percent'] !== 20) scene.wrong.push(`the quiz gave ${done.body['percent']} %`);
  return times;
}

/** @returns p95 in ms */
async function work(scene: Scene, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1000;
  const { learners } = scene.school;
  const each = Math.floor(learners.length / workers);
  const loops = Array.from({ length: workers }, async (_, worker) => {
    const times: number[] = [];
    for (let n = 0; performance.now() < until; n++)
      times.push(...(await journey(scene, learners[worker * each + (n % each)]!, n)));
    return times;
  });
  return percentile((await Promise.all(loops)).flat(), 0.95);
}

const enter = (redis: RedisServer, state: State): unknown =>
  ({
    away: () => redis.kill(),
    hung: () => redis.hang(),
    emptied: () => redis.flush(),
    full: () => redis.fillUp(),
  })[state]();
const leave = (redis: RedisServer, state: State): unknown =>
  ({
    away: () => redis.start(),
    hung: () => redis.resume(),
    emptied: () => null,
    full: () => redis.makeRoom(),
  })[state]();

/** A session is used in every process, ended through one of them, and asked for in all. */
async function revoke(scene: Scene, person: Person): Promise<void> {
  const { bases } = scene.site;
  const token = await signIn(bases[0]!, person.email, password);
  for (const base of bases) await must(`${base}/api/dashboard/`, { token });
  await must(`${bases[0]}/api/auth/logout/`, { method: 'POST', token, body: {} });
  scene.revoked.push(token);
  await sleep(1000);
  await tryRevoked(scene);
}

async function tryRevoked(scene: Scene): Promise<void> {
  for (const token of scene.revoked)
    for (const base of scene.site.bases)
      if ((await ask(`${base}/api/dashboard/`, { token })).status !== 401) scene.readmitted++;
}

/** Asks as fast as it can, of all processes. @returns how many were served, and the limit as the answers name it */
async function flood({ site, report }: Scene, person: Person): Promise<{ served: number; limit: number }> {
  const url = (n: number) => `${site.bases[n % site.bases.length]}/api/enrollments/?mine=true`;
  const first = await ask(url(0), { token: person.token });
  const limit = Number(/q=(\d+)/.exec(String(first.headers['ratelimit-policy']))?.[1]);
  const requests = Array.from({ length: limit * site.bases.length + 100 }, (_, n) => n);
  const answers = await inTurns(requests, (n) => ask(url(n), { token: person.token }), 16);
  const others = answers.filter(({ status }) => status !== 200 && status !== 429);
  if (others.length > 0)
    report.say(`flooding: ${others[0]!.status} ${others[0]!.bytes.toString().slice(0, 200)}`);
  return { served: answers.filter(({ status }) => status === 200).length + 1, limit };
}

/** Until all processes listen and count in Redis again. @returns seconds */
async function untilBack({ redis, site, school }: Scene, processes: number): Promise<number> {
  const startedAt = performance.now();
  await waitUntil(
    () =>
      redis.listeners().then(
        (count) => count >= processes,
        () => false,
      ),
    60_000,
    'all listen',
  );
  for (const base of site.bases) {
    await waitUntil(
      async () => {
        const before = await redis.countedRequests();
        await must(`${base}/api/enrollments/?mine=true`, { token: school.admin });
        return (await redis.countedRequests()) > before;
      },
      60_000,
      `${base} counts in Redis`,
      20,
    );
    await waitUntil(async () => (await realtime(base, school.admin)) === 'ok', 60_000, 'health says so', 100);
  }
  return (performance.now() - startedAt) / 1000;
}

async function realtime(base: string, token: string): Promise<string | undefined> {
  const { checks } = await must(`${base}/api/admin/health/`, { token });
  return (checks as { name: string; state: string }[]).find(({ name }) => name === 'realtime')?.state;
}

async function endure(scene: Scene, state: State, flooder: Person, person: Person, seconds: number) {
  const { redis, site, school } = scene;
  const normal = await work(scene, seconds);
  await enter(redis, state);
  const faulty = await work(scene, seconds);
  await revoke(scene, person);
  const { served, limit } = await flood(scene, flooder);
  const health = await realtime(site.bases[0]!, school.admin);
  await leave(redis, state);
  const back = await untilBack(scene, site.bases.length + 1);
  await tryRevoked(scene);
  return { normal, faulty, served, limit, health, back };
}

async function run(report: Report): Promise<void> {
  if (!hasRedis()) return report.skip('there is no redis-server here');
  const rounds = report.count(3, 1);
  const seconds = report.count(15, 5);
  const cluster = await Cluster.create(report);
  const redis = await RedisServer.create(report);
  const site = await startSite(report, {
    database_url: cluster.url,
    worker: true,
    environment: { REDIS_URL: redis.url, RATE_LIMIT_ACCOUNT: String(accountLimit) },
  });
  const school = await prepareSchool(site.bases[0]!, { learners: 15, lessons: 10, courses: 0 });
  const people = await inTurns([...Array(rounds * states.length * 2).keys()], (n) =>
    newPerson(site.bases[0]!, school.admin, `other${n}`),
  );
  const scene: Scene = { report, site, school, redis, revoked: [], wrong: [], readmitted: 0 };
  // Nothing is measured while processes are cold.
  await work(scene, seconds);
  for (const state of states) {
    const all: Awaited<ReturnType<typeof endure>>[] = [];
    for (let round = 0; round < rounds; round++)
      all.push(await endure(scene, state, people.pop()!, people.pop()!, seconds));
    const ratios = all.map(({ normal, faulty }) => faulty / normal);
    const times = all.map(({ normal, faulty }) => `${Math.round(normal)} and ${Math.round(faulty)} ms`);
    report.counted(`${state}: p95 before and in it`, times.join('; '));
    report.atMost(`${state}: p95, times the one before (median of rounds)`, percentile(ratios, 0.5), 2);
    const over = Math.max(...all.map(({ served, limit }) => served / (limit * site.bases.length)));
    report.atMost(`${state}: served to one who floods, share of the limits of both processes`, over, 1.05);
    report.atMost(`${state}: connected again, longest`, Math.max(...all.map(({ back }) => back)), 5, 's');
    if (state === 'away' || state === 'hung')
      report.zero(`${state}: not said by health`, all.filter(({ health }) => health !== 'warn').length);
  }
  for (const sample of scene.wrong.slice(0, 5)) report.say(sample);
  report.zero('functional errors', scene.wrong.length);
  report.counted('sessions that were ended', scene.revoked.length);
  report.zero('ended sessions that were let in', scene.readmitted);
}

export const check: Check = { id: 'R5', title: 'Redis is away, hangs, is emptied, is full', minutes: 9, run };
