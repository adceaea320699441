/** How two outlines of a course differ, lesson by lesson. Pure: publishing and the builder's marks share it. */
import type { Outline, OutlineLesson } from '../catalog.ts';

export type LessonChange = 'added' | 'changed' | 'removed' | 'moved';
export type ChangedLesson = { lesson_id: string; title: string; change: LessonChange };

type Comparable = Pick<Outline, 'modules'>;
type Placed = OutlineLesson & { module_id: string };

/**
 * What publishing `next` would change for learners of `previous`: first what `next` holds, in its order, then what is gone.
 *
 * "Changed" means other content or settings (another revision, quiz or rule), wherever the lesson now stands; "moved" means
 * only another place. Lessons that others were moved past are not listed.
 */
export function changedLessons(previous: Comparable | null, next: Comparable): ChangedLesson[] {
  const before = new Map(placed(previous ?? { modules: [] }).map((lesson) => [lesson.id, lesson]));
  const after = placed(next);
  const stayed = longestKept(
    [...before.keys()].filter((id) => after.some((lesson) => lesson.id === id)),
    after.map((lesson) => lesson.id).filter((id) => before.has(id)),
  );
  const changeOf = (lesson: Placed): LessonChange | null => {
    const old = before.get(lesson.id);
    if (!old) return 'added';
    if (fingerprint(old) !== fingerprint(lesson)) return 'changed';
    return old.module_id !== lesson.module_id || !stayed.has(lesson.id) ? 'moved' : null;
  };
  const found = after.map((lesson) => ({ lesson, change: changeOf(lesson) }));
  const gone = [...before.values()].filter((old) => !after.some((lesson) => lesson.id === old.id));
  return [
    ...found.flatMap(({ lesson, change }) => (change ? [entry(lesson, change)] : [])),
    ...gone.map((lesson) => entry(lesson, 'removed')),
  ];
}

const entry = ({ id, title }: Placed, change: LessonChange): ChangedLesson => ({
  lesson_id: id,
  title,
  change,
});

const placed = (outline: Comparable): Placed[] =>
  outline.modules.flatMap((module) => module.lessons.map((lesson) => ({ ...lesson, module_id: module.id })));

const fingerprint = ({ module_id, ...lesson }: Placed): string =>
  JSON.stringify(Object.entries(lesson).toSorted());

/** The longest common subsequence: lessons outside it are the ones an author moved. Outlines are short, so quadratic is fine. */
function longestKept(before: readonly string[], after: readonly string[]): Set<string> {
  const lengths = Array.from({ length: before.length + 1 }, () =>
    new Array<number>(after.length + 1).fill(0),
  );
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const row = lengths[i];
      if (row) row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const kept = new Set<string>();
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    const id = before[i] ?? '';
    if (id === after[j]) {
      kept.add(id);
      i++;
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return kept;
}
