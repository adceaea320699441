// The runner with a pretended server: when it sends, what it does when the line, the session or the time is gone.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AttemptPaper, assessment, type SaveReceipt } from '#contract/assessment.ts';
import { identity } from '#contract/identity.ts';
import { setClock } from '#web/lib/clock.ts';
import { pretendServer, Refusal } from '#web/testing/pretended-server.ts';
import { storyMoment } from '#web/testing/StoryRoom.tsx';
import { aPaper, aResult, questionId } from '../assessment.samples.ts';
import { createAttemptRunner } from './attempt-runner.ts';
import { unsent } from './attempt-session.ts';
import { keptAttempts } from './kept-attempt.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  localStorage.clear();
});
afterEach(() => {
  vi.useRealTimers();
});

function anAttempt(more: Partial<AttemptPaper> = {}) {
  const server = pretendServer();
  const line = { isDown: false };
  server.on(assessment.saveAnswers, ({ body }) => {
    const { answers } = body as { answers: Omit<SaveReceipt, 'saved_at' | 'accepted'>[] };
    return {
      answers: answers.map((one) => ({ ...one, saved_at: storyMoment, accepted: true })),
      server_now: storyMoment,
      deadline_at: null,
    };
  });
  server.on(assessment.submitAttempt, () => aResult());
  const pretended = globalThis.fetch;
  vi.stubGlobal('fetch', (...input: Parameters<typeof fetch>) =>
    line.isDown ? Promise.reject(new TypeError('Failed to fetch')) : pretended(...input),
  );
  const onEnded = vi.fn();
  const paper = aPaper(more);
  const runner = createAttemptRunner({ paper, onEnded });
  const stop = runner.start();
  const saves = () =>
    server
      .sentTo(assessment.saveAnswers)
      .map(({ body }) =>
        (body as { answers: { answer: { text?: string } }[] }).answers.map(({ answer }) => answer.text),
      );
  return { server, line, runner, stop, saves, onEnded, paper };
}
const write = (runner: ReturnType<typeof createAttemptRunner>, text: string, question = 3) =>
  runner.answer(questionId(question), { text }, { isTyping: true });
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

describe('while the line holds', () => {
  it('saves within two seconds, all changed answers in one request', async () => {
    const { runner, saves } = anAttempt();
    write(runner, 'Hel');
    write(runner, 'Helmet');
    write(runner, '1600', 4);
    await pass(2000);
    expect(saves()).toEqual([['Helmet', '1600']]);
    expect([runner.getState().line, unsent(runner.getState())]).toEqual(['idle', []]);
  });

  it('saves what is left before it hands in', async () => {
    const { runner, saves, onEnded } = anAttempt();
    write(runner, 'Helmet');
    expect(await runner.handIn()).toBe(true);
    expect(saves()).toEqual([['Helmet']]);
    expect(onEnded).toHaveBeenCalledWith(expect.objectContaining({ percent: 40 }));
    expect(localStorage.length).toBe(0);
  });
});

describe('while the line is down', () => {
  it('keeps answers on this device, sends them when it is back, and says how many', async () => {
    const { runner, saves, line } = anAttempt();
    line.isDown = true;
    write(runner, 'Helmet');
    write(runner, '1600', 4);
    await pass(2000);
    expect(runner.getState().line).toBe('unreachable');
    expect(Object.keys(keptAttempts(aPaper().id).read()?.answers ?? {})).toHaveLength(2);
    line.isDown = false;
    window.dispatchEvent(new Event('online'));
    await pass(50);
    expect(saves()).toEqual([['Helmet', '1600']]);
    expect(runner.getState().caught_up).toBe(2);
  });

  it('tries again by itself', async () => {
    const { runner, saves, line } = anAttempt();
    line.isDown = true;
    write(runner, 'Helmet');
    await pass(1500);
    line.isDown = false;
    await pass(3000);
    expect(saves()).toEqual([['Helmet']]);
  });

  it('does not hand in without what is kept here', async () => {
    const { runner, line, server, onEnded } = anAttempt();
    line.isDown = true;
    write(runner, 'Helmet');
    expect(await runner.handIn()).toBe(false);
    expect([
      server.sentTo(assessment.submitAttempt).length,
      onEnded.mock.calls.length,
      runner.getState().phase,
    ]).toEqual([0, 0, 'open']);
  });

  it('a reload finds the kept answers, flags and place again, and sends them', async () => {
    const first = anAttempt();
    first.line.isDown = true;
    write(first.runner, 'Helmet');
    first.runner.turnFlag(questionId(2));
    first.runner.move(2);
    first.stop();
    vi.unstubAllGlobals();
    const second = anAttempt();
    expect(second.runner.getState()).toMatchObject({ current: 2, flags: [questionId(2)] });
    await pass(50);
    expect(second.saves()).toEqual([['Helmet']]);
  });

  it('what lies in the storage and is not ours is not believed', () => {
    for (const nonsense of [
      '{',
      '[]',
      '{"answers":[1]}',
      '{"answers":{"x":{"sequence":"1"}}}',
      '"text"',
      '{"answers":{"x":{"sequence":1,"answer":{"text":5}}}}',
    ]) {
      localStorage.setItem(`lyceum.attempt.${aPaper().id}`, nonsense);
      expect(Object.keys(keptAttempts(aPaper().id).read()?.answers ?? {})).toEqual([]);
    }
  });
});

describe('when the session has ended', () => {
  it('nothing is lost and nothing is tried until somebody signs in', async () => {
    const { runner, server } = anAttempt();
    server.on(assessment.saveAnswers, () => new Refusal('auth.expired'));
    server.on(identity.renewToken, () => new Refusal('auth.refresh-refused'));
    write(runner, 'Helmet');
    await pass(5000);
    expect([
      runner.getState().line,
      unsent(runner.getState()).length,
      server.sentTo(assessment.saveAnswers).length,
    ]).toEqual(['signed_out', 1, 1]);
    expect(keptAttempts(aPaper().id).read()?.answers[questionId(3)]?.answer.text).toBe('Helmet');
  });
});

describe('when it is over', () => {
  it('hands in by itself at the server’s time, with what is written', async () => {
    const end = new Date(Date.parse(storyMoment) + 3000).toISOString();
    const { runner, onEnded, saves } = anAttempt({ deadline_at: end });
    await pass(2900);
    expect(onEnded).not.toHaveBeenCalled();
    write(runner, 'Helmet');
    setClock(end);
    await pass(200);
    expect(saves()).toEqual([['Helmet']]);
    expect(onEnded).toHaveBeenCalledTimes(1);
  });

  it('an answer that came too late leads to the result, not to a dead end', async () => {
    const { runner, server, onEnded } = anAttempt();
    server.on(assessment.saveAnswers, () => new Refusal('attempt.too-late'));
    write(runner, 'Helmet');
    await pass(2000);
    expect(server.sentTo(assessment.submitAttempt)).toHaveLength(1);
    expect(onEnded).toHaveBeenCalledTimes(1);
  });

  it('an attempt that was handed in elsewhere leads to its result', async () => {
    const { runner, server, onEnded } = anAttempt();
    server.on(assessment.saveAnswers, () => new Refusal('attempt.closed'));
    write(runner, 'Helmet');
    await pass(2000);
    expect(onEnded).toHaveBeenCalledWith(null);
    expect(localStorage.length).toBe(0);
  });
});

it('coming back to the window shows what another device answered meanwhile', async () => {
  const { runner, server, paper } = anAttempt();
  const theirs = {
    question_id: questionId(3),
    answer: { text: 'theirs' },
    sequence: 9_999_999_999_999,
    saved_at: storyMoment,
  };
  server.on(assessment.getAttempt, () => ({ ...paper, answers: [theirs] }));
  document.dispatchEvent(new Event('visibilitychange'));
  await pass(10);
  expect(runner.getState().answers[questionId(3)]?.answer.text).toBe('theirs');
  expect(runner.getState().elsewhere).toEqual([questionId(3)]);
});

it('leaving the page sends the last words', async () => {
  const { runner, saves } = anAttempt();
  write(runner, 'Helmet');
  window.dispatchEvent(new Event('pagehide'));
  await pass(0);
  expect(saves()).toEqual([['Helmet']]);
});
