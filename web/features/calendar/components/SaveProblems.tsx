// Why a session could not be saved, without losing what was typed: somebody else was faster, something stands in the way, a field is wrong.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { Note } from '#web/ui/Note.tsx';
import { problemOf } from '#web/ui/problem.ts';
import { pathLabels, useSessionLabels } from '../planning/use-session-labels.ts';
import css from './Calendar.module.css';

type SaveProblemsProps = {
  error: unknown;
  /** What somebody else changed, in words; only known after they were faster. */
  changes?: readonly { name: string; value: string }[];
  onKeepMine?: () => void;
  onTakeTheirs?: () => void;
};

export function SaveProblems({ error, changes = [], onKeepMine, onTakeTheirs }: SaveProblemsProps) {
  const { t } = useTranslation('calendar');
  const labels = useSessionLabels();
  const problem = problemOf(error);
  if (problem?.code === 'record.stale')
    return (
      <Note tone="due" title={t('stale.title')} isAlert>
        {changes.length > 0 && (
          <ul className={css.changes}>
            {changes.map(({ name, value }) => (
              <li key={name}>
                {name}: <b>{value}</b>
              </li>
            ))}
          </ul>
        )}
        <div className={css.chips}>
          <Button size="xs" onClick={onKeepMine}>
            {t('stale.keep')}
          </Button>
          <Button size="xs" onClick={onTakeTheirs}>
            {t('stale.take')}
          </Button>
        </div>
      </Note>
    );
  const paths = (problem?.errors ?? []).map(({ path }) => path);
  const idOf = (path: string) => path.replace(/^session\./, '').replace(/^(days\.\d+).*/, '$1');
  return <ErrorSummary error={error} labels={pathLabels(labels, paths)} idOf={idOf} />;
}
