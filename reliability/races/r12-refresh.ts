/**
 * R12: several tabs renew one session at once. Its short version is an ordinary API test:
 * server/features/identity/refresh-tokens.api.test.ts.
 */
import { sql } from '#server/platform/db/sql.ts';
import { type Answer, ask } from '../http.ts';
import type { Check, Report } from '../report.ts';
import { type Person, password } from '../school.ts';
import { count, openStage, type Stage, settled } from './stage.ts';

type Jar = Map<string, string>;

/** What a browser does with the cookies of an answer. @returns how many were deleted */
function keepCookies(jar: Jar, { headers }: Answer): number {
  let deleted = 0;
  for (const line of headers['set-cookie'] ?? []) {
    const [pair = '', ...attributes] = line.split('; ');
    const name = pair.slice(0, pair.indexOf('='));
    const isGone = attributes.some((one) => /^max-age=0$/i.test(one)) || pair.endsWith('=');
    if (isGone) deleted += 1;
    if (isGone) jar.delete(name);
    else jar.set(name, pair.slice(name.length + 1));
  }
  return deleted;
}

const cookieOf = (jar: Jar) => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

/** As the web application asks: tokens in cookies only. */
function fromTab(stage: Stage, turn: number, path: string, jar: Jar, body?: object): Promise<Answer> {
  const csrf = [...jar].find(([name]) => name.endsWith('lyceum_csrf'))?.[1] ?? '';
  return ask(stage.base(turn) + path, {
    ...(body ? { method: 'POST', body } : {}),
    headers: {
      cookie: cookieOf(jar),
      'x-token-carriage': 'cookie',
      'x-csrf-token': decodeURIComponent(csrf),
    },
  });
}

const refresh = (stage: Stage, turn: number, jar: Jar) =>
  fromTab(stage, turn, '/api/auth/token/refresh/', jar, {});

async function signedIn(stage: Stage, person: Person): Promise<Jar> {
  const jar: Jar = new Map();
  const credentials = { email: person.email, password };
  keepCookies(jar, await fromTab(stage, 0, '/api/auth/login/', jar, credentials));
  return jar;
}

const liveTokens = (stage: Stage, person: Person) =>
  count(
    stage,
    sql`select coalesce(max(live), 0) as count from (
          select count(*) filter (where t.spent_at is null) as live from refresh_tokens t
            join login_sessions s on s.id = t.login_session_id
           where s.user_id = ${person.id} and s.ended_at is null group by s.id) as family`,
  );

type Wrong = { logouts: number; deletions: number; families: number };

/** Every tab sends the same token; the answers reach the one cookie jar in any order. */
async function round(stage: Stage, person: Person, jar: Jar, tabs: number, wrong: Wrong): Promise<void> {
  const answers = await Promise.all(Array.from({ length: tabs }, (_, turn) => refresh(stage, turn, jar)));
  for (let left = answers.length; left > 0; left--) {
    const [next] = answers.splice(Math.floor(Math.random() * left), 1);
    if (next!.status !== 200) wrong.logouts += 1;
    wrong.deletions += keepCookies(jar, next!);
  }
  const me = await fromTab(stage, 1, '/api/users/me/', jar);
  if (me.status !== 200) wrong.logouts += 1;
  if ((await liveTokens(stage, person)) !== 1) wrong.families += 1;
}

/**
 * A token that was spent longer ago than the grace comes back: everything of that session ends, and the person is told. In the process
 * that saw it nothing is let in any more; the other hears of it a moment later.
 *
 * @returns what went wrong, and how long the other process still let the session in
 */
async function replay(
  stage: Stage,
  person: Person,
): Promise<{ wrong: string[]; elsewhere_milliseconds: number }> {
  const thief = await signedIn(stage, person);
  const owner: Jar = new Map(thief);
  const isRenewed = (await refresh(stage, 0, owner)).status === 200;
  await stage.db.run(sql`
    update refresh_tokens t set spent_at = t.spent_at - interval '31 seconds' from login_sessions s
     where s.id = t.login_session_id and s.user_id = ${person.id} and t.spent_at is not null`);
  const stolen = await refresh(stage, 1, thief);
  const wrong: string[] = [];
  if (!isRenewed) wrong.push('the owner could not renew');
  if (stolen.status !== 401) wrong.push(`a token spent long ago was answered ${stolen.status}`);
  if ((stolen.headers['set-cookie'] ?? []).length > 0) wrong.push('a refused renewal touched the cookies');
  const isLetIn = async (turn: number) =>
    (await fromTab(stage, turn, '/api/users/me/', owner)).status !== 401;
  const endedAt = performance.now();
  if (await isLetIn(1)) wrong.push('the family goes on after a replay');
  while ((await isLetIn(0)) && performance.now() - endedAt < 5000);
  return { wrong, elsewhere_milliseconds: performance.now() - endedAt };
}

async function run(report: Report): Promise<void> {
  const rounds = report.count(200, 3);
  const replays = report.count(20, 2);
  const stage = await openStage(report, { people: 3 + replays });
  const wrong: Wrong = { logouts: 0, deletions: 0, families: 0 };
  const lanes = [2, 5, 10].map(async (tabs, n) => {
    const jar = await signedIn(stage, stage.people[n]!);
    for (let at = 0; at < rounds; at++) await round(stage, stage.people[n]!, jar, tabs, wrong);
  });
  await Promise.all(lanes);
  report.counted('rounds each of 2, 5 and 10 tabs with one token', rounds);
  report.zero('people signed out without reason', wrong.logouts);
  report.zero('cookies deleted by an answer', wrong.deletions);
  report.zero('rounds after which a session had not exactly one live refresh token', wrong.families);

  const thefts: string[] = [];
  let longest = 0;
  for (const person of stage.people.slice(3)) {
    const { wrong, elsewhere_milliseconds } = await replay(stage, person);
    thefts.push(...wrong);
    longest = Math.max(longest, elsewhere_milliseconds);
  }
  for (const one of new Set(thefts)) report.say(one);
  report.zero(`replays after the grace (${replays}) that went wrong`, thefts.length);
  report.atMost('until the other process lets nothing in either, longest', longest, 1000, 'ms');
  await settled(stage);
  const told = await stage.db.one<{ facts: number; mails: number }>(sql`
    select (select count(distinct payload ->> 'user_id')::int from facts where name = 'user.security-alerted') as facts,
           (select count(distinct recipient_id)::int from mails where kind = 'security') as mails`);
  report.zero('replays without a security event', replays - told.facts);
  report.zero('replays without a mail to the person', replays - told.mails);
}

export const check: Check = { id: 'R12', title: 'tabs that renew one session at once', minutes: 4, run };
