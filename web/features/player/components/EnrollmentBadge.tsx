// How far one is in a course, in the space of a badge: '64 % done', 'Overdue by 4 days', 'Completed'.
import { useTranslation } from 'react-i18next';
import { useNow } from '#web/lib/clock.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { Status } from '#web/ui/Status.tsx';
import type { Enrollment } from '../learning.types.ts';

export function EnrollmentBadge({ enrollment }: { enrollment: Enrollment }) {
  const { t } = useTranslation('player');
  const format = useFormat();
  const now = useNow();
  if (enrollment.status === 'completed') return <Status kind="completed" />;
  const due = format.due(enrollment.due_at, now);
  if (due.state === 'overdue') return <Status kind="overdue">{due.text}</Status>;
  if (enrollment.started_at === null) return <Status kind="not_started">{t('badge.enrolled')}</Status>;
  return (
    <Status kind="in_progress">
      {t('badge.percent_done', { percent: format.percent(enrollment.percent) })}
    </Status>
  );
}
