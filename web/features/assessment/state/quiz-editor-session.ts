// One author editing one quiz: edits are kept at once, written to the draft a moment later, one write at a time and in
// order. No React in here.
import type { Question, QuestionDraft, QuizDetail } from '#contract/assessment.ts';
import { now } from '#web/lib/clock.ts';
import { problemOf } from '#web/ui/problem.ts';
import type { SaveStateValue } from '#web/ui/SaveState.tsx';
import {
  allFields,
  bodyOf,
  copyOf,
  type DraftQuestion,
  draftOf,
  isAuthorsQuestion,
  isSendable,
  type QuestionFields,
  type QuizSettings,
  settingsOf,
  withChoiceIds,
  withPlace,
  writtenChoices,
} from './quiz-draft.ts';

/** What the session asks of the server; every write goes to the draft. */
export type QuizEditorServer = {
  updateQuiz: (fields: Partial<QuizSettings>) => Promise<unknown>;
  createQuestion: (question: QuestionDraft) => Promise<Question>;
  updateQuestion: (question_id: string, fields: Partial<QuestionDraft>) => Promise<Question>;
  deleteQuestion: (question_id: string) => Promise<unknown>;
  addQuestions: (questions: QuestionDraft[]) => Promise<QuizDetail>;
};

export type QuizEditorState = {
  settings: QuizSettings;
  questions: readonly DraftQuestion[];
  save: SaveStateValue;
  /** Questions the server refused, by key, with the error that says why. */
  refused: ReadonlyMap<string, unknown>;
};

export type QuizEditorSession = {
  subscribe: (listener: () => void) => () => void;
  getState: () => QuizEditorState;
  editSettings: (fields: Partial<QuizSettings>) => void;
  editQuestion: (key: string, fields: Partial<QuestionFields>) => void;
  /** Adds a question after another, or at the end. @returns its key */
  insert: (question: DraftQuestion, after?: string) => string;
  /** @returns what puts it back */
  remove: (key: string) => () => void;
  move: (key: string, to: number) => void;
  paste: (questions: QuestionDraft[]) => Promise<void>;
  /** Writes everything now. @returns whether all of it is safe */
  flush: () => Promise<boolean>;
  start: () => () => void;
};

const pause_ms = 700;
const retry_ms = 2000;
const longestRetry_ms = 30_000;
const settingsKey = 'settings';

/** `restore` marks again what a refused write carried, so that the next edit sends all of it. */
type Work = { key: string; run: () => Promise<void>; restore?: () => void };

export function createQuizEditorSession(
  quiz: QuizDetail,
  server: QuizEditorServer,
  onSaved: () => void,
): QuizEditorSession {
  let state: QuizEditorState = {
    settings: settingsOf(quiz),
    questions: quiz.questions.filter(isAuthorsQuestion).map(draftOf),
    save: { kind: 'idle' },
    refused: new Map(),
  };
  const listeners = new Set<() => void>();
  /** Fields that were written and not sent, by question key. */
  const edited = new Map<string, Set<keyof QuestionFields>>();
  const editedSettings = new Set<keyof QuizSettings>();
  /** Ids of questions that were made here, also of those removed before their answer came. */
  const ids = new Map<string, string>();
  const queue: Work[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  let failures = 0;

  function update(changes: Partial<QuizEditorState>): void {
    state = { ...state, ...changes };
    for (const listener of listeners) listener();
  }

  const find = (key: string): DraftQuestion | undefined =>
    state.questions.find((question) => question.key === key);
  const change = (key: string, fields: Partial<DraftQuestion>): void =>
    update({
      questions: state.questions.map((question) =>
        question.key === key ? { ...question, ...fields } : question,
      ),
    });

  function isSafe(): boolean {
    const waits = [...edited].some(
      ([key, fields]) => fields.size > 0 && isSendable(find(key) ?? { text: '' }) && !state.refused.has(key),
    );
    const settingsWait = editedSettings.size > 0 && !state.refused.has(settingsKey);
    return queue.length === 0 && !settingsWait && !waits;
  }

  function plan(wait: number): void {
    update({ save: failures > 0 ? { kind: navigator.onLine ? 'retrying' : 'offline' } : { kind: 'saving' } });
    clearTimeout(timer);
    timer = setTimeout(() => void work(), wait);
  }

  function work(): Promise<void> {
    clearTimeout(timer);
    running ??= workOff().finally(() => {
      running = null;
    });
    return running;
  }

  async function workOff(): Promise<void> {
    collect();
    for (let next = queue[0]; next; next = queue[0]) {
      try {
        await next.run();
        failures = 0;
      } catch (error) {
        if (mayPass(error)) {
          failures += 1;
          plan(Math.min(longestRetry_ms, retry_ms * 2 ** (failures - 1)));
          return;
        }
        next.restore?.();
        update({ refused: new Map(state.refused).set(next.key, error) });
      }
      queue.shift();
      collect();
    }
    update({ save: { kind: 'saved', saved_at: now().toISOString() } });
    onSaved();
  }

  const mayPass = (error: unknown): boolean => {
    const status = problemOf(error)?.status;
    return status === undefined || status >= 500 || status === 401 || status === 429;
  };

  /** Turns what was written since into writes, after those that already wait. */
  function collect(): void {
    if (editedSettings.size > 0 && !state.refused.has(settingsKey)) {
      const names = [...editedSettings];
      const fields = Object.fromEntries(names.map((field) => [field, state.settings[field]]));
      editedSettings.clear();
      const restore = () => names.forEach((field) => void editedSettings.add(field));
      queue.push({ key: settingsKey, run: async () => void (await server.updateQuiz(fields)), restore });
    }
    for (const { key } of state.questions) {
      const fields = edited.get(key);
      const question = find(key);
      if (!fields || fields.size === 0 || !question || !isSendable(question) || state.refused.has(key))
        continue;
      edited.set(key, new Set());
      const restore = () => edited.set(key, new Set([...fields, ...(edited.get(key) ?? [])]));
      queue.push({ key, run: () => write(key, [...fields]), restore });
    }
  }

  /** A question the server does not know is created whole, at its place; its later edits follow as changes. */
  async function write(key: string, fields: (keyof QuestionFields)[]): Promise<void> {
    const question = find(key);
    if (!question) return;
    const sent = writtenChoices(question);
    const received =
      question.id === null
        ? await server.createQuestion({
            ...bodyOf(question, allFields),
            text: question.text,
            order: placeOf(key),
          })
        : await server.updateQuestion(question.id, bodyOf(question, fields));
    ids.set(key, received.id);
    const latest = find(key);
    if (latest)
      change(key, { id: received.id, choices: withChoiceIds(latest.choices, sent, received.choices) });
  }

  /** Counted among the questions the server knows, because the others do not stand there yet. */
  const placeOf = (key: string): number =>
    state.questions
      .slice(
        0,
        state.questions.findIndex((question) => question.key === key),
      )
      .filter((question) => question.id !== null).length + 1;

  function enqueue(key: string, run: () => Promise<void>): void {
    collect();
    queue.push({ key, run });
    plan(0);
  }

  function insert(question: DraftQuestion, after?: string): string {
    const at =
      after === undefined
        ? state.questions.length
        : state.questions.findIndex(({ key }) => key === after) + 1;
    update({ questions: [...state.questions.slice(0, at), question, ...state.questions.slice(at)] });
    edited.set(question.key, new Set(allFields));
    if (isSendable(question)) plan(0);
    return question.key;
  }

  function remove(key: string): () => void {
    const at = state.questions.findIndex((question) => question.key === key);
    const question = state.questions[at];
    if (!question) return () => undefined;
    const before = state.questions[at - 1]?.key;
    edited.delete(key);
    update({ questions: state.questions.filter((one) => one.key !== key) });
    enqueue(key, async () => {
      const id = question.id ?? ids.get(key);
      if (id) await server.deleteQuestion(id);
    });
    return () => {
      const copy = copyOf(question);
      insert(copy, before);
      if (before === undefined) move(copy.key, 0);
    };
  }

  function move(key: string, to: number): void {
    update({ questions: withPlace(state.questions, key, to) });
    enqueue(key, async () => {
      const question = find(key);
      if (question?.id) await server.updateQuestion(question.id, { order: placeOf(key) });
    });
  }

  async function paste(questions: QuestionDraft[]): Promise<void> {
    await flush();
    const known = new Set(state.questions.map(({ id }) => id));
    const { questions: all } = await server.addQuestions(questions);
    const added = all.filter(isAuthorsQuestion).filter(({ id }) => !known.has(id));
    update({
      questions: [...state.questions, ...added.map(draftOf)],
      save: { kind: 'saved', saved_at: now().toISOString() },
    });
    onSaved();
  }

  async function flush(): Promise<boolean> {
    if (running) await running;
    if (!isSafe()) await work();
    return isSafe();
  }

  function start(): () => void {
    const warn = (event: BeforeUnloadEvent): void => {
      if (isSafe()) return;
      void work();
      event.preventDefault();
    };
    const retry = (): void => {
      if (!isSafe()) plan(0);
    };
    window.addEventListener('beforeunload', warn);
    window.addEventListener('online', retry);
    return () => {
      window.removeEventListener('beforeunload', warn);
      window.removeEventListener('online', retry);
      void flush();
    };
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getState: () => state,
    editSettings(fields) {
      for (const field of Object.keys(fields) as (keyof QuizSettings)[]) editedSettings.add(field);
      const refused = new Map(state.refused);
      refused.delete(settingsKey);
      update({ settings: { ...state.settings, ...fields }, refused });
      plan(pause_ms);
    },
    editQuestion(key, fields) {
      const changed = edited.get(key) ?? new Set();
      for (const field of Object.keys(fields) as (keyof QuestionFields)[]) changed.add(field);
      edited.set(key, changed);
      const refused = new Map(state.refused);
      refused.delete(key);
      update({ refused });
      change(key, fields);
      if (isSendable(find(key) ?? { text: '' })) plan(pause_ms);
    },
    insert,
    remove,
    move,
    paste,
    flush,
    start,
  };
}

export const settingsRefusal = (state: QuizEditorState): unknown => state.refused.get(settingsKey) ?? null;
