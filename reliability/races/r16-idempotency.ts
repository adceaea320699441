/**
 * R16: what is sent again with its key is done once, also after kill -9 between the effect and the reply. Its short version is an
 * ordinary API test: server/platform/http/idempotency.api.test.ts. The long one also runs all API tests with every request that
 * changes something sent twice (server/testing/repeating.ts).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Endpoint } from '#contract/endpoint.ts';
import { contract } from '#contract/index.ts';
import { takesIdempotencyKey } from '#contract/values/idempotency.ts';
import { sql } from '#server/platform/db/sql.ts';
import { newId } from '#server/platform/ids.ts';
import { type Answer, ask } from '../http.ts';
import { ended, startProcess, stop } from '../processes.ts';
import { temporaryFolder } from '../product.ts';
import type { Check, Report } from '../report.ts';
import { newCourse, type Person, publish } from '../school.ts';
import { count, openStage, type Stage } from './stage.ts';

type Operation = {
  name: string;
  path: string;
  body: (mark: string) => object;
  /** How many effects with this mark there are. */
  effects: (stage: Stage, mark: string, person: Person) => Promise<number>;
};

const marked = (what: ReturnType<typeof sql>) => (stage: Stage) => count(stage, what);

async function operations(stage: Stage): Promise<Operation[]> {
  const course = await newCourse(stage.base(0), stage.admin, 'Once', 1);
  await publish(stage.base(0), stage.admin, course.id);
  const event = {
    time_zone: 'UTC',
    starts_local: '2030-01-07T09:00',
    ends_local: '2030-01-07T10:00',
    all_day: false,
  };
  return [
    {
      name: 'enrolling',
      path: '/api/enrollments/',
      body: () => ({ course_id: course.id }),
      effects: (stage, _mark, person) =>
        marked(
          sql`select count(*) from enrollments where student_id = ${person.id} and course_id = ${course.id}`,
        )(stage),
    },
    {
      name: 'an own event',
      path: '/api/calendar/events/',
      body: (mark) => ({ ...event, title: mark }),
      effects: (stage, mark) =>
        marked(sql`select count(*) from calendar_events where title = ${mark}`)(stage),
    },
    {
      name: 'a calendar feed, whose address is told once',
      path: '/api/calendar/feeds/',
      body: (mark) => ({ name: mark, contents: ['sessions'] }),
      effects: (stage, mark) => marked(sql`select count(*) from calendar_feeds where name = ${mark}`)(stage),
    },
  ];
}

const say = ({ status, bytes }: Answer) => `${status} ${bytes.toString()}`;

type Wrong = Record<'answers' | 'effects' | 'reused' | 'foreign', number>;

/** Five at once on two processes, one later, one with another body, one of somebody else. */
async function tryOnce(
  stage: Stage,
  one: Operation,
  person: Person,
  other: Person,
  wrong: Wrong,
): Promise<void> {
  const mark = newId();
  const send = (turn: number, token: string, body: object) =>
    stage.send(turn, one.path, { method: 'POST', token, body, headers: { 'idempotency-key': mark } });
  const at = (turn: number) => send(turn, person.token, one.body(mark));
  const answers = await Promise.all([0, 1, 2, 3, 4].map(at));
  answers.push(await at(1));
  const done = answers.filter(({ status }) => status !== 409);
  if (done.some(({ status }) => status !== 201) || new Set(done.map(say)).size !== 1) wrong.answers += 1;
  if ((await one.effects(stage, mark, person)) !== 1) wrong.effects += 1;
  const changed = await send(0, person.token, { ...one.body(mark), title: 'Another', course_id: newId() });
  const elsewhere = await stage.send(1, '/api/calendar/feeds/', {
    method: 'POST',
    token: person.token,
    body: { name: 'Elsewhere', contents: ['deadlines'] },
    headers: { 'idempotency-key': mark },
  });
  // A body with fields that the route does not know is refused before any key is looked at.
  if (![400, 422].includes(changed.status) || elsewhere.status !== 422) wrong.reused += 1;
  const foreign = await send(0, other.token, one.body(mark));
  if (foreign.headers['idempotency-replayed'] || done.some((answer) => say(answer) === say(foreign)))
    wrong.foreign += 1;
}

async function tries(stage: Stage, rounds: number): Promise<void> {
  const { report } = stage;
  const wrong: Wrong = { answers: 0, effects: 0, reused: 0, foreign: 0 };
  const all = await operations(stage);
  for (let n = 0; n < rounds; n++) {
    const [person, other] = [stage.people[2 * n]!, stage.people[2 * n + 1]!];
    for (const one of all) await tryOnce(stage, one, person, other, wrong);
  }
  report.counted(`tries on two processes, of ${all.length} operations each`, rounds);
  report.zero('tries that were not answered alike', wrong.answers);
  report.zero('tries without exactly one effect', wrong.effects);
  report.zero('keys that could be used for something else', wrong.reused);
  report.zero('keys that matched another person’s', wrong.foreign);
}

/** Commits take a second now: time to kill the process that waits for one, with the effect already on its way. */
const slowCommit = `
  create function take_time() returns trigger language plpgsql as $$ begin perform pg_sleep(1); return null; end $$;
  create constraint trigger take_time after insert on idempotency_keys
    deferrable initially deferred for each row execute function take_time()`;

async function kills(stage: Stage, times: number, isCommitting: boolean): Promise<void> {
  const { report, cluster } = stage;
  const person = stage.people[0]!;
  const victim = stage.site.webs[0]!;
  if (isCommitting) await cluster.query(slowCommit);
  let replayed = 0;
  let wrong = 0;
  for (let n = 0; n < times; n++) {
    const mark = newId();
    const send = (base: string) =>
      ask(`${base}/api/calendar/feeds/`, {
        method: 'POST',
        token: person.token,
        body: { name: mark, contents: ['sessions'] },
        headers: { 'idempotency-key': mark },
      });
    const lost = send(victim.base).then(
      () => false,
      () => true,
    );
    await sleep(isCommitting ? 500 : Math.random() * 60);
    await victim.kill();
    const isLost = await lost;
    if (isCommitting) await sleep(1500);
    await victim.start();
    const again = await stage.send(1, '/api/calendar/feeds/', {
      method: 'POST',
      token: person.token,
      body: { name: mark, contents: ['sessions'] },
      headers: { 'idempotency-key': mark },
    });
    if (again.headers['idempotency-replayed']) replayed += 1;
    const effects = await count(stage, sql`select count(*) from calendar_feeds where name = ${mark}`);
    if (again.status !== 201 || effects !== 1) wrong += 1;
    if (isCommitting && (!isLost || !again.headers['idempotency-replayed'])) wrong += 1;
  }
  if (isCommitting)
    await cluster.query('drop trigger take_time on idempotency_keys; drop function take_time()');
  const when = isCommitting ? 'after the effect and before the reply' : 'anywhere in the request';
  report.counted(`kills ${when}; of these the answer was kept`, `${times}; ${replayed}`);
  report.zero(`kills ${when} after which the repetition was wrong`, wrong);
}

const keyedEndpoints = () =>
  Object.entries(contract).flatMap(([group, endpoints]) =>
    Object.entries(endpoints as Record<string, Endpoint>)
      .filter(([, endpoint]) => takesIdempotencyKey(endpoint))
      .map(([name]) => `${group}.${name}`),
  );

/** All API tests once more, each successful request that changes something sent twice. */
async function everyRoute(report: Report): Promise<void> {
  const file = path.join(await temporaryFolder(report, 'repeated'), 'endpoints.txt');
  writeFileSync(file, '');
  const tests = startProcess(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--project', 'server*', 'api.test'],
    {
      LYCEUM_TEST_REPEAT: file,
      NO_COLOR: '1',
    },
  );
  report.defer(() => stop(tests));
  await ended(tests);
  const repeated = new Set(readFileSync(file, 'utf8').split('\n').filter(Boolean));
  const missing = keyedEndpoints().filter((name) => !repeated.has(name));
  const failed = [...tests.output().matchAll(/^ FAIL .*$/gm)].map(([line]) => line);
  for (const line of new Set(failed)) report.say(line.slice(0, 200));
  report.counted('routes repeated by the API tests', `${repeated.size} of ${keyedEndpoints().length}`);
  if (missing.length > 0) report.note(`R16: no API test succeeds on ${missing.join(', ')}.`);
  report.zero('API tests that fail when everything is sent twice', new Set(failed).size);
}

async function run(report: Report): Promise<void> {
  const rounds = report.count(20, 3);
  const stage = await openStage(report, { people: rounds * 2 });
  await tries(stage, rounds);
  await kills(stage, report.count(20, 3), true);
  await kills(stage, report.count(20, 3), false);
  if (report.count(1, 0) > 0) await everyRoute(report);
}

export const check: Check = { id: 'R16', title: 'a request sent again with its key', minutes: 15, run };
