// How one likes to learn: orders what is recommended.
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PreferencesForm } from '#web/features/gaps/components/PreferencesForm.tsx';
import { preferencesQuery } from '#web/features/gaps/gaps.queries.ts';
import { AccountTabs } from '#web/features/identity/components/AccountTabs.tsx';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';

export function TrainingPage() {
  const { t } = useTranslation('gaps');
  const { data, error, refetch } = useQuery(preferencesQuery);
  if (error && !data) return <ErrorScreen error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <PageHeader title={t('training.title')} state={t('training.state')} />
      <AccountTabs />
      {data ? <PreferencesForm key={data.updated_at} preferences={data} /> : <Skeleton height={360} />}
    </>
  );
}
