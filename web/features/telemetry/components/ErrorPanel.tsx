// One kind of error: where it happened, how often a day, and whether somebody has solved it.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ClientError } from '#contract/telemetry.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { DateTime } from '#web/ui/DateTime.tsx';
import { SidePanel } from '#web/ui/SidePanel.tsx';
import { TrendChart } from '#web/ui/TrendChart.tsx';
import { notify } from '#web/ui/toast-store.ts';
import { useSolveError } from '../telemetry.mutations.ts';
import css from './ErrorPanel.module.css';

export function ErrorPanel({ error, onClose }: { error: ClientError; onClose: () => void }) {
  const { t } = useTranslation('telemetry');
  const format = useFormat();
  const solve = useSolveError();
  const isSolved = error.solved_at !== null;
  const decide = () =>
    solve.mutate(
      { fingerprint: error.fingerprint, is_solved: !isSolved },
      { onSuccess: () => notify(t(isSolved ? 'errors.reopened' : 'errors.solved')) },
    );
  return (
    <SidePanel
      title={error.message}
      detail={error.route}
      onClose={onClose}
      actions={
        <Button variant="filled" aria-busy={solve.isPending} onClick={() => !solve.isPending && decide()}>
          {t(isSolved ? 'errors.reopen' : 'errors.solve')}
        </Button>
      }
    >
      <dl className={css.facts}>
        <dt>{t('errors.first_seen')}</dt>
        <dd>
          <DateTime value={error.first_seen_at} />
        </dd>
        <dt>{t('errors.last_seen')}</dt>
        <dd>
          <DateTime value={error.last_seen_at} />
        </dd>
        <dt>{t('errors.version')}</dt>
        <dd>{error.version}</dd>
      </dl>
      <TrendChart
        title={t('errors.by_day')}
        heads={{ label: t('errors.day'), value: t('errors.times') }}
        points={error.by_day.map(({ date, count }) => ({
          label: new Intl.DateTimeFormat(format.locale, {
            day: 'numeric',
            month: 'short',
            timeZone: 'UTC',
          }).format(Date.parse(date)),
          value: count,
        }))}
        formatValue={(value) => format.number(value)}
        level={3}
      />
      <h3 className={css.head}>{t('errors.stack')}</h3>
      {error.stack === '' ? <p>{t('errors.no_stack')}</p> : <pre className={css.stack}>{error.stack}</pre>}
    </SidePanel>
  );
}
