// The player: one lesson of a course, with the way through the others.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate, redirect, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { courseQuery, lessonQuery, outlineQuery } from '#web/features/catalog/catalog.queries.ts';
import { courseEnrollmentQuery, progressQuery } from '#web/features/player/learning.queries.ts';
import { courseHref, mayOpen, modeOf, wantsDraft } from '#web/features/player/player-mode.ts';
import { buildPlayer, placeOf } from '#web/features/player/player-model.ts';
import { sessionQuery, useSession } from '#web/lib/session.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { found } from '#web/shell/found.ts';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { NotFoundScreen } from '#web/shell/NotFoundScreen.tsx';
import { usePathParam } from '#web/shell/use-path-param.ts';
import { problemOf } from '#web/ui/problem.ts';
import { PlayerScreen } from '../PlayerScreen.tsx';

/** Waits for what decides in which way the lesson opens, and for whom; the lesson itself may come later. */
export async function loader({ context: { queryClient }, params, search }: PageLoaderInput) {
  const { course_id = '', lesson_id = '' } = params;
  const session = await queryClient.ensureQueryData(sessionQuery);
  const [course, enrollment] = await Promise.all([
    found(queryClient.ensureQueryData(courseQuery(course_id))),
    session ? queryClient.ensureQueryData(courseEnrollmentQuery(course_id)) : null,
  ]);
  const mode = modeOf(course, enrollment, wantsDraft(search));
  const draft = mode === 'draft';
  void queryClient.prefetchQuery(lessonQuery(course_id, lesson_id, { draft }));
  const [outline] = await Promise.all([
    queryClient.ensureQueryData(outlineQuery(course_id, { draft })),
    mode === 'learn' ? queryClient.ensureQueryData(progressQuery(course_id)) : null,
  ]);
  const lesson = outline.modules.flatMap(({ lessons }) => lessons).find(({ id }) => id === lesson_id);
  if (!lesson || mayOpen(lesson, mode)) return;
  const here = `/learn/${course_id}/${lesson_id}`;
  throw redirect({
    href: session ? courseHref(course_id) : `/sign-in?next=${encodeURIComponent(here)}`,
    replace: true,
  });
}

export function PlayerPage() {
  const course_id = usePathParam('course_id');
  const lesson_id = usePathParam('lesson_id');
  const search: Record<string, unknown> = useSearch({ strict: false });
  const session = useSession();
  const course = useQuery(courseQuery(course_id));
  const enrollment =
    useQuery({ ...courseEnrollmentQuery(course_id), enabled: session !== null }).data ?? null;
  const mode = course.data ? modeOf(course.data, enrollment, wantsDraft(search)) : 'sample';
  const draft = mode === 'draft';
  const outline = useQuery({ ...outlineQuery(course_id, { draft }), enabled: course.isSuccess });
  const progress = useQuery({ ...progressQuery(course_id), enabled: mode === 'learn' });
  const lesson = useQuery({ ...lessonQuery(course_id, lesson_id, { draft }), enabled: course.isSuccess });
  const model = useMemo(
    () => outline.data && buildPlayer(outline.data, (mode === 'learn' && progress.data) || []),
    [outline.data, progress.data, mode],
  );
  const place = model && placeOf(model, lesson_id);
  const next = place?.next && mayOpen(place.next, mode) ? place.next.id : undefined;
  usePrefetchedLesson(course_id, next, draft);

  const failed = [course, outline, progress, lesson].find((query) => query.isError && !query.data);
  if (failed) {
    const status = problemOf(failed.error)?.status;
    // The course was left, or the session has ended, while the lesson was open.
    if (status === 401 || status === 403) return <Navigate to={courseHref(course_id)} replace />;
    if (status === 404) return <NotFoundScreen />;
    return <ErrorScreen error={failed.error} onRetry={() => void failed.refetch()} />;
  }
  if (!course.data || !model || (mode === 'learn' && !progress.data)) return null;
  if (!place) return <NotFoundScreen />;
  return (
    <PlayerScreen
      course={course.data}
      model={model}
      place={place}
      mode={mode}
      enrollment={enrollment}
      lesson={lesson.data}
    />
  );
}

/** The next lesson is fetched while this one is read, so that it opens at once. */
function usePrefetchedLesson(course_id: string, lesson_id: string | undefined, draft: boolean): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (lesson_id) void queryClient.prefetchQuery(lessonQuery(course_id, lesson_id, { draft }));
  }, [queryClient, course_id, lesson_id, draft]);
}
