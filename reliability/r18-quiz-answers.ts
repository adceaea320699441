/**
 * R18: answers to a quiz, given in a real browser while the line breaks, the session ends, a save fails or the server is killed, and
 * while nobody is there when the time runs out. What was acknowledged, and what stood on the screen, is read back from the server.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { closeBrowser, launchBrowser } from '../e2e/support/chromium.ts';
import { Cluster } from './cluster.ts';
import { must } from './http.ts';
import { waitUntil } from './processes.ts';
import { type Program, startSite } from './product.ts';
import type { Check, Report } from './report.ts';
import {
  enroll,
  inTurns,
  newCourse,
  newPerson,
  newQuiz,
  type Person,
  password,
  publish,
  signInAsAdministrator,
} from './school.ts';

const questionCount = 5;
const autosaveSeconds = 5;
const lateSeconds = 10;
const timeLimitSeconds = 20;

type Quiz = { course_id: string; quiz_id: string; questions: string[] };
type Stage = { web: Program; base: string; admin: string; quiz: Quiz; report: Report; people: number };
type Visit = { person: Person; page: Page; context: BrowserContext; attempt_id: string };

async function aQuiz(base: string, admin: string, title: string, limit?: number): Promise<Quiz> {
  const { id: course_id } = await newCourse(base, admin, title, 1);
  const limits = limit === undefined ? {} : { time_limit_seconds: limit };
  const quiz = await newQuiz(base, admin, course_id, { questions: questionCount, ...limits });
  await publish(base, admin, course_id);
  return { course_id, ...quiz };
}

async function aLearner(stage: Stage, quiz: Quiz): Promise<Person> {
  const person = await newPerson(stage.base, stage.admin, `quirin${++stage.people}`);
  await enroll(stage.base, person.token, quiz.course_id);
  return person;
}

/** Where browsers ask: cookies are those of the address that the product knows itself by. */
const addressOf = (stage: Stage): string => stage.base.replace('127.0.0.1', 'localhost');

async function signIn(page: Page, person: Person): Promise<void> {
  await page.getByLabel(/e-mail/i).fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'));
}

/** Somebody new with the quiz open at its first question. */
async function openQuiz(stage: Stage, quiz = stage.quiz): Promise<Visit> {
  const person = await aLearner(stage, quiz);
  const context = await (await launchBrowser()).newContext({ baseURL: addressOf(stage), locale: 'en-GB' });
  stage.report.defer(() => context.close());
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  await page.goto('/sign-in');
  await signIn(page, person);
  await page.goto(`/learn/${quiz.course_id}/quizzes/${quiz.quiz_id}`);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('textbox', { name: 'Say 1' }).waitFor();
  const started = { method: 'POST', token: person.token, body: {} };
  const paper = await must(`${stage.base}/api/quizzes/${quiz.quiz_id}/attempts/`, started);
  return { person, page, context, attempt_id: String(paper['id']) };
}

/** Answers the question that is open, or the one after it. */
async function fill(page: Page, n: number, text: string): Promise<void> {
  const box = page.getByRole('textbox', { name: `Say ${n}` });
  if (!(await box.isVisible()))
    await page.getByRole('button', { name: `Question ${n}`, exact: true }).click();
  await box.fill(text);
}

/** What the server has, by question. */
async function savedTexts(stage: Stage, { person, attempt_id }: Visit): Promise<Map<string, string>> {
  const paper = await must(`${stage.base}/api/attempts/${attempt_id}/`, { token: person.token });
  const answers = paper['answers'] as { question_id: string; answer: { text?: string } }[];
  return new Map(answers.map(({ question_id, answer }) => [question_id, answer.text ?? '']));
}

/** Waits until the server has them all. @returns how many it never got, and the time it took */
async function awaitTexts(
  stage: Stage,
  visit: Visit,
  wanted: ReadonlyMap<string, string>,
  within = 30_000,
): Promise<{ missing: number; milliseconds: number }> {
  let missing = wanted.size;
  const look = async () => {
    const saved = await savedTexts(stage, visit);
    missing = [...wanted].filter(([question, text]) => saved.get(question) !== text).length;
    return missing === 0;
  };
  const milliseconds = await waitUntil(look, within, 'all answers are there', 100).catch(() => within);
  return { missing, milliseconds };
}

async function autosave(stage: Stage): Promise<void> {
  const visit = await openQuiz(stage);
  const took: number[] = [];
  for (let n = 1; n <= questionCount; n++) {
    const text = `typed ${n}`;
    await fill(visit.page, n, text);
    const wanted = new Map([[stage.quiz.questions[n - 1]!, text]]);
    took.push((await awaitTexts(stage, visit, wanted)).milliseconds);
  }
  stage.report.atMost('saved after a change, longest of 5', Math.max(...took) / 1000, autosaveSeconds, 's');
  await visit.context.close();
}

async function offline(stage: Stage): Promise<void> {
  const visit = await openQuiz(stage);
  const seconds = stage.report.count(60, 10);
  await visit.context.setOffline(true);
  const wanted = new Map<string, string>();
  for (let n = 1; n <= questionCount; n++) {
    await fill(visit.page, n, `offline ${n}`);
    wanted.set(stage.quiz.questions[n - 1]!, `offline ${n}`);
  }
  await sleep(seconds * 1000);
  await visit.context.setOffline(false);
  const { missing, milliseconds } = await awaitTexts(stage, visit, wanted);
  stage.report.zero(`offline for ${seconds} s and back: lost of 5`, missing);
  stage.report.counted('all there after', `${(milliseconds / 1000).toFixed(1)} s`);
  await visit.context.close();
}

async function sessionEnds(stage: Stage): Promise<void> {
  const visit = await openQuiz(stage);
  await visit.context.clearCookies();
  await fill(visit.page, 1, 'typed without a session');
  await visit.page.getByText('You have been signed out.').waitFor();
  await fill(visit.page, 2, 'typed afterwards');
  await visit.page.getByRole('link', { name: 'Sign in and go on' }).click();
  await signIn(visit.page, visit.person);
  const [first, second] = stage.quiz.questions;
  const wanted = new Map([
    [first!, 'typed without a session'],
    [second!, 'typed afterwards'],
  ]);
  const { missing } = await awaitTexts(stage, visit, wanted);
  stage.report.zero('session ended, signed in again and went on: lost of 2', missing);
  const isBack = visit.page.url().includes(stage.quiz.quiz_id);
  stage.report.zero('not back in the quiz', isBack ? 0 : 1);
  await visit.context.close();
}

async function reloadAfterFailure(stage: Stage): Promise<void> {
  const visit = await openQuiz(stage);
  const answers = '**/api/attempts/*/answers/**';
  await visit.context.route(answers, (route) => route.abort());
  await fill(visit.page, 1, 'not saved at first');
  await visit.page.getByText('1 answer is kept on this device').waitFor();
  await visit.page.reload();
  await visit.page.getByRole('textbox', { name: 'Say 1' }).waitFor();
  await visit.context.unroute(answers);
  const wanted = new Map([[stage.quiz.questions[0]!, 'not saved at first']]);
  const { missing } = await awaitTexts(stage, visit, wanted);
  stage.report.zero('failed save and reload: lost', missing);
  await visit.context.close();
}

/** Notes what the server acknowledged to the page. */
function watchAcknowledged(page: Page): Map<string, string> {
  const acknowledged = new Map<string, string>();
  page.on('response', (response) => {
    if (response.status() !== 200 || !/\/attempts\/[^/]+\/answers\//.test(response.url())) return;
    const sent = response.request().postDataJSON() as {
      answers: { question_id: string; answer: { text?: string } }[];
    };
    for (const { question_id, answer } of sent.answers) acknowledged.set(question_id, answer.text ?? '');
  });
  return acknowledged;
}

async function serverKilled(stage: Stage): Promise<void> {
  const { report } = stage;
  const visit = await openQuiz(stage);
  const acknowledged = watchAcknowledged(visit.page);
  const kills = report.count(10, 3);
  let lost = 0;
  for (let kill = 0; kill < kills; kill++) {
    const text = `before kill ${kill}`;
    await fill(visit.page, 1, text);
    // Anywhere between the last key and the answer to the save.
    await sleep((kill * 397) % 2000);
    await stage.web.kill();
    const known = new Map(acknowledged);
    await stage.web.start();
    const saved = await savedTexts(stage, visit);
    // A later save of the same question may have arrived without its acknowledgement.
    for (const [question, was] of known)
      if (saved.get(question) !== was && saved.get(question) !== text) lost++;
    const { missing } = await awaitTexts(stage, visit, new Map([[stage.quiz.questions[0]!, text]]), 60_000);
    lost += missing;
  }
  report.zero(`kill -9 of the web process while saving, ${kills} times: lost`, lost);
  await visit.context.close();
}

type Timed = { person: Person; attempt_id: string; deadline: number };

async function startTimed(stage: Stage, quiz: Quiz, person: Person): Promise<Timed> {
  const { base } = stage;
  const started = { method: 'POST', token: person.token, body: {} };
  const paper = await must(`${base}/api/quizzes/${quiz.quiz_id}/attempts/`, started);
  const attempt_id = String(paper['id']);
  const answers = quiz.questions.map((question_id, n) => ({
    question_id,
    answer: { text: `word ${n + 1}` },
    sequence: 1,
  }));
  await must(`${base}/api/attempts/${attempt_id}/answers/`, {
    method: 'PUT',
    token: person.token,
    body: { answers },
  });
  return { person, attempt_id, deadline: Date.parse(String(paper['deadline_at'])) };
}

/** Everybody has left: the last ones by closing the tab, the others by never having had one. */
async function timeOut(stage: Stage): Promise<void> {
  const { report, base } = stage;
  const count = report.count(100, 10);
  const quiz = await aQuiz(base, stage.admin, 'Against time', timeLimitSeconds);
  const people = await inTurns(Array.from({ length: count }), () => aLearner(stage, quiz));
  const tab = await openQuiz(stage, quiz);
  const acknowledged = watchAcknowledged(tab.page);
  await fill(tab.page, 1, 'word 1');
  await waitUntil(() => acknowledged.size > 0, 15_000, 'the answer is acknowledged');
  const paper = await must(`${base}/api/attempts/${tab.attempt_id}/`, { token: tab.person.token });
  await tab.context.close();
  const timed = await Promise.all(people.map((person) => startTimed(stage, quiz, person)));
  const last = Math.max(...timed.map(({ deadline }) => deadline));
  await sleep(last - Date.now() + (lateSeconds + 5) * 1000);
  const all = [
    ...timed.map((one) => ({ ...one, points: questionCount })),
    { ...tab, deadline: Date.parse(String(paper['deadline_at'])), points: 1 },
  ];
  const late: number[] = [];
  let wrong = 0;
  for (const { person, attempt_id, deadline, points } of all) {
    const result = await must(`${base}/api/attempts/${attempt_id}/result/`, { token: person.token }).catch(
      () => null,
    );
    if (!result || Number(result['score']) !== points) wrong++;
    if (result) late.push(Date.parse(String(result['submitted_at'])) - deadline);
  }
  report.counted('attempts whose time ran out with nobody there', all.length);
  report.zero('not closed, or not graded by all that was acknowledged', wrong);
  report.atMost('closed after the deadline, latest', Math.max(...late) / 1000, lateSeconds, 's');
}

async function run(report: Report): Promise<void> {
  const cluster = await Cluster.create(report);
  const site = await startSite(report, { database_url: cluster.url, webs: 1, worker: true });
  const base = site.bases[0]!;
  const admin = await signInAsAdministrator(base);
  const quiz = await aQuiz(base, admin, 'Answers');
  report.defer(closeBrowser);
  const stage: Stage = { web: site.webs[0]!, base, admin, quiz, report, people: 0 };
  await autosave(stage);
  await offline(stage);
  await sessionEnds(stage);
  await reloadAfterFailure(stage);
  await timeOut(stage);
  await serverKilled(stage);
}

export const check: Check = { id: 'R18', title: 'Answers to a quiz in a real browser', minutes: 6, run };
