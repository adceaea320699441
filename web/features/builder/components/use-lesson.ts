// The open lesson, read only while there is one: not after it was deleted, and not before it was brought back.
import { useQuery } from '@tanstack/react-query';
import { draftQuery, lessonQuery } from '../builder.queries.ts';
import { useBuilder, useStructure } from '../builder-context.tsx';
import { bringsBack } from '../state/commands.ts';
import { findLesson } from '../state/outline-moves.ts';

export function useOpenLesson() {
  const { course_id, lesson_id } = useBuilder();
  const { pending } = useStructure();
  const { data: outline } = useQuery(draftQuery(course_id));
  const isGone = lesson_id !== undefined && outline !== undefined && !findLesson(outline, lesson_id);
  const isOnItsWay = lesson_id !== undefined && pending.some((command) => bringsBack(command, lesson_id));
  const { data: lesson, error } = useQuery({
    ...lessonQuery(course_id, lesson_id ?? ''),
    enabled: lesson_id !== undefined && !isGone && !isOnItsWay,
  });
  return { lesson_id, outline, isGone, lesson: isGone ? undefined : lesson, error };
}
