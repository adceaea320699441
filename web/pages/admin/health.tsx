// Is the installation well, and if not, what cures it. Asks again every minute while it is open.
import { Button } from '@mantine/core';
import { IconCode, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { admin } from '#contract/admin.ts';
import { healthQuery } from '#web/features/admin/admin.queries.ts';
import { HealthList } from '#web/features/admin/components/HealthList.tsx';
import { HealthState } from '#web/features/admin/components/HealthState.tsx';
import { addressOf } from '#web/lib/api.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import css from './admin.module.css';

export function loader({ context: { queryClient } }: PageLoaderInput) {
  void queryClient.prefetchQuery(healthQuery);
}

export function HealthPage() {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const { data: health, error, isFetching, refetch } = useQuery(healthQuery);
  if (error && !health) return <ErrorScreen error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <PageHeader
        title={t('health.title')}
        state={health && <HealthState checks={health.checks} />}
        action={
          <>
            <Button
              component="a"
              href={addressOf(admin.getHealth)}
              target="_blank"
              leftSection={<IconCode size={18} stroke={1.5} aria-hidden="true" />}
            >
              JSON
            </Button>
            <Button
              variant="filled"
              leftSection={<IconRefresh size={18} stroke={1.5} aria-hidden="true" />}
              aria-busy={isFetching}
              onClick={() => !isFetching && void refetch()}
            >
              {t('health.check_again')}
            </Button>
          </>
        }
      />
      <HealthList checks={health?.checks} />
      {health && (
        <p className={css.note} role="status">
          {t('health.checked', {
            date: format.longDate(health.checked_at),
            time: format.timeWithSeconds(health.checked_at),
            zone: format.zoneOf(health.checked_at),
            version: health.version,
          })}{' '}
          {t('health.answered', {
            name: health.process.name,
            does: [...health.process.services, ...(health.process.worker ? [t('health.worker')] : [])].join(
              ', ',
            ),
          })}
        </p>
      )}
    </>
  );
}
