// What was done and what was taken back, newest last. Pure; knows nothing of what a command is.

export type UndoStack<Command> = { done: readonly Command[]; undone: readonly Command[] };

/** More than anybody wants to take back, and little enough to keep. */
export const undoLimit = 100;

export const emptyStack: UndoStack<never> = { done: [], undone: [] };

/** A new command forgets what was taken back before it: redo would build on an outline that is gone. */
export function remember<Command>(
  stack: UndoStack<Command>,
  command: Command,
  limit = undoLimit,
): UndoStack<Command> {
  return { done: [...stack.done, command].slice(-limit), undone: [] };
}

/** @returns the command whose inverse is to be run, and the stack after that; undefined when there is nothing */
export function takeBack<Command>(
  stack: UndoStack<Command>,
): { command: Command; stack: UndoStack<Command> } | undefined {
  const command = stack.done.at(-1);
  if (command === undefined) return undefined;
  return { command, stack: { done: stack.done.slice(0, -1), undone: [...stack.undone, command] } };
}

/** @returns the command to run again, and the stack after that; undefined when there is nothing */
export function takeForth<Command>(
  stack: UndoStack<Command>,
): { command: Command; stack: UndoStack<Command> } | undefined {
  const command = stack.undone.at(-1);
  if (command === undefined) return undefined;
  return { command, stack: { done: [...stack.done, command], undone: stack.undone.slice(0, -1) } };
}

/** Leaves out a command that the server refused, wherever it stands. */
export function forget<Command>(stack: UndoStack<Command>, command: Command): UndoStack<Command> {
  const isOther = (other: Command) => other !== command;
  return { done: stack.done.filter(isOther), undone: stack.undone.filter(isOther) };
}
