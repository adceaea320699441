// A row that was picked up with the keyboard: it walks through a preview of the outline, and nothing is changed until it
// is dropped. Also what a drop means, by keyboard or by pointer. Pure.
import type { Outline } from '#contract/catalog.ts';
import type { Command } from './commands.ts';
import type { Drop } from './drop-place.ts';
import {
  type Direction,
  findLesson,
  findModule,
  type LessonPlace,
  orderOfModule,
  placeOfLesson,
  stepLesson,
  stepModule,
  withLessonMoved,
  withModuleMoved,
} from './outline-moves.ts';
import type { TreeRow } from './tree-rows.ts';

export type Held = { type: TreeRow['type']; id: string; title: string; preview: Outline };

export const pickUp = (outline: Outline, { type, id, title }: TreeRow): Held => ({
  type,
  id,
  title,
  preview: outline,
});

/** @returns the same object at the end of the way */
export function stepHeld(held: Held, direction: Direction): Held {
  const { type, id, preview } = held;
  if (type === 'module') {
    const order = stepModule(preview, id, direction);
    return order === undefined ? held : { ...held, preview: withModuleMoved(preview, id, order) };
  }
  const place = stepLesson(preview, id, direction);
  return place ? { ...held, preview: withLessonMoved(preview, id, place) } : held;
}

export type Position = { order: number; size: number; module: number };

/** Where something stands, in numbers for people. For a module `module` is its own number. */
export function positionOf(outline: Outline, { type, id }: Pick<Held, 'type' | 'id'>): Position {
  if (type === 'module') {
    const order = orderOfModule(outline, id);
    return { order, size: outline.modules.length, module: order };
  }
  const place = placeOfLesson(outline, id) ?? { module_id: '', order: 0 };
  const size = findModule(outline, place.module_id)?.lessons.length ?? 0;
  return { order: place.order, size, module: orderOfModule(outline, place.module_id) };
}

export function dropHeld(outline: Outline, held: Held): Command | undefined {
  const place = placeOfLesson(held.preview, held.id);
  if (held.type === 'module')
    return moveCommand(outline, held.id, { type: 'module', order: orderOfModule(held.preview, held.id) });
  return place && moveCommand(outline, held.id, { type: 'lesson', place });
}

export function moveCommand(outline: Outline, id: string, drop: Drop): Command | undefined {
  if (drop.type === 'module') {
    const module = findModule(outline, id);
    const from = orderOfModule(outline, id);
    return module && { type: 'move-module', module_id: id, title: module.title, from, to: drop.order };
  }
  const lesson = findLesson(outline, id);
  const from = placeOfLesson(outline, id);
  return lesson && from && { type: 'move-lesson', lesson_id: id, title: lesson.title, from, to: drop.place };
}

export function removeCommand(outline: Outline, id: string): Command | undefined {
  const module = findModule(outline, id);
  if (module) return { type: 'remove-module', module, order: orderOfModule(outline, id) };
  const lesson = findLesson(outline, id);
  const place = placeOfLesson(outline, id);
  return lesson && place && { type: 'remove-lesson', lesson, place };
}

export function renameCommand(outline: Outline, id: string, to: string): Command | undefined {
  const module = findModule(outline, id);
  if (module) return { type: 'rename-module', module_id: id, from: module.title, to };
  const lesson = findLesson(outline, id);
  return lesson && to !== '' ? { type: 'rename-lesson', lesson_id: id, from: lesson.title, to } : undefined;
}

/** Where a new lesson goes: after the lesson that has the focus, else at the end of the module, else at the very end. */
export function placeForNew(outline: Outline, id: string | undefined): LessonPlace | undefined {
  const beside = id === undefined ? undefined : placeOfLesson(outline, id);
  if (beside) return { ...beside, order: beside.order + 1 };
  const module = (id !== undefined && findModule(outline, id)) || outline.modules.at(-1);
  return module && { module_id: module.id, order: module.lessons.length + 1 };
}

/** Where a new module goes: after the one that the focus is in, else at the end. */
export function orderForNew(outline: Outline, id: string | undefined): number {
  const module_id = (id !== undefined && placeOfLesson(outline, id)?.module_id) || id;
  const order = module_id === undefined ? 0 : orderOfModule(outline, module_id);
  return order > 0 ? order + 1 : outline.modules.length + 1;
}

/** The row that takes the focus when another one goes. */
export function neighbourOf(rows: readonly TreeRow[], id: string): string | undefined {
  const at = rows.findIndex((row) => row.id === id);
  const gone = rows[at];
  const stays = (row: TreeRow) => row.id !== id && !(row.type === 'lesson' && row.module_id === id);
  const after = rows.slice(at + 1).find(stays);
  const before = rows.slice(0, Math.max(0, at)).findLast(stays);
  if (gone?.type === 'lesson' && after?.type === 'module' && before) return before.id;
  return (after ?? before)?.id;
}
