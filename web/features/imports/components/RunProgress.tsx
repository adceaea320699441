// An import that is being worked on: how far it is.
import { useTranslation } from 'react-i18next';
import type { ImportRun } from '#contract/imports.ts';
import { ProgressBar } from '#web/ui/ProgressBar.tsx';
import css from './Report.module.css';

export function RunProgress({ run }: { run: ImportRun }) {
  const { t } = useTranslation('imports');
  const { steps_done: done, steps_total: total, status } = run;
  const percent = total === 0 ? 0 : (done / total) * 100;
  return (
    <div className={css.progress} role="status" aria-live="polite">
      <ProgressBar percent={percent} label={t('run.progress')} />
      <p className="ly-dimmed">{t(status === 'queued' ? 'run.queued' : 'run.leave')}</p>
    </div>
  );
}
