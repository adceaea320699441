// What publishing would do, in one sentence, and why it cannot be done yet.
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import type { CourseWhole, PublishState } from '../builder.types.ts';

const changes = ['changed', 'added', 'moved', 'removed'] as const;

export function usePublishWords(course: CourseWhole, state: PublishState | undefined, isSafe: boolean) {
  const { t } = useTranslation('builder');
  const format = useFormat();
  if (!state) return { summary: '', unavailable: undefined };
  const counts = changes
    .map((change) => ({ change, count: state.changes[change].length }))
    .filter(({ count }) => count > 0)
    .map(({ change, count }) => t(`publish.count.${change}`, { count }));
  const what =
    counts.length > 0 ? t('publish.what', { counts: format.list(counts) }) : t('publish.no_lessons_changed');
  return {
    summary: `${what} ${reachWords(state, t)}`.trim(),
    unavailable: reasonAgainst(course, state, isSafe, t),
  };
}

function reachWords({ completed_count, in_progress_count }: PublishState, t: TFunction<'builder'>): string {
  if (completed_count + in_progress_count === 0) return t('publish.nobody');
  return t('publish.people', {
    completed: t('publish.people_completed', { count: completed_count }),
    in_progress: t('publish.people_in_progress', { count: in_progress_count }),
  });
}

function reasonAgainst(
  course: CourseWhole,
  state: PublishState,
  isSafe: boolean,
  t: TFunction<'builder'>,
): string | undefined {
  if (!isSafe) return t('publish.not_saved');
  if (!state.ready) return t('publish.not_ready', { count: state.problems.length });
  const isSame = state.changed_lessons.length === 0 && !course.has_unpublished_changes;
  return isSame && course.status === 'published' ? t('publish.nothing_new') : undefined;
}
