// The outline as a value: where a lesson or module stands, and the outline with it put somewhere else. Pure; orders
// count from 1, as on the wire.
import type { Outline, OutlineLesson } from '#contract/catalog.ts';

export type OutlineModule = Outline['modules'][number];
export type LessonPlace = { module_id: string; order: number };
export type Direction = 'up' | 'down';

export const lessonsOf = (outline: Outline): OutlineLesson[] =>
  outline.modules.flatMap(({ lessons }) => lessons);

export const findLesson = (outline: Outline, lesson_id: string): OutlineLesson | undefined =>
  lessonsOf(outline).find(({ id }) => id === lesson_id);

export const findModule = (outline: Outline, module_id: string): OutlineModule | undefined =>
  outline.modules.find(({ id }) => id === module_id);

export function placeOfLesson(outline: Outline, lesson_id: string): LessonPlace | undefined {
  for (const { id, lessons } of outline.modules) {
    const index = lessons.findIndex((lesson) => lesson.id === lesson_id);
    if (index >= 0) return { module_id: id, order: index + 1 };
  }
  return undefined;
}

/** 0 when it is not there. */
export const orderOfModule = (outline: Outline, module_id: string): number =>
  outline.modules.findIndex(({ id }) => id === module_id) + 1;

export const samePlace = (a: LessonPlace, b: LessonPlace): boolean =>
  a.module_id === b.module_id && a.order === b.order;

/** `list` with `one` at place `order`; beyond the end means last. */
function inserted<One>(list: readonly One[], one: One, order: number): One[] {
  const index = Math.max(0, Math.min(list.length, order - 1));
  return [...list.slice(0, index), one, ...list.slice(index)];
}

function withModule(
  outline: Outline,
  module_id: string,
  change: (module: OutlineModule) => OutlineModule,
): Outline {
  return {
    ...outline,
    modules: outline.modules.map((module) => (module.id === module_id ? change(module) : module)),
  };
}

/** A lesson that is already there is moved, so that an answer may arrive twice. An unknown module leaves it out. */
export function withLessonAt(outline: Outline, lesson: OutlineLesson, place: LessonPlace): Outline {
  return withModule(withoutLesson(outline, lesson.id), place.module_id, (module) => ({
    ...module,
    lessons: inserted(module.lessons, lesson, place.order),
  }));
}

export function withoutLesson(outline: Outline, lesson_id: string): Outline {
  return {
    ...outline,
    modules: outline.modules.map((module) =>
      module.lessons.some(({ id }) => id === lesson_id)
        ? { ...module, lessons: module.lessons.filter(({ id }) => id !== lesson_id) }
        : module,
    ),
  };
}

export function withLessonMoved(outline: Outline, lesson_id: string, place: LessonPlace): Outline {
  const lesson = findLesson(outline, lesson_id);
  if (!lesson || !findModule(outline, place.module_id)) return outline;
  return withLessonAt(outline, lesson, place);
}

export function withLessonFields(
  outline: Outline,
  lesson_id: string,
  fields: Partial<OutlineLesson>,
): Outline {
  const place = placeOfLesson(outline, lesson_id);
  if (!place) return outline;
  return withModule(outline, place.module_id, (module) => ({
    ...module,
    lessons: module.lessons.map((lesson) => (lesson.id === lesson_id ? { ...lesson, ...fields } : lesson)),
  }));
}

export function withModuleAt(outline: Outline, module: OutlineModule, order: number): Outline {
  const rest = outline.modules.filter(({ id }) => id !== module.id);
  return { ...outline, modules: inserted(rest, module, order) };
}

export function withoutModule(outline: Outline, module_id: string): Outline {
  return { ...outline, modules: outline.modules.filter(({ id }) => id !== module_id) };
}

export function withModuleMoved(outline: Outline, module_id: string, order: number): Outline {
  const module = findModule(outline, module_id);
  return module ? withModuleAt(outline, module, order) : outline;
}

export function withModuleTitle(outline: Outline, module_id: string, title: string): Outline {
  return withModule(outline, module_id, (module) => ({ ...module, title }));
}

/** The next place of a lesson in a direction, over the borders of modules; undefined at the very end. */
export function stepLesson(
  outline: Outline,
  lesson_id: string,
  direction: Direction,
): LessonPlace | undefined {
  const place = placeOfLesson(outline, lesson_id);
  if (!place) return undefined;
  const at = outline.modules.findIndex(({ id }) => id === place.module_id);
  const size = outline.modules[at]?.lessons.length ?? 0;
  if (direction === 'up' && place.order > 1) return { ...place, order: place.order - 1 };
  if (direction === 'down' && place.order < size) return { ...place, order: place.order + 1 };
  const neighbour = outline.modules[direction === 'up' ? at - 1 : at + 1];
  if (!neighbour) return undefined;
  return { module_id: neighbour.id, order: direction === 'up' ? neighbour.lessons.length + 1 : 1 };
}

/** The next order of a module in a direction; undefined at the very end. */
export function stepModule(outline: Outline, module_id: string, direction: Direction): number | undefined {
  const order = orderOfModule(outline, module_id);
  const next = direction === 'up' ? order - 1 : order + 1;
  return order > 0 && next >= 1 && next <= outline.modules.length ? next : undefined;
}
