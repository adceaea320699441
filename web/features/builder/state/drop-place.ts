// Where something that is dragged would land. Pure: rows and the half of the row that the pointer is in.
import type { Outline } from '#contract/catalog.ts';
import { findModule, type LessonPlace, orderOfModule, placeOfLesson } from './outline-moves.ts';
import type { TreeRow } from './tree-rows.ts';

export type Half = 'upper' | 'lower';
export type Drop = { type: 'lesson'; place: LessonPlace } | { type: 'module'; order: number };

/**
 * A lesson lands before or after the lesson it is over; over a module's head it becomes that module's first lesson, or its
 * last one when the module is closed. A module lands before or after the one it is over; its lessons count as below it.
 */
export function dropOf(outline: Outline, dragged: TreeRow, over: TreeRow, half: Half): Drop | undefined {
  if (dragged.id === over.id) return undefined;
  return dragged.type === 'lesson'
    ? dropLesson(outline, dragged, over, half)
    : dropModule(outline, dragged, over, half);
}

function dropLesson(outline: Outline, dragged: TreeRow, over: TreeRow, half: Half): Drop | undefined {
  const from = placeOfLesson(outline, dragged.id);
  if (!from) return undefined;
  const place = over.type === 'module' ? underHead(outline, over) : besideLesson(outline, over.id, half);
  if (!place) return undefined;
  // What is dragged leaves its place first, so everything after it moves up by one.
  const isAfterItself = place.module_id === from.module_id && place.order > from.order;
  return { type: 'lesson', place: isAfterItself ? { ...place, order: place.order - 1 } : place };
}

function underHead(outline: Outline, head: Extract<TreeRow, { type: 'module' }>): LessonPlace {
  const count = findModule(outline, head.id)?.lessons.length ?? 0;
  return { module_id: head.id, order: head.isOpen ? 1 : count + 1 };
}

function besideLesson(outline: Outline, lesson_id: string, half: Half): LessonPlace | undefined {
  const place = placeOfLesson(outline, lesson_id);
  return place && { ...place, order: half === 'upper' ? place.order : place.order + 1 };
}

function dropModule(outline: Outline, dragged: TreeRow, over: TreeRow, half: Half): Drop | undefined {
  const target = over.type === 'module' ? over.id : over.module_id;
  if (target === dragged.id) return undefined;
  const [from, to] = [orderOfModule(outline, dragged.id), orderOfModule(outline, target)];
  const isBefore = over.type === 'module' && half === 'upper';
  const order = isBefore ? to : to + 1;
  return { type: 'module', order: order > from ? order - 1 : order };
}
