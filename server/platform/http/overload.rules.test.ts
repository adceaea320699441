/** How much may be under way before a process refuses more. */
import { describe, expect, it } from 'vitest';
import { learnCapacity, mostUnderWay, type Refusable, refusables, type Span } from './overload.rules.ts';

const bounds = { wait_seconds: 1, connections: 10 };

describe('so many requests may be under way', () => {
  it.each<[kind: Refusable, capacity: number | null, most: number]>([
    // Nothing is known of a process that was not busy: as many as the pool takes.
    ['costly', null, 80],
    ['read', null, 150],
    ['write', null, 150],
    ['learning', null, 280],
    // A second's worth of answers.
    ['read', 100, 100],
    ['write', 100, 100],
    ['costly', 100, 50],
    // Fast ones are bound by the pool, whatever they answer.
    ['read', 5000, 150],
    ['learning', 5000, 280],
    // A process that answers nothing, or next to nothing, still tries.
    ['costly', 0, 10],
    ['read', 0, 20],
    ['write', 3, 20],
    // People's work is let in as long as the pool takes it.
    ['learning', 0, 280],
    ['learning', 100, 280],
  ])('%s at %s answers per second: %i', (kind, capacity, most) => {
    expect(mostUnderWay(kind, capacity, bounds)).toBe(most);
  });

  it('is less where people have less patience, and follows the pool', () => {
    expect(mostUnderWay('read', 100, { wait_seconds: 0.5, connections: 10 })).toBe(50);
    expect(mostUnderWay('read', null, { wait_seconds: 1, connections: 40 })).toBe(600);
  });

  it.each([null, 0, 1, 20, 80, 400, 100_000])(
    'is never less for learning than for others, at %s',
    (capacity) => {
      const learning = mostUnderWay('learning', capacity, bounds);
      for (const kind of refusables.filter((one) => one !== 'learning'))
        expect(mostUnderWay(kind, capacity, bounds)).toBeLessThan(learning);
    },
  );
});

describe('what a process can answer', () => {
  const busy: Span = { seconds: 0.25, answers: 100, busy_answers: 100, under_way: 50 };

  it.each<[what: string, known: number | null, span: Span, learned: number | null]>([
    ['is what it answered while busy', null, busy, 400],
    ['follows news slowly', 200, busy, 260],
    ['is nothing while everybody waits', null, { ...busy, answers: 0, busy_answers: 0 }, 0],
    ['falls when it hangs', 400, { ...busy, answers: 0, busy_answers: 0 }, 280],
    ['is not known when nobody is left', 400, { ...busy, under_way: 9 }, null],
    ['is not known when it had time', 400, { ...busy, busy_answers: 80 }, null],
    ['is not known of no time', 400, { ...busy, seconds: 0 }, null],
  ])('%s', (_what, known, span, learned) => {
    expect(learnCapacity(known, span, 10)).toBe(learned);
  });
});
