import { expect, it } from 'vitest';
import { type Clock, inSpareTime } from './spare-time.ts';

/** Time passes only while work is done or waited for. */
function aClock() {
  let now = 0;
  const planned: { at: number; work: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    after: (milliseconds, work) => void planned.push({ at: now + milliseconds, work }),
  };
  return {
    clock,
    pass(milliseconds: number) {
      now += milliseconds;
    },
    runAll() {
      for (let next = planned.shift(); next; next = planned.shift()) {
        now = Math.max(now, next.at);
        next.work();
      }
    },
  };
}

function aLine({ share, longest_milliseconds }: { share: number; longest_milliseconds: number }) {
  const { clock, pass, runAll } = aClock();
  const done: { piece: number; at: number }[] = [];
  const plan = inSpareTime<number>(
    (piece) => {
      pass(0.25);
      done.push({ piece, at: clock.now() });
    },
    { share, longest_milliseconds },
    clock,
  );
  return { done, plan, runAll, pass, clock };
}

it('takes its share of the time and no more, a millisecond at once, and keeps the order', () => {
  const line = aLine({ share: 0.05, longest_milliseconds: 1e9 });
  for (let piece = 0; piece < 1000; piece++) line.plan(piece);
  line.runAll();

  expect(line.done.map(({ piece }) => piece)).toEqual(Array.from({ length: 1000 }, (_, piece) => piece));
  // 250 ms of work, a twentieth of the time; the last turn is not waited for.
  expect(line.clock.now()).toBeCloseTo(250 / 0.05 - 19, 5);
  expect(line.done.slice(0, 5).map(({ at }) => at)).toEqual([0.25, 0.5, 0.75, 1, 20.25]);
});

it('what has waited too long is done turn after turn, whatever the share', () => {
  const line = aLine({ share: 0.05, longest_milliseconds: 100 });
  for (let piece = 0; piece < 1000; piece++) line.plan(piece);
  line.runAll();

  // Until 100 ms are over four in twenty milliseconds, then all the others at once.
  expect(line.clock.now()).toBeLessThan(100 + 20 + 250);
  expect(line.done.at(-1)!.piece).toBe(999);
});

it('a line that was empty begins anew: who comes alone is served at once', () => {
  const line = aLine({ share: 0.05, longest_milliseconds: 100 });
  line.plan(1);
  line.runAll();
  line.pass(5000);
  line.plan(2);
  line.runAll();

  expect(line.done).toEqual([
    { piece: 1, at: 0.25 },
    { piece: 2, at: 5000.5 },
  ]);
});
