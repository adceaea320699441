// The course as its player shows it: the outline of one version joined with what the server knows of the learner.
// Pure. The percentage is not computed here: it is the server's figure, the same everywhere.
import type { Outline, OutlineLesson } from '#contract/catalog.ts';
import type { LessonState } from '#web/ui/LessonRow.tsx';
import type { Progress } from './learning.types.ts';

export type PlayerLesson = OutlineLesson & {
  module_number: number;
  /** Counts from 1 over the whole course. */
  number: number;
  state: LessonState;
  progress: Progress | null;
};

export type PlayerModule = {
  id: string;
  title: string;
  number: number;
  lessons: PlayerLesson[];
  done: number;
};

export type PlayerModel = {
  modules: PlayerModule[];
  lessons: PlayerLesson[];
  /** Of the required lessons. */
  done: number;
  required: number;
  /** Planned minutes of the required lessons that are still open. */
  minutes_left: number;
};

export type PlayerPlace = {
  lesson: PlayerLesson;
  previous: PlayerLesson | null;
  next: PlayerLesson | null;
  /** Where to go on: the next lesson, or at the end a required one that was left out. */
  following: PlayerLesson | null;
  /** True when no other required lesson is open. */
  is_last_open: boolean;
};

function stateOf(progress: Progress | null): LessonState {
  if (progress?.completed) return 'completed';
  return progress?.first_seen_at ? 'in_progress' : 'not_started';
}

export function buildPlayer(outline: Outline, progress: readonly Progress[]): PlayerModel {
  const rows = new Map(progress.map((row) => [row.lesson_id, row]));
  let number = 0;
  const modules = outline.modules.map(({ id, title, lessons }, index): PlayerModule => {
    const joined = lessons.map((lesson): PlayerLesson => {
      number += 1;
      const row = rows.get(lesson.id) ?? null;
      return { ...lesson, module_number: index + 1, number, state: stateOf(row), progress: row };
    });
    return { id, title, number: index + 1, lessons: joined, done: joined.filter(isDone).length };
  });
  const lessons = modules.flatMap((module) => module.lessons);
  const required = lessons.filter((lesson) => lesson.required);
  const open = required.filter((lesson) => !isDone(lesson));
  return {
    modules,
    lessons,
    done: required.length - open.length,
    required: required.length,
    minutes_left: open.reduce((sum, lesson) => sum + lesson.estimated_minutes, 0),
  };
}

function isDone(lesson: PlayerLesson): boolean {
  return lesson.state === 'completed';
}

/** Null when the outline has no such lesson (it was removed, or belongs to another course). */
export function placeOf(model: PlayerModel, lesson_id: string): PlayerPlace | null {
  const index = model.lessons.findIndex(({ id }) => id === lesson_id);
  const lesson = model.lessons[index];
  if (!lesson) return null;
  const next = model.lessons[index + 1] ?? null;
  const open = model.lessons.filter((other) => other.required && !isDone(other) && other.id !== lesson_id);
  return {
    lesson,
    previous: model.lessons[index - 1] ?? null,
    next,
    following: next ?? open[0] ?? null,
    is_last_open: open.length === 0,
  };
}

/**
 * Where to go on: the lesson that was left, or, when that one is done, the first open one after it, else the first open
 * one of all. A course without anything open is read again from the lesson that was left.
 */
export function resumeAt(model: PlayerModel, last_lesson_id: string | null): PlayerLesson | null {
  const lastIndex = model.lessons.findIndex(({ id }) => id === last_lesson_id);
  const last = model.lessons[lastIndex];
  if (last && !isDone(last)) return last;
  const isOpen = (lesson: PlayerLesson) => lesson.required && !isDone(lesson);
  return (
    model.lessons.slice(lastIndex + 1).find(isOpen) ??
    model.lessons.find(isOpen) ??
    last ??
    model.lessons[0] ??
    null
  );
}
