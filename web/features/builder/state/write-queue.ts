// One write after the other for a course. Two writes to the same lesson, one from the outline and one from the editor,
// would otherwise race, and the slower one would look like another person's change.

export type WriteQueue = { run: <Result>(task: () => Promise<Result>) => Promise<Result> };

export function createWriteQueue(): WriteQueue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(task) {
      const result = last.then(task, task);
      last = result.catch(() => undefined);
      return result;
    },
  };
}
