/** Pure: the table of contents of a course, made from draft rows, and how two of them differ. */
import type { Outline, OutlineLesson } from '#contract/catalog.ts';
import { changedLessons } from '#contract/values/outline-changes.ts';

export type DraftModule = { id: string; title: string; order: number; duration_hours: number | null };
export type DraftLesson = OutlineLesson & { module_id: string; order: number };

/** Modules in order, each with its lessons in order. Modules without lessons stay: an author sees them, learners see a heading. */
export function buildOutline(courseId: string, modules: DraftModule[], lessons: DraftLesson[]): Outline {
  const byModule = new Map<string, DraftLesson[]>();
  for (const lesson of lessons)
    byModule.set(lesson.module_id, [...(byModule.get(lesson.module_id) ?? []), lesson]);
  return {
    course_id: courseId,
    version_id: null,
    number: null,
    modules: modules
      .toSorted((a, b) => a.order - b.order)
      .map(({ id, title, duration_hours }) => ({
        id,
        title,
        duration_hours,
        lessons: (byModule.get(id) ?? [])
          .toSorted((a, b) => a.order - b.order)
          .map(({ module_id, order, ...lesson }) => lesson),
      })),
  };
}

export const lessonsOf = (outline: Pick<Outline, 'modules'>): OutlineLesson[] =>
  outline.modules.flatMap((module) => module.lessons);

export type OutlineChanges = { added: string[]; changed: string[]; removed: string[]; moved: string[] };

/** What publishing `next` would change for learners of `previous`, in lesson titles. */
export function compareOutlines(
  previous: Pick<Outline, 'modules'> | null,
  next: Pick<Outline, 'modules'>,
): OutlineChanges {
  const changes: OutlineChanges = { added: [], changed: [], removed: [], moved: [] };
  for (const { title, change } of changedLessons(previous, next)) changes[change].push(title);
  return changes;
}

/** `ids` with `id` put at place `order` (from 1; beyond the end means last). */
export function withMoved(ids: readonly string[], id: string, order: number | undefined): string[] {
  const rest = ids.filter((one) => one !== id);
  const place = order === undefined ? rest.length : Math.min(order - 1, rest.length);
  return [...rest.slice(0, place), id, ...rest.slice(place)];
}
