// The editor's session with a server that remembers: what is written arrives once, in order, whatever happens between.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Question, QuestionDraft } from '#contract/assessment.ts';
import { aQuestion, aQuiz, choiceId } from '../assessment.samples.ts';
import { draftOf, newChoice, newQuestion } from './quiz-draft.ts';
import { createQuizEditorSession, type QuizEditorServer, settingsRefusal } from './quiz-editor-session.ts';

const words = { yes: 'True', no: 'False' };
const refusal = (status: number, code: string) =>
  Object.assign(new Error(code), {
    problem: { status, code, errors: [{ path: 'text', code, message: '' }], params: {} },
  });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function anEditor() {
  const calls: [string, unknown, unknown?][] = [];
  const failures: Error[] = [];
  let made = 100;
  async function call<Result>(
    name: string,
    first: unknown,
    second: unknown,
    result: () => Result,
  ): Promise<Result> {
    const failure = failures.shift();
    if (failure) throw failure;
    calls.push(second === undefined ? [name, first] : [name, first, second]);
    return result();
  }
  const answer = (id: string, sent: Partial<QuestionDraft>): Question => ({
    ...aQuestion(1),
    id,
    choices: (sent.choices ?? []).map((choice, index) => ({
      ...aQuestion(1).choices[0]!,
      id: choice.id ?? choiceId(9, index),
      text: choice.text,
    })),
  });
  const server: QuizEditorServer = {
    updateQuiz: (fields) => call('settings', fields, undefined, () => null),
    createQuestion: (question) =>
      call('create', question, undefined, () => answer(`made-${++made}`, question)),
    updateQuestion: (id, fields) => call('update', id, fields, () => answer(id, fields)),
    deleteQuestion: (id) => call('delete', id, undefined, () => null),
    addQuestions: (questions) =>
      call('paste', questions, undefined, () =>
        aQuiz({ can: ['update'], questions: [aQuestion(1), aQuestion(2), aQuestion(3)] }),
      ),
  };
  const onSaved = vi.fn();
  const session = createQuizEditorSession(
    aQuiz({ can: ['update'], questions: [aQuestion(1), aQuestion(2)] }),
    server,
    onSaved,
  );
  const [first, second] = session.getState().questions;
  return { session, calls, failures, onSaved, first: first!, second: second! };
}
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const texts = (session: ReturnType<typeof anEditor>['session']) =>
  session.getState().questions.map(({ text }) => text);

describe('editing', () => {
  it('is saved a moment after the last key, only what changed, to the draft', async () => {
    const { session, calls, first, onSaved } = anEditor();
    session.editQuestion(first.key, { text: 'A' });
    session.editQuestion(first.key, { text: 'AB' });
    session.editQuestion(first.key, { points: 2 });
    await pass(500);
    expect([calls, session.getState().save.kind]).toEqual([[], 'saving']);
    await pass(400);
    expect(calls).toEqual([['update', first.id, { text: 'AB', points: 2 }]]);
    expect([session.getState().save.kind, onSaved.mock.calls.length]).toEqual(['saved', 1]);
  });

  it('of the rules goes in one request', async () => {
    const { session, calls } = anEditor();
    session.editSettings({ pass_percent: 75 });
    session.editSettings({ max_attempts: 2 });
    await pass(1000);
    expect(calls).toEqual([['settings', { pass_percent: 75, max_attempts: 2 }]]);
  });

  it('gives new choices their ids, so that the next edit changes them instead of adding others', async () => {
    const { session, calls, first } = anEditor();
    session.editQuestion(first.key, { choices: [...first.choices, newChoice('Third')] });
    await pass(1000);
    const id = session.getState().questions[0]!.choices[2]!.id;
    expect(id).not.toBeNull();
    session.editQuestion(first.key, {
      choices: session.getState().questions[0]!.choices.map((choice) => ({ ...choice, feedback: 'x' })),
    });
    await pass(1000);
    expect((calls[1]![2] as QuestionDraft).choices?.map((choice) => choice.id)).toContain(id);
  });

  it('a question without words is not sent, and does not count as unsaved', async () => {
    const { session, calls, first } = anEditor();
    session.editQuestion(first.key, { text: '  ' });
    await pass(2000);
    expect([calls, await session.flush()]).toEqual([[], true]);
    session.editQuestion(first.key, { text: 'Now' });
    await pass(1000);
    expect(calls).toEqual([['update', first.id, { text: 'Now' }]]);
  });
});

describe('adding', () => {
  it('a question is created once it asks something, at its place, and changed from then on', async () => {
    const { session, calls, first } = anEditor();
    const key = session.insert(newQuestion('short_text', words), first.key);
    await pass(1000);
    expect(calls).toEqual([]);
    session.editQuestion(key, { text: 'Between?', answer: 'x' });
    await pass(1000);
    expect(calls[0]).toEqual([
      'create',
      expect.objectContaining({ text: 'Between?', kind: 'short_text', answer: 'x', order: 2 }),
    ]);
    session.editQuestion(key, { text: 'Between!' });
    await pass(1000);
    expect(calls[1]).toEqual(['update', 'made-101', { text: 'Between!' }]);
    expect(texts(session)).toEqual(['Question 1?', 'Between!', 'Question 2?']);
  });

  it('pasted questions stand at the end with their ids', async () => {
    const { session, calls } = anEditor();
    await session.paste([{ text: 'Question 3?' }]);
    expect([calls.length, texts(session)]).toEqual([1, ['Question 1?', 'Question 2?', 'Question 3?']]);
  });
});

describe('moving and deleting', () => {
  it('are written at once, after what was typed before', async () => {
    const { session, calls, first, second } = anEditor();
    session.editQuestion(first.key, { text: 'Typed' });
    session.move(second.key, 0);
    await pass(10);
    expect(calls).toEqual([
      ['update', first.id, { text: 'Typed' }],
      ['update', second.id, { order: 1 }],
    ]);
    expect(texts(session)).toEqual(['Question 2?', 'Typed']);
  });

  it('can be taken back: the question returns to its place as a new one', async () => {
    const { session, calls, first } = anEditor();
    const putBack = session.remove(first.key);
    await pass(10);
    putBack();
    await pass(1000);
    expect(texts(session)).toEqual(['Question 1?', 'Question 2?']);
    expect(calls.map(([name]) => name)).toEqual(['delete', 'create', 'update']);
  });

  it('a question deleted while it was being created does not stay behind', async () => {
    const { session, calls } = anEditor();
    const key = session.insert({ ...newQuestion('short_text', words), text: 'Gone?' });
    const saving = pass(0);
    session.remove(key);
    await saving;
    await pass(1000);
    const created = calls.filter(([name]) => name === 'create').length;
    expect(calls.filter(([name]) => name === 'delete')).toHaveLength(created);
  });
});

describe('when it fails', () => {
  it('a lost line is tried again until it works, in order', async () => {
    const { session, calls, failures, first, second } = anEditor();
    failures.push(new TypeError('Failed to fetch'), refusal(503, 'service.unavailable'));
    session.editQuestion(first.key, { text: 'One' });
    session.editQuestion(second.key, { text: 'Two' });
    await pass(1000);
    expect([calls, session.getState().save.kind]).toEqual([[], 'retrying']);
    await pass(10_000);
    expect(calls.map(([, id]) => id)).toEqual([first.id, second.id]);
    expect(session.getState().save.kind).toBe('saved');
  });

  it('a refusal is shown at its question, holds up no other, and the next edit sends all of it again', async () => {
    const { session, calls, failures, first, second } = anEditor();
    failures.push(refusal(400, 'input.invalid'));
    session.editQuestion(first.key, { text: 'x'.repeat(20_000), points: 3 });
    session.editQuestion(second.key, { text: 'Two' });
    await pass(1000);
    expect([session.getState().refused.has(first.key), calls]).toEqual([
      true,
      [['update', second.id, { text: 'Two' }]],
    ]);
    session.editQuestion(first.key, { text: 'Short' });
    await pass(1000);
    expect(session.getState().refused.size).toBe(0);
    expect(calls[1]).toEqual(['update', first.id, { text: 'Short', points: 3 }]);
  });

  it('a refusal of the rules is shown with them', async () => {
    const { session, failures } = anEditor();
    failures.push(refusal(400, 'input.invalid'));
    session.editSettings({ title: '' });
    await pass(1000);
    expect(settingsRefusal(session.getState())).not.toBeNull();
    session.editSettings({ title: 'A name' });
    expect(settingsRefusal(session.getState())).toBeNull();
  });
});

it('a copy keeps the words and none of the ids', async () => {
  const { session, calls, first } = anEditor();
  session.insert({ ...draftOf(aQuestion(1)), key: 'copy', id: null }, first.key);
  await pass(100);
  expect(calls[0]?.[0]).toBe('create');
});
