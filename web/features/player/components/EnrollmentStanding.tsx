// How one stands in a course, below its button: progress, date, who asked for it; or when it was completed.
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DueDate } from '#web/ui/DueDate.tsx';
import { ProgressBar } from '#web/ui/ProgressBar.tsx';
import { Status } from '#web/ui/Status.tsx';
import type { Enrollment } from '../learning.types.ts';
import css from './EnrollAction.module.css';

type LearningStandingProps = { enrollment: Enrollment; lessons?: { done: number; required: number } };

export function LearningStanding({ enrollment, lessons }: LearningStandingProps) {
  const { t } = useTranslation('player');
  const detail = lessons && t('progress.lessons', { done: lessons.done, count: lessons.required });
  return (
    <div className={css.standing}>
      <ProgressBar percent={enrollment.percent} label={t('progress.label')} detail={detail} />
      {enrollment.due_at && (
        <div className={css.line}>
          <span className={css.term}>{t('enroll.due')}</span>
          <DueDate due_at={enrollment.due_at} />
        </div>
      )}
      {enrollment.reason && (
        <div className={css.line}>
          <span className={css.term}>{t('enroll.why')}</span>
          <span className={css.value}>{enrollment.reason}</span>
        </div>
      )}
    </div>
  );
}

type CompletedStandingProps = { enrollment: Enrollment; hasCertificate: boolean };

export function CompletedStanding({ enrollment, hasCertificate }: CompletedStandingProps) {
  const { t } = useTranslation('player');
  const format = useFormat();
  return (
    <div className={css.standing}>
      <div className={css.line}>
        <Status kind="completed" />
        {enrollment.completed_at && <span className={css.value}>{format.date(enrollment.completed_at)}</span>}
      </div>
      {enrollment.expires_at && (
        <div className={css.line}>
          <span className={css.term}>{t('enroll.counts_until')}</span>
          <span className={css.value}>{format.date(enrollment.expires_at)}</span>
        </div>
      )}
      {hasCertificate && (
        <AppLink href="/certificates" className={css.certificate}>
          {t('enroll.certificates')}
        </AppLink>
      )}
    </div>
  );
}
