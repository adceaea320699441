// The attempt's state machine: whatever the line does, the last answer given is the one the server ends up with.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SaveReceipt } from '#contract/assessment.ts';
import { aPaper, choiceId, questionId } from '../assessment.samples.ts';
import { isAnswered, withChoice } from './answers.ts';
import {
  type AttemptEvent,
  type AttemptState,
  answeredCount,
  dueIn,
  longest_ms,
  reduceAttempt,
  secondsLeft,
  startAttempt,
  typing_ms,
  unsent,
} from './attempt-session.ts';
import { saveStateOf } from './save-state.ts';

const start = 1_000_000;
const paper = aPaper({ server_now: new Date(start).toISOString() });
const begin = (more: Partial<typeof paper> = {}) => startAttempt({ ...paper, ...more }, start);
const after = (state: AttemptState, ...events: AttemptEvent[]) => events.reduce(reduceAttempt, state);
const typed = (text: string, at: number, question = 3): AttemptEvent => ({
  type: 'answered',
  question_id: questionId(question),
  answer: { text },
  at,
  isTyping: true,
});
const receipts = (state: AttemptState, accepted = true): SaveReceipt[] =>
  unsent(state).map((one) => ({ ...one, saved_at: new Date(start).toISOString(), accepted }));
const acknowledged = (list: SaveReceipt[], at: number): AttemptEvent => ({
  type: 'acknowledged',
  receipts: list,
  server_now: new Date(at).toISOString(),
  at,
});

describe('saving', () => {
  it('waits for a pause in typing, but never longer than two seconds', () => {
    let state = after(begin(), typed('H', start));
    expect(dueIn(state, start)).toBe(typing_ms);
    for (let at = start + 300; at <= start + 3000; at += 300) state = after(state, typed(`H${at}`, at));
    expect((state.due_at ?? 0) - start).toBe(longest_ms);
    expect(longest_ms).toBeLessThan(2000);
  });

  it('sends a choice almost at once', () => {
    const state = after(begin(), {
      type: 'answered',
      question_id: questionId(1),
      answer: { choice_ids: [choiceId(1, 2)] },
      at: start,
      isTyping: false,
    });
    expect(dueIn(state, start)).toBeLessThan(200);
  });

  it('sends again what was written while a save was under way', () => {
    const first = after(begin(), typed('Hel', start), { type: 'sent' });
    const list = receipts(first);
    const state = after(first, typed('Helmet', start + 500), acknowledged(list, start + 600));
    expect(unsent(state).map(({ answer }) => answer.text)).toEqual(['Helmet']);
    expect(state.line).toBe('waiting');
    expect(dueIn(state, start + 600)).toBeDefined();
  });

  it('keeps everything while the line is down and tries with growing pauses', () => {
    const down = after(begin(), typed('a', start), { type: 'sent' }, { type: 'unreachable', at: start });
    expect([down.line, dueIn(down, start), unsent(down).length]).toEqual(['unreachable', 1000, 1]);
    const longer = after(down, { type: 'unreachable', at: start }, { type: 'unreachable', at: start });
    expect(dueIn(longer, start)).toBe(4000);
    expect(saveStateOf(down)).toMatchObject({ kind: 'on_device' });
    const back = after(down, typed('ab', start + 10), { type: 'retried', at: start + 20 });
    expect(dueIn(back, start + 20)).toBe(0);
  });

  it('tells how many answers went out after the line was down, once', () => {
    const down = after(
      begin(),
      typed('a', start),
      typed('1', start, 4),
      { type: 'sent' },
      { type: 'unreachable', at: start },
    );
    const back = after(
      down,
      { type: 'retried', at: start },
      { type: 'sent' },
      acknowledged(receipts(down), start + 5),
    );
    expect([back.caught_up, back.line, saveStateOf(back).kind]).toEqual([2, 'idle', 'saved']);
    expect(after(back, { type: 'caught_up_seen' }).caught_up).toBeNull();
  });

  it('does not try while signed out', () => {
    const state = after(begin(), typed('a', start), { type: 'signed_out' }, typed('ab', start + 5));
    expect([state.line, dueIn(state, start + 10), unsent(state).length]).toEqual([
      'signed_out',
      undefined,
      1,
    ]);
  });
});

describe('sequences', () => {
  it('grow with every answer, also within the same millisecond and when this clock runs behind', () => {
    const slow = startAttempt({ ...paper, server_now: new Date(start + 60_000).toISOString() }, start);
    const first = after(slow, typed('a', start));
    const second = after(first, typed('ab', start));
    const [one, two] = [first, second].map((state) => state.answers[questionId(3)]?.sequence ?? 0);
    expect([one, two]).toEqual([start + 60_000, start + 60_001]);
  });

  it('go on from what the server has', () => {
    const saved = {
      question_id: questionId(3),
      answer: { text: 'x' },
      sequence: start + 999_999,
      saved_at: paper.server_now,
    };
    const state = after(begin({ answers: [saved] }), typed('y', start));
    expect(state.answers[questionId(3)]?.sequence).toBe(start + 1_000_000);
  });
});

describe('another device', () => {
  const theirs = {
    question_id: questionId(3),
    answer: { text: 'theirs' },
    sequence: start + 5000,
    saved_at: paper.server_now,
  };

  it('that answered later is shown, and said', () => {
    const state = after(begin(), typed('mine', start), {
      type: 'read',
      answers: [theirs],
      server_now: paper.server_now,
      at: start,
    });
    expect(state.answers[questionId(3)]?.answer.text).toBe('theirs');
    expect([state.elsewhere, unsent(state)]).toEqual([[questionId(3)], []]);
    expect(after(state, { type: 'elsewhere_seen' }).elsewhere).toEqual([]);
  });

  it('that answered earlier changes nothing here', () => {
    const state = after(begin(), typed('mine', start + 9000), {
      type: 'read',
      answers: [theirs],
      server_now: paper.server_now,
      at: start,
    });
    expect([state.answers[questionId(3)]?.answer.text, state.elsewhere]).toEqual(['mine', []]);
  });

  it('wins also when the refusal comes with a save', () => {
    const sent = after(begin(), typed('mine', start), { type: 'sent' });
    const state = after(sent, acknowledged([{ ...theirs, accepted: false }], start + 50));
    expect([state.answers[questionId(3)]?.answer.text, state.line, state.elsewhere.length]).toEqual([
      'theirs',
      'idle',
      1,
    ]);
  });
});

describe('coming back', () => {
  it('sends what this device kept, and forgets questions that are not in the paper', () => {
    const kept = {
      answers: {
        [questionId(3)]: { answer: { text: 'kept' }, sequence: start + 1 },
        gone: { answer: { text: 'x' }, sequence: 9 },
      },
      flags: [questionId(2), 'gone'],
      current: 2,
    };
    const state = after(begin(), { type: 'recovered', kept, at: start });
    expect([
      state.flags,
      state.current,
      unsent(state).map(({ question_id }) => question_id),
      dueIn(state, start),
    ]).toEqual([[questionId(2)], 2, [questionId(3)], 0]);
  });

  it('does not bring back an answer that the server has newer', () => {
    const saved = {
      question_id: questionId(3),
      answer: { text: 'newer' },
      sequence: 50,
      saved_at: paper.server_now,
    };
    const kept = {
      answers: { [questionId(3)]: { answer: { text: 'older' }, sequence: 40 } },
      flags: [],
      current: 99,
    };
    const state = after(begin({ answers: [saved] }), { type: 'recovered', kept, at: start });
    expect([state.answers[questionId(3)]?.answer.text, unsent(state), state.current]).toEqual([
      'newer',
      [],
      3,
    ]);
  });

  it('begins at the first question without an answer', () => {
    const saved = {
      question_id: questionId(1),
      answer: { choice_ids: [choiceId(1, 1)] },
      sequence: 1,
      saved_at: paper.server_now,
    };
    expect(begin({ answers: [saved] }).current).toBe(1);
  });
});

describe('the clock', () => {
  it('is the server’s, whatever this device shows', () => {
    const deadline_at = new Date(start + 90_000).toISOString();
    const state = startAttempt(
      { ...paper, deadline_at, server_now: new Date(start + 60_000).toISOString() },
      start,
    );
    expect([
      secondsLeft(state, start),
      secondsLeft(state, start + 29_500),
      secondsLeft(state, start + 999_000),
    ]).toEqual([30, 1, 0]);
    expect(secondsLeft(begin(), start)).toBeNull();
  });
});

describe('answers', () => {
  it('choosing one replaces, choosing several adds and takes away, in the question’s order', () => {
    const [single, multiple] = paper.questions;
    expect(withChoice(single!, { choice_ids: [choiceId(1, 1)] }, choiceId(1, 2))).toEqual({
      choice_ids: [choiceId(1, 2)],
    });
    const two = withChoice(multiple!, withChoice(multiple!, undefined, choiceId(2, 3)), choiceId(2, 1));
    expect(two).toEqual({ choice_ids: [choiceId(2, 1), choiceId(2, 3)] });
    expect(withChoice(multiple!, two, choiceId(2, 3))).toEqual({ choice_ids: [choiceId(2, 1)] });
  });

  it('that are empty do not count as answered', () => {
    expect([{ text: '  ' }, { choice_ids: [] }, {}, null, undefined].map(isAnswered)).toEqual(
      Array(5).fill(false),
    );
    expect(answeredCount(after(begin(), typed('x', start), typed('  ', start, 4)))).toBe(1);
  });
});

/** A server that keeps the rule of the real one: only a higher sequence replaces. */
function createServer() {
  const kept = new Map<string, SaveReceipt>();
  return {
    kept,
    save(batch: ReturnType<typeof unsent>): SaveReceipt[] {
      return batch.map((one) => {
        const before = kept.get(one.question_id);
        const accepted = !before || one.sequence > before.sequence;
        if (accepted)
          kept.set(one.question_id, { ...one, saved_at: new Date(start).toISOString(), accepted: true });
        return { ...kept.get(one.question_id)!, accepted };
      });
    },
  };
}

const step = fc.oneof(
  fc.record({
    do: fc.constant('type' as const),
    question: fc.integer({ min: 1, max: 4 }),
    text: fc.string({ maxLength: 5 }),
  }),
  fc.record({
    do: fc.constantFrom(
      'save' as const,
      'lose_request' as const,
      'lose_answer' as const,
      'repeat_old' as const,
      'reload' as const,
    ),
  }),
);

it('for any order of typing, lost requests, lost answers, repeats and reloads, the last answer arrives', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const server = createServer();
      const last = new Map<string, string>();
      const old: ReturnType<typeof unsent>[] = [];
      let state = begin();
      let at = start;
      for (const one of steps) {
        at += 7;
        if (one.do === 'type') {
          last.set(questionId(one.question), one.text);
          state = after(state, typed(one.text, at, one.question));
        } else if (one.do === 'reload') {
          const kept = { answers: state.answers, flags: [], current: 0 };
          const answers = [...server.kept.values()];
          state = after(startAttempt({ ...paper, answers, server_now: new Date(at).toISOString() }, at), {
            type: 'recovered',
            kept,
            at,
          });
        } else if (one.do === 'repeat_old') {
          const batch = old[0];
          if (batch) server.save(batch);
        } else {
          const batch = unsent(state);
          old.push(batch);
          state = after(state, { type: 'sent' });
          const answered = one.do === 'lose_request' ? null : server.save(batch);
          state = after(
            state,
            one.do === 'save' && answered ? acknowledged(answered, at) : { type: 'unreachable', at },
          );
        }
      }
      const rest = server.save(unsent(state));
      state = after(state, { type: 'sent' }, acknowledged(rest, at));
      expect(unsent(state)).toEqual([]);
      for (const [id, text] of last) {
        expect(server.kept.get(id)?.answer.text).toBe(text);
        expect(state.answers[id]?.answer.text).toBe(text);
      }
      expect(state.elsewhere).toEqual([]);
    }),
  );
});
