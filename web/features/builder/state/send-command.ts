// One structural change, told to the server. Everything goes to the draft; publishing is the author's own step.
import { api } from '#web/lib/api.ts';
import type { Lesson } from '../builder.types.ts';
import type { Command } from './commands.ts';

const query = { draft: 'true' } as const;

/** @returns the lesson as it now is, when the change was about one that still is there */
export async function sendCommand(course_id: string, command: Command): Promise<Lesson | null> {
  switch (command.type) {
    case 'insert-lesson':
      return api.catalog.restoreLesson({ params: { id: command.lesson.id }, query, body: command.place });
    case 'remove-lesson':
      return api.catalog.deleteLesson({ params: { id: command.lesson.id }, query });
    case 'move-lesson':
      return api.catalog.updateLesson({ params: { id: command.lesson_id }, query, body: command.to });
    case 'rename-lesson':
      return api.catalog.updateLesson({
        params: { id: command.lesson_id },
        query,
        body: { title: command.to },
      });
    default:
      await sendModuleCommand(course_id, command);
      return null;
  }
}

type ModuleCommand = Extract<
  Command,
  { type: 'insert-module' | 'remove-module' | 'move-module' | 'rename-module' }
>;

function sendModuleCommand(course_id: string, command: ModuleCommand): Promise<unknown> {
  const params = { id: course_id, module_id: 'module' in command ? command.module.id : command.module_id };
  switch (command.type) {
    case 'insert-module':
      return api.catalog.restoreModule({
        params,
        query,
        body: { order: command.order, lesson_ids: command.module.lessons.map(({ id }) => id) },
      });
    case 'remove-module':
      return api.catalog.deleteModule({ params, query });
    case 'move-module':
      return api.catalog.updateModule({ params, query, body: { order: command.to } });
    case 'rename-module':
      return api.catalog.updateModule({ params, query, body: { title: command.to } });
  }
}
