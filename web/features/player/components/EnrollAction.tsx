// The one thing to do with a course: sign in, enroll, start, go on, or read why none of these is possible.
import { Button, Skeleton } from '@mantine/core';
import type { TFunction } from 'i18next';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#web/lib/session.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { problemText } from '#web/ui/problem.ts';
import { notify, notifyProblem } from '#web/ui/toast-store.ts';
import { type CourseToTake, useEnroll } from '../learning.mutations.ts';
import type { Enrollment } from '../learning.types.ts';
import css from './EnrollAction.module.css';
import { CompletedStanding, LearningStanding } from './EnrollmentStanding.tsx';
import { LeaveCourse } from './LeaveCourse.tsx';

export type OfferedCourse = CourseToTake & {
  status: 'draft' | 'published' | 'archived';
  price: string;
  certificate_enabled: boolean;
};

type EnrollActionProps = {
  course: OfferedCourse;
  /** Undefined while it is not known; null when not enrolled. */
  enrollment: Enrollment | null | undefined;
  /** The required lessons: how many are done, of how many. */
  lessons?: { done: number; required: number };
  /** People without an account may make one. */
  mayRegister?: boolean;
  /** What keeps this person from enrolling, in place of the words below the button. */
  obstacle?: ReactNode;
};

export function EnrollAction({
  course,
  enrollment,
  lessons,
  mayRegister = false,
  obstacle,
}: EnrollActionProps) {
  const { t } = useTranslation('player');
  const session = useSession();
  const { learnRef, enroll, isBusy } = useEnrolling(course, enrollment?.status === 'active');
  const learn = `/learn/${course.id}`;
  if (!session?.user) return <SignInFirst course={course} mayRegister={mayRegister} />;
  if (enrollment === undefined) return <Skeleton height={44} />;
  if (enrollment?.status === 'active') {
    return (
      <div className={css.action}>
        <Button
          ref={learnRef}
          component={AppLink}
          href={learn}
          variant="filled"
          size="lg"
          fullWidth
          loading={isBusy}
        >
          {enrollment.started_at ? t('enroll.go_on') : t('enroll.start')}
        </Button>
        <LearningStanding enrollment={enrollment} lessons={lessons} />
        {enrollment.can.includes('leave') && <LeaveCourse enrollment={enrollment} />}
      </div>
    );
  }
  if (enrollment?.status === 'completed') {
    return (
      <div className={css.action}>
        <Button ref={learnRef} component={AppLink} href={learn} size="lg" fullWidth>
          {t('enroll.read_again')}
        </Button>
        <CompletedStanding enrollment={enrollment} hasCertificate={course.certificate_enabled} />
        {course.status === 'published' && (
          <Button variant="subtle" size="xs" loading={isBusy} onClick={() => enroll({ retake: true })}>
            {t('enroll.retake')}
          </Button>
        )}
      </div>
    );
  }
  if (course.status === 'draft') {
    return (
      <Button component={AppLink} href={`${learn}?preview=1`} variant="filled" size="lg" fullWidth>
        {t('enroll.preview')}
      </Button>
    );
  }
  const refusal = refusalOf(course, t);
  return (
    <div className={css.action}>
      <Button
        variant="filled"
        size="lg"
        fullWidth
        disabled={refusal !== null || Boolean(obstacle)}
        loading={isBusy}
        onClick={() => enroll({})}
      >
        {t('enroll.enroll')}
      </Button>
      {obstacle || <p className={css.below}>{refusal ?? t('enroll.at_once')}</p>}
    </div>
  );
}

/** Why nobody can enroll by themselves; null when they can. */
function refusalOf({ status, price }: OfferedCourse, t: TFunction): string | null {
  if (status === 'archived') return t('player:enroll.archived');
  return Number(price) > 0 ? t('player:enroll.priced') : null;
}

type SignInFirstProps = { course: OfferedCourse; mayRegister: boolean };

function SignInFirst({ course, mayRegister }: SignInFirstProps) {
  const { t } = useTranslation('player');
  const refusal = refusalOf(course, t);
  if (refusal) return <p className={css.below}>{refusal}</p>;
  const next = `?next=${encodeURIComponent(`/courses/${course.id}`)}`;
  return (
    <div className={css.action}>
      <Button component={AppLink} href={`/sign-in${next}`} variant="filled" size="lg" fullWidth>
        {t('enroll.sign_in')}
      </Button>
      {mayRegister && (
        <p className={css.below}>
          {t('enroll.new_here')} <AppLink href={`/register${next}`}>{t('enroll.register')}</AppLink>
        </p>
      )}
    </div>
  );
}

/** Enrolls and brings the focus to the button that takes the place of "Enroll". */
function useEnrolling(course: OfferedCourse, isLearning: boolean) {
  const { t } = useTranslation('player');
  const session = useSession();
  const learnRef = useRef<HTMLAnchorElement>(null);
  const [justEnrolled, setJustEnrolled] = useState(false);
  const mutation = useEnroll(course, session?.user);
  useEffect(() => {
    if (justEnrolled && isLearning) learnRef.current?.focus();
  }, [justEnrolled, isLearning]);
  const enroll = (wish: { retake?: boolean }) =>
    mutation.mutate(wish, {
      onSuccess: () => {
        notify(t('enroll.done', { title: course.title }));
        setJustEnrolled(true);
      },
      onError: (error) => notifyProblem(problemText(error, t)),
    });
  return { learnRef, enroll, isBusy: mutation.isPending };
}
