// Outside certificates of the people one leads: those that wait first.
import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProofTable } from '#web/features/skills/components/ProofTable.tsx';
import { proofsQuery } from '#web/features/skills/skills.queries.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';

export function ProofsPage() {
  const { t } = useTranslation('skills');
  const [page, setPage] = useState(1);
  const [waiting, setWaiting] = useState(true);
  const list = useQuery(proofsQuery({ waiting, page }));
  if (list.isError && !list.data)
    return <ErrorScreen error={list.error} onRetry={() => void list.refetch()} />;
  const choose = (chosen: string) => {
    setWaiting(chosen === 'waiting');
    setPage(1);
  };
  return (
    <>
      <PageHeader
        title={t('proofs.title')}
        breadcrumbs={[{ label: t('title'), href: '/skills' }]}
        state={waiting && list.data ? t('proofs.state', { count: list.data.count ?? 0 }) : undefined}
        action={
          <SegmentedControl
            aria-label={t('proofs.show')}
            data={[
              { value: 'waiting', label: t('proofs.waiting') },
              { value: 'all', label: t('proofs.all') },
            ]}
            value={waiting ? 'waiting' : 'all'}
            onChange={choose}
          />
        }
      />
      <ProofTable
        proofs={list.data?.results}
        count={list.data?.count}
        page={page}
        isStale={list.isPlaceholderData}
        onPage={setPage}
      />
    </>
  );
}
