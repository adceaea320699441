// What publishing would change, lesson by lesson: from the two outlines at once, and from the server for what an outline
// does not show (the questions of a quiz).
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { Outline } from '#contract/catalog.ts';
import { changedLessons, type LessonChange } from '#contract/values/outline-changes.ts';
import { courseQuery, publishedQuery, publishStateQuery } from '../builder.queries.ts';
import { useBuilder } from '../builder-context.tsx';
import { findLesson } from '../state/outline-moves.ts';

export type Changes = ReadonlyMap<string, LessonChange>;

const none: Changes = new Map();

/** Empty for a course that was never published: everything in it would be new, which says nothing. */
export function useChanges(course_id: string, draft: Outline | undefined): Changes {
  const number = useQuery(courseQuery(course_id)).data?.version_number ?? null;
  const isPublished = number !== null;
  const { data: published } = useQuery({ ...publishedQuery(course_id), enabled: isPublished });
  const state = useQuizChanges(course_id, isPublished);
  return useMemo(() => {
    if (!draft || number === null) return none;
    const asked = state?.changed_lessons ?? [];
    const isCurrent = published?.number === number;
    const seen = isCurrent ? changedLessons(published, draft) : asked;
    const quizzes = asked.filter(
      ({ lesson_id, change }) => change === 'changed' && findLesson(draft, lesson_id)?.kind === 'quiz',
    );
    return new Map([...quizzes, ...seen].map(({ lesson_id, change }) => [lesson_id, change]));
  }, [draft, published, number, state]);
}

/** Asked when a lesson is opened or left, not with every change: the server finds the answer out by trying. */
function useQuizChanges(course_id: string, isPublished: boolean) {
  const queryClient = useQueryClient();
  const { lesson_id } = useBuilder();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another lesson is the moment to ask
  useEffect(() => {
    if (isPublished) void queryClient.prefetchQuery({ ...publishStateQuery(course_id), staleTime: 10_000 });
  }, [queryClient, course_id, isPublished, lesson_id]);
  return useQuery({ ...publishStateQuery(course_id), enabled: false }).data;
}
