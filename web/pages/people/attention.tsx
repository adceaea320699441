// Learners who may need help: of my line, of my courses, or of everybody.
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { attentionKinds } from '#contract/activity.ts';
import { attentionQuery } from '#web/features/activity/activity.queries.ts';
import { readAttentionSearch } from '#web/features/activity/activity-search.ts';
import { AttentionTable } from '#web/features/activity/components/AttentionTable.tsx';
import { useAddress } from '#web/features/activity/use-address.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { FilterBar } from '#web/ui/FilterBar.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';

export function loader({ context: { queryClient }, search }: PageLoaderInput) {
  const given = new URLSearchParams(Object.entries(search).map(([name, value]) => [name, String(value)]));
  void queryClient.prefetchQuery(attentionQuery(readAttentionSearch(given.toString())));
}

export function AttentionPage() {
  const { t } = useTranslation('activity');
  const router = useRouter();
  const { state, show } = useAddress(readAttentionSearch);
  const list = useQuery(attentionQuery(state));
  if (list.isError && !list.data)
    return <ErrorScreen error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <>
      <PageHeader
        title={t('attention.title')}
        state={list.data && t('attention.state', { count: list.data.count ?? 0 })}
      />
      <FilterBar
        search={{
          value: state.search ?? '',
          label: t('attention.search'),
          onChange: (search) =>
            show({ ...state, page: 1, search: search.trim() || undefined }, { replace: true }),
        }}
        filters={[
          {
            id: 'kind',
            label: t('attention.why'),
            options: attentionKinds.map((kind) => ({ value: kind, label: t(`attention.kind.${kind}`) })),
          },
        ]}
        values={{ kind: state.kind }}
        onChange={(id, value) => show({ ...state, page: 1, [id]: value })}
        onClear={() => show({})}
      />
      <AttentionTable
        rows={list.data?.results}
        count={list.data?.count}
        search={state}
        isStale={list.isPlaceholderData}
        onPage={(page) => show({ ...state, page })}
        onOpen={(id) => void router.navigate({ href: `/people/${id}/activity` })}
      />
    </>
  );
}
