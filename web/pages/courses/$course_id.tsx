// A course: what it is, what is inside, and the one thing to do with it.
import { Button } from '@mantine/core';
import { IconEye, IconPencil, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CourseSessions } from '#web/features/bookings/components/CourseSessions.tsx';
import { courseQuery, outlineQuery } from '#web/features/catalog/catalog.queries.ts';
import type { CourseDetail, OutlineLesson } from '#web/features/catalog/catalog.types.ts';
import { CourseHead, CourseText } from '#web/features/catalog/components/CourseAbout.tsx';
import { CourseBanner } from '#web/features/catalog/components/CourseBanner.tsx';
import { CourseOutline } from '#web/features/catalog/components/CourseOutline.tsx';
import { CourseOffer, MadeBy } from '#web/features/catalog/components/CourseSide.tsx';
import { siteQuery } from '#web/features/identity/identity.queries.ts';
import { EnrollAction } from '#web/features/player/components/EnrollAction.tsx';
import { courseEnrollmentQuery, progressQuery } from '#web/features/player/learning.queries.ts';
import { lessonHref, mayOpen, modeOf } from '#web/features/player/player-mode.ts';
import { buildPlayer, resumeAt } from '#web/features/player/player-model.ts';
import {
  CourseSkillsBlock,
  MissingSkillsNote,
  useMissingSkills,
} from '#web/features/skills/components/CourseSkillsBlock.tsx';
import { sessionQuery, useCan, useSession } from '#web/lib/session.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { found } from '#web/shell/found.ts';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { usePathParam } from '#web/shell/use-path-param.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import css from './CoursePage.module.css';

/** Waits for the course alone: it decides whether there is a page. */
export async function loader({ context: { queryClient }, params }: PageLoaderInput) {
  const { course_id = '' } = params;
  const session = queryClient.getQueryData(sessionQuery.queryKey);
  if (session?.user) {
    void queryClient.prefetchQuery(courseEnrollmentQuery(course_id));
    void queryClient.prefetchQuery(progressQuery(course_id));
  }
  const course = await found(queryClient.ensureQueryData(courseQuery(course_id)));
  void queryClient.prefetchQuery(outlineQuery(course_id, { draft: showsDraft(course) }));
}

/** A course that was never published has only its draft to show, and only to its authors. */
function showsDraft(course: CourseDetail): boolean {
  return course.version_number === null && course.can.includes('update');
}

export function CoursePage() {
  const course_id = usePathParam('course_id');
  const { data: course, error, refetch } = useQuery(courseQuery(course_id));
  if (course) return <CourseView key={course.id} course={course} />;
  return error ? <ErrorScreen error={error} onRetry={() => void refetch()} /> : null;
}

function CourseView({ course }: { course: CourseDetail }) {
  const outline = useQuery(outlineQuery(course.id, { draft: showsDraft(course) })).data;
  const { enrollment, player } = useStanding(course, outline);
  const mode = modeOf(course, enrollment ?? null, false);
  const missing = useMissingSkills(course.id);
  const isLearning = mode === 'learn' && player !== undefined;
  const states = new Map(player?.lessons.map(({ id, state }) => [id, state]));
  const hrefOf = (lesson: OutlineLesson) =>
    mayOpen(lesson, mode) ? lessonHref(course.id, lesson.id, mode) : undefined;
  return (
    <>
      <CourseBanner course={course} />
      <div className={css.page}>
        <div className={css.head}>
          <CourseHead course={course} action={<EditCourse course={course} />} menu={useCourseMenu(course)} />
        </div>
        <div className={css.about}>
          <CourseText course={course} />
          <CourseSessions course_id={course.id} />
          <CourseSkillsBlock course_id={course.id} />
          <CourseOutline
            outline={outline}
            hrefOf={hrefOf}
            stateOf={isLearning ? (lesson_id) => states.get(lesson_id) : undefined}
            current_lesson_id={isLearning ? resumeAt(player, enrollment?.last_lesson_id ?? null)?.id : null}
          />
        </div>
        <div className={css.side}>
          <div className={css.offer}>
            <CourseOffer
              course={course}
              action={
                <EnrollAction
                  course={course}
                  enrollment={enrollment}
                  lessons={player}
                  mayRegister={useMayRegister()}
                  obstacle={missing.length > 0 && <MissingSkillsNote missing={missing} />}
                />
              }
            />
          </div>
          <div className={css.people}>
            <MadeBy course={course} />
          </div>
        </div>
      </div>
    </>
  );
}

/** How the signed-in person stands in this course. */
function useStanding(course: CourseDetail, outline: Parameters<typeof buildPlayer>[0] | undefined) {
  const session = useSession();
  const isSignedIn = Boolean(session?.user);
  const enrollment = useQuery({ ...courseEnrollmentQuery(course.id), enabled: isSignedIn }).data;
  const progress = useQuery({ ...progressQuery(course.id), enabled: Boolean(enrollment) }).data;
  const player = useMemo(
    () => (enrollment && outline && progress ? buildPlayer(outline, progress) : undefined),
    [enrollment, outline, progress],
  );
  return { enrollment, player };
}

/** Only visitors ask; everybody else has an account. */
function useMayRegister(): boolean {
  const session = useSession();
  return useQuery({ ...siteQuery, enabled: session === null }).data?.registration_open ?? false;
}

function EditCourse({ course }: { course: CourseDetail }) {
  const { t } = useTranslation('catalog');
  if (!useCan(course, 'update')) return null;
  return (
    <Button
      component={AppLink}
      href={`/teach/courses/${course.id}`}
      leftSection={<IconPencil size={18} stroke={1.5} aria-hidden="true" />}
    >
      {t('manage.edit')}
    </Button>
  );
}

function useCourseMenu(course: CourseDetail) {
  const { t } = useTranslation('catalog');
  if (!useCan(course, 'update')) return [];
  return [
    { label: t('manage.learners'), href: `/teach/courses/${course.id}/learners`, icon: IconUsers },
    { label: t('manage.preview'), href: `/learn/${course.id}?preview=1`, icon: IconEye },
  ];
}
