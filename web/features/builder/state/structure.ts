// Runs structural changes: at once on screen, one after the other on the server, each to be taken back. The outline
// itself lives in the query cache; what is here is the undo stack and what is still on its way.
import { hashKey, type QueryClient } from '@tanstack/react-query';
import type { Outline, OutlineLesson } from '#contract/catalog.ts';
import { api } from '#web/lib/api.ts';
import { now } from '#web/lib/clock.ts';
import { builderKeys, courseQuery } from '../builder.queries.ts';
import type { Lesson } from '../builder.types.ts';
import { applyCommand, type Command, inverseOf, isIdle } from './commands.ts';
import type { LessonKind } from './lesson-kinds.ts';
import { findModule, type LessonPlace } from './outline-moves.ts';
import { sendCommand } from './send-command.ts';
import { emptyStack, forget, remember, takeBack, takeForth, type UndoStack } from './undo-stack.ts';
import type { WriteQueue } from './write-queue.ts';

/**
 * Pending commands are shown over whatever is read meanwhile: each says where something ends up, not how far it goes, so
 * one that has already happened changes nothing when it is applied again.
 */
export type StructureState = {
  stack: UndoStack<Command>;
  pending: readonly Command[];
  working: number;
  saved_at: string | null;
};

export type Structure = {
  subscribe: (listener: () => void) => () => void;
  getState: () => StructureState;
  /** Begins to watch readings of the outline. @returns what ends it */
  start: () => () => void;
  run: (command: Command) => void;
  /** @returns what was taken back */
  undo: () => Command | undefined;
  redo: () => Command | undefined;
  /** Takes one command back wherever it stands, as the toast's button asks; nothing when that happened already. */
  revert: (command: Command) => void;
  /** @returns the new lesson's id; null when it could not be made, which has been said then */
  addLesson: (lesson: NewLesson) => Promise<string | null>;
  addModule: (module: { title: string; order: number }) => Promise<string | null>;
};

type NewLesson = { title: string; kind: LessonKind; place: LessonPlace | undefined };

type StructureOptions = {
  course_id: string;
  queryClient: QueryClient;
  queue: WriteQueue;
  /** A lesson as the server has it after a change. */
  onLesson: (lesson: Lesson) => void;
  onFailure: (error: unknown) => void;
};

export function createStructure(options: StructureOptions): Structure {
  const { course_id, queryClient, queue, onLesson, onFailure } = options;
  let state: StructureState = { stack: emptyStack, pending: [], working: 0, saved_at: null };
  const listeners = new Set<() => void>();

  function set(next: Partial<StructureState>): void {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  }

  const change = (work: (outline: Outline) => Outline) =>
    queryClient.setQueryData<Outline>(builderKeys.draft(course_id), (outline) => outline && work(outline));

  /** Counts work until the server has answered; the outline is read anew when the last one has. */
  async function during<Result>(work: () => Promise<Result>): Promise<Result> {
    set({ working: state.working + 1 });
    void queryClient.cancelQueries({ queryKey: builderKeys.draft(course_id) });
    try {
      const result = await queue.run(work);
      set({ saved_at: now().toISOString() });
      markChanged(queryClient, course_id);
      return result;
    } finally {
      set({ working: state.working - 1 });
      if (state.working === 0) void queryClient.invalidateQueries({ queryKey: builderKeys.draft(course_id) });
    }
  }

  /** @param origin the command on the stack, which is forgotten when the server refuses */
  function execute(command: Command, origin: Command): void {
    change((outline) => applyCommand(outline, command));
    set({ pending: [...state.pending, command] });
    during(() => sendCommand(course_id, command))
      .then(
        (lesson) => lesson && onLesson(lesson),
        (error: unknown) => {
          set({ stack: forget(state.stack, origin) });
          onFailure(error);
        },
      )
      .finally(() => set({ pending: state.pending.filter((other) => other !== command) }));
  }

  function run(command: Command): void {
    if (isIdle(command)) return;
    set({ stack: remember(state.stack, command) });
    execute(command, command);
  }

  function undo(): Command | undefined {
    const step = takeBack(state.stack);
    if (!step) return undefined;
    set({ stack: step.stack });
    execute(inverseOf(step.command), step.command);
    return step.command;
  }

  function redo(): Command | undefined {
    const step = takeForth(state.stack);
    if (!step) return undefined;
    set({ stack: step.stack });
    execute(step.command, step.command);
    return step.command;
  }

  /** What was just made on the server is shown and can be taken back; it needs no further request. */
  function adopt(command: Command): void {
    change((outline) => applyCommand(outline, command));
    set({ stack: remember(state.stack, command) });
  }

  async function addLesson(wanted: NewLesson): Promise<string> {
    const lesson = await during(() => createLesson(course_id, wanted));
    const outline = queryClient.getQueryData<Outline>(builderKeys.draft(course_id));
    // Without any module the server made one for it; the outline must know that one first.
    if (!outline || !findModule(outline, lesson.module_id)) {
      await queryClient.refetchQueries({ queryKey: builderKeys.draft(course_id) });
    }
    onLesson(lesson);
    const { module_id, order } = lesson;
    adopt({ type: 'insert-lesson', lesson: outlineLesson(lesson), place: { module_id, order } });
    return lesson.id;
  }

  async function addModule(body: { title: string; order: number }): Promise<string> {
    const params = { id: course_id };
    const made = await during(() => api.catalog.createModule({ params, query: { draft: 'true' }, body }));
    const module = { id: made.id, title: made.title, duration_hours: made.duration_hours, lessons: [] };
    adopt({ type: 'insert-module', module, order: made.order });
    return made.id;
  }

  const orSay = (id: Promise<string>): Promise<string | null> =>
    id.catch((error: unknown) => {
      onFailure(error);
      return null;
    });

  const hash = hashKey(builderKeys.draft(course_id));
  function start(): () => void {
    return queryClient.getQueryCache().subscribe((event) => {
      const isRead = event.type === 'updated' && event.action.type === 'success' && !event.action.manual;
      if (isRead && event.query.queryHash === hash && state.pending.length > 0)
        change((outline) => state.pending.reduce(applyCommand, outline));
    });
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getState: () => state,
    start,
    run,
    undo,
    redo,
    revert(command) {
      if (state.stack.done.at(-1) === command) undo();
      else if (state.stack.done.includes(command)) run(inverseOf(command));
    },
    addLesson: (lesson) => orSay(addLesson(lesson)),
    addModule: (module) => orSay(addModule(module)),
  };
}

/** The course has changes that learners do not see yet; reading that again would cost a request per key. */
export function markChanged(queryClient: QueryClient, course_id: string): void {
  const { queryKey } = courseQuery(course_id);
  queryClient.setQueryData(queryKey, (course) => course && { ...course, has_unpublished_changes: true });
}

async function createLesson(course_id: string, { title, kind, place }: NewLesson): Promise<Lesson> {
  const query = { draft: 'true' } as const;
  const lesson = await api.catalog.createLesson({ query, body: { course_id, title, kind, ...place } });
  if (kind !== 'quiz') return lesson;
  const quiz = await api.assessment.createQuiz({ query, body: { lesson_id: lesson.id, title } });
  return { ...lesson, quiz_id: quiz.id };
}

function outlineLesson(lesson: Lesson): OutlineLesson {
  const { id, title, kind, required, is_preview, completion_rule } = lesson;
  const { minimum_seconds, watched_percent, estimated_minutes, quiz_id } = lesson;
  return {
    ...{ id, title, kind, required, is_preview, completion_rule },
    ...{ minimum_seconds, watched_percent, estimated_minutes, quiz_id },
    quiz_version_id: null,
    revision_id: null,
  };
}
