// Everything that happens while one person edits one course: the structure, an autosave for each record that was
// opened, and one queue for all writes. Lives as long as the page; no React in here.
import type { QueryClient } from '@tanstack/react-query';
import type { Outline } from '#contract/catalog.ts';
import { api } from '#web/lib/api.ts';
import { builderKeys, courseQuery, lessonQuery } from '../builder.queries.ts';
import type { CourseFields, CourseWhole, Lesson, LessonFields } from '../builder.types.ts';
import { type Autosave, createAutosave } from './autosave-runner.ts';
import { keptEdits } from './kept-edits.ts';
import { withLessonFields } from './outline-moves.ts';
import { checkCourse, checkLesson, courseBase, coursePatch, lessonBase, outlineFields } from './records.ts';
import { type SaveSum, sumOf } from './save-sum.ts';
import { createStructure, markChanged, type Structure } from './structure.ts';
import { createWriteQueue } from './write-queue.ts';

export type BuilderSession = {
  course_id: string;
  structure: Structure;
  /** The autosave of a lesson; the same one for as long as the page is open. */
  lesson: (lesson: Lesson) => Autosave<LessonFields>;
  course: (course: CourseWhole) => Autosave<CourseFields>;
  subscribe: (listener: () => void) => () => void;
  /** A new object only when something changed. */
  getSum: () => SaveSum;
  isSafe: () => boolean;
  /** Writes everything now. @returns whether all of it is safe */
  flush: () => Promise<boolean>;
  retry: () => void;
  /** Begins to watch the connection. @returns what ends it, for an effect to clean up */
  start: () => () => void;
};

type AnyAutosave = Autosave<LessonFields> | Autosave<CourseFields>;

type SessionOptions = {
  course_id: string;
  person_id: string;
  queryClient: QueryClient;
  onFailure: (error: unknown) => void;
};

export function createSession({
  course_id,
  person_id,
  queryClient,
  onFailure,
}: SessionOptions): BuilderSession {
  const queue = createWriteQueue();
  const lessons = new Map<string, Autosave<LessonFields>>();
  let courseSave: Autosave<CourseFields> | null = null;
  const listeners = new Set<() => void>();
  let sum: SaveSum = { kind: 'idle' };

  const structure = createStructure({ course_id, queryClient, queue, onFailure, onLesson: learnLesson });
  const all = (): AnyAutosave[] => [...lessons.values(), ...(courseSave ? [courseSave] : [])];
  const isSafe = () => ['idle', 'saved'].includes(sum.kind);

  function update(): void {
    const states = all().map((autosave) => autosave.getState());
    const next = sumOf(states, structure.getState(), navigator.onLine);
    if (JSON.stringify(next) === JSON.stringify(sum)) return;
    sum = next;
    for (const listener of listeners) listener();
  }

  function learnLesson(lesson: Lesson): void {
    queryClient.setQueryData(builderKeys.lesson(course_id, lesson.id), lesson);
    lessons.get(lesson.id)?.learn(lessonBase(lesson));
  }

  async function writeLesson(lesson_id: string, fields: Partial<LessonFields>, version: number) {
    const params = { id: lesson_id };
    const lesson = await api.catalog.updateLesson({
      params,
      query: { draft: 'true' },
      body: fields,
      ifMatch: version,
    });
    queryClient.setQueryData(builderKeys.lesson(course_id, lesson_id), lesson);
    queryClient.setQueryData<Outline>(
      builderKeys.draft(course_id),
      (outline) => outline && withLessonFields(outline, lesson_id, outlineFields(lesson, fields)),
    );
    markChanged(queryClient, course_id);
    return lessonBase(lesson);
  }

  async function writeCourse(fields: Partial<CourseFields>, version: number) {
    const params = { id: course_id };
    const course = await api.catalog.updateCourse({ params, body: coursePatch(fields), ifMatch: version });
    queryClient.setQueryData(courseQuery(course_id).queryKey, course);
    void queryClient.invalidateQueries({ queryKey: builderKeys.courses, refetchType: 'none' });
    return courseBase(course);
  }

  function adopted<Fields>(autosave: Autosave<Fields>): Autosave<Fields> {
    autosave.subscribe(update);
    return autosave;
  }

  structure.subscribe(update);
  const retry = () => {
    for (const autosave of all()) autosave.retry();
    update();
  };
  return {
    course_id,
    structure,
    lesson(lesson) {
      const known = lessons.get(lesson.id);
      if (known) return known;
      const autosave = createAutosave<LessonFields>({
        base: lessonBase(lesson),
        write: (fields, version) => writeLesson(lesson.id, fields, version),
        read: async () =>
          lessonBase(await queryClient.fetchQuery({ ...lessonQuery(course_id, lesson.id), staleTime: 0 })),
        check: checkLesson,
        queue,
        kept: keptEdits(`${person_id}.lesson.${lesson.id}`),
      });
      lessons.set(lesson.id, adopted(autosave));
      return autosave;
    },
    course(course) {
      courseSave ??= adopted(
        createAutosave<CourseFields>({
          base: courseBase(course),
          write: writeCourse,
          read: async () =>
            courseBase(await queryClient.fetchQuery({ ...courseQuery(course_id), staleTime: 0 })),
          check: checkCourse,
          queue,
          kept: keptEdits(`${person_id}.course.${course_id}`),
        }),
      );
      return courseSave;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSum: () => sum,
    isSafe,
    async flush() {
      await Promise.all(all().map((autosave) => autosave.flush()));
      await queue.run(async () => undefined);
      return isSafe();
    },
    retry,
    start() {
      window.addEventListener('online', retry);
      window.addEventListener('offline', update);
      const stopStructure = structure.start();
      return () => {
        stopStructure();
        window.removeEventListener('online', retry);
        window.removeEventListener('offline', update);
        for (const autosave of all()) autosave.stop();
      };
    },
  };
}
