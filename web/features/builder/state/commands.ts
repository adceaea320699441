// Structural changes of a course as values: what each does to the outline, and the command that takes it back.
// Nothing here talks to the server; `send-command.ts` does.
import type { Outline, OutlineLesson } from '#contract/catalog.ts';
import {
  type LessonPlace,
  type OutlineModule,
  samePlace,
  withLessonAt,
  withLessonFields,
  withLessonMoved,
  withModuleAt,
  withModuleMoved,
  withModuleTitle,
  withoutLesson,
  withoutModule,
} from './outline-moves.ts';

/**
 * Each command carries what its inverse needs. `insert-…` brings back what was removed, with the same id, so that
 * learners' progress and a quiz stay attached; a lesson that was just created is recorded as inserted.
 */
export type Command =
  | { type: 'insert-lesson' | 'remove-lesson'; lesson: OutlineLesson; place: LessonPlace }
  | { type: 'insert-module' | 'remove-module'; module: OutlineModule; order: number }
  | { type: 'move-lesson'; lesson_id: string; title: string; from: LessonPlace; to: LessonPlace }
  | { type: 'move-module'; module_id: string; title: string; from: number; to: number }
  | { type: 'rename-lesson'; lesson_id: string; from: string; to: string }
  | { type: 'rename-module'; module_id: string; from: string; to: string };

export type CommandType = Command['type'];

export function applyCommand(outline: Outline, command: Command): Outline {
  switch (command.type) {
    case 'insert-lesson':
      return withLessonAt(outline, command.lesson, command.place);
    case 'remove-lesson':
      return withoutLesson(outline, command.lesson.id);
    case 'insert-module':
      return withModuleAt(outline, command.module, command.order);
    case 'remove-module':
      return withoutModule(outline, command.module.id);
    case 'move-lesson':
      return withLessonMoved(outline, command.lesson_id, command.to);
    case 'move-module':
      return withModuleMoved(outline, command.module_id, command.to);
    case 'rename-lesson':
      return withLessonFields(outline, command.lesson_id, { title: command.to });
    case 'rename-module':
      return withModuleTitle(outline, command.module_id, command.to);
  }
}

export function inverseOf(command: Command): Command {
  switch (command.type) {
    case 'insert-lesson':
      return { ...command, type: 'remove-lesson' };
    case 'remove-lesson':
      return { ...command, type: 'insert-lesson' };
    case 'insert-module':
      return { ...command, type: 'remove-module' };
    case 'remove-module':
      return { ...command, type: 'insert-module' };
    case 'move-lesson':
      return { ...command, from: command.to, to: command.from };
    case 'move-module':
      return { ...command, from: command.to, to: command.from };
    case 'rename-lesson':
      return { ...command, from: command.to, to: command.from };
    case 'rename-module':
      return { ...command, from: command.to, to: command.from };
  }
}

/** True for a command that would change nothing: it is neither sent nor remembered. */
export function isIdle(command: Command): boolean {
  if (command.type === 'move-lesson') return samePlace(command.from, command.to);
  if (command.type === 'move-module') return command.from === command.to;
  return (
    (command.type === 'rename-lesson' || command.type === 'rename-module') && command.from === command.to
  );
}

/** The title of what the command is about, for "Undo: move “Brakes”". */
export function subjectOf(command: Command): string {
  if ('lesson' in command) return command.lesson.title;
  if ('module' in command) return command.module.title;
  return 'title' in command ? command.title : command.to;
}

/** The lesson a command is about, if it is about one. */
export function lessonIdOf(command: Command): string | undefined {
  if ('lesson' in command) return command.lesson.id;
  return 'lesson_id' in command ? command.lesson_id : undefined;
}

/** True when the lesson is on the server again only once this command has been carried out there. */
export function bringsBack(command: Command, lesson_id: string): boolean {
  if (command.type === 'insert-lesson') return command.lesson.id === lesson_id;
  return command.type === 'insert-module' && command.module.lessons.some(({ id }) => id === lesson_id);
}
