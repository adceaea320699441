// The builder of one course. Lends it what other features own: uploads and the editor of quizzes.
import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter, useRouterState } from '@tanstack/react-router';
import { useCallback } from 'react';
import { QuizEditor } from '#web/features/assessment/components/QuizEditor.tsx';
import { courseQuery, draftQuery, lessonQuery } from '#web/features/builder/builder.queries.ts';
import type { BuilderSlots } from '#web/features/builder/builder-context.tsx';
import { BuilderScreen } from '#web/features/builder/components/BuilderScreen.tsx';
import { builderHref, readOpenLesson } from '#web/features/builder/state/course-list.ts';
import { CoursePaperField } from '#web/features/certificates/components/CoursePaperField.tsx';
import { uploadFile } from '#web/features/files/upload.ts';
import { CourseSkillsSettings } from '#web/features/skills/components/CourseSkillsSettings.tsx';
import { useCan, useSession } from '#web/lib/session.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { AccessDenied } from '#web/shell/guards.ts';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';

const slots: BuilderSlots = {
  upload: uploadFile,
  QuizEditor,
  CourseSkills: CourseSkillsSettings,
  CoursePaper: CoursePaperField,
};

/** Waits for the course only: whether it exists and may be edited decides whether there is a page at all. */
export async function loader({ context: { queryClient }, params, search }: PageLoaderInput) {
  const { course_id = '' } = params;
  void queryClient.prefetchQuery(draftQuery(course_id));
  const lesson_id = readOpenLesson(`?lesson=${String(search.lesson ?? '')}`);
  if (lesson_id) void queryClient.prefetchQuery(lessonQuery(course_id, lesson_id));
  await queryClient.prefetchQuery(courseQuery(course_id));
}

export function BuilderPage() {
  const router = useRouter();
  const { course_id = '' } = useParams({ strict: false }) as { course_id?: string };
  const lesson_id = readOpenLesson(useRouterState({ select: ({ location }) => location.searchStr }));
  const person = useSession()?.user;
  const openLesson = useCallback(
    (next: string | undefined) =>
      void router.navigate({ href: builderHref(course_id, next), replace: true, resetScroll: false }),
    [router, course_id],
  );
  const course = useQuery(courseQuery(course_id));
  const isAllowed = useCan(course.data, 'update');
  if (!person || course.isPending) return null;
  if (!isAllowed) {
    const error = course.data === undefined ? course.error : new AccessDenied();
    return <ErrorScreen error={error} onRetry={() => void course.refetch()} />;
  }
  return (
    <BuilderScreen
      key={course_id}
      course_id={course_id}
      person_id={person.id}
      slots={slots}
      lesson_id={lesson_id}
      openLesson={openLesson}
    />
  );
}
