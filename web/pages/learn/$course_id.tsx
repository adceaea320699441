// The player without a lesson: leads to the lesson to go on with. Shown only when there is none to lead to.
import { Button } from '@mantine/core';
import { IconBookOff } from '@tabler/icons-react';
import { redirect } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { courseQuery, outlineQuery } from '#web/features/catalog/catalog.queries.ts';
import { courseEnrollmentQuery, progressQuery } from '#web/features/player/learning.queries.ts';
import { courseHref, lessonHref, mayOpen, modeOf, wantsDraft } from '#web/features/player/player-mode.ts';
import { buildPlayer, resumeAt } from '#web/features/player/player-model.ts';
import { sessionQuery } from '#web/lib/session.ts';
import { found } from '#web/shell/found.ts';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { PublicFrame } from '#web/shell/PublicFrame.tsx';
import { usePathParam } from '#web/shell/use-path-param.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';

export async function loader({ context: { queryClient }, params, search }: PageLoaderInput) {
  const { course_id = '' } = params;
  const session = await queryClient.ensureQueryData(sessionQuery);
  const course = await found(queryClient.ensureQueryData(courseQuery(course_id)));
  // Where one stands is asked anew: another device may have gone on since.
  const enrollment = session ? await queryClient.fetchQuery(courseEnrollmentQuery(course_id)) : null;
  const mode = modeOf(course, enrollment, wantsDraft(search));
  const [outline, progress] = await Promise.all([
    queryClient.ensureQueryData(outlineQuery(course_id, { draft: mode === 'draft' })),
    mode === 'learn' ? queryClient.fetchQuery(progressQuery(course_id)) : [],
  ]);
  const model = buildPlayer(outline, progress);
  const lesson =
    mode === 'sample'
      ? model.lessons.find((one) => mayOpen(one, mode))
      : resumeAt(model, enrollment?.last_lesson_id ?? null);
  if (lesson) throw redirect({ href: lessonHref(course_id, lesson.id, mode), replace: true });
  if (mode === 'sample') throw redirect({ href: courseHref(course_id), replace: true });
}

export function ResumePage() {
  const { t } = useTranslation('player');
  const course_id = usePathParam('course_id');
  return (
    <PublicFrame isSignedIn>
      <EmptyState
        icon={IconBookOff}
        title={t('no_lessons.title')}
        action={
          <Button component={AppLink} href={courseHref(course_id)} variant="filled">
            {t('bar.to_course')}
          </Button>
        }
      >
        {t('no_lessons.why')}
      </EmptyState>
    </PublicFrame>
  );
}
