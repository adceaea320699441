// Who changed what, from what to what. With a record in the address it is the history of that record.
import { useTranslation } from 'react-i18next';
import { historyQuery } from '#web/features/activity/activity.queries.ts';
import { readHistorySearch, recordTypes } from '#web/features/activity/activity-search.ts';
import { HistoryList } from '#web/features/activity/components/HistoryList.tsx';
import { useAddress } from '#web/features/activity/use-address.ts';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { FilterBar } from '#web/ui/FilterBar.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';

export function loader({ context: { queryClient }, search }: PageLoaderInput) {
  const given = new URLSearchParams(Object.entries(search).map(([name, value]) => [name, String(value)]));
  void queryClient.prefetchInfiniteQuery(historyQuery(readHistorySearch(given.toString())));
}

export function HistoryPage() {
  const { t } = useTranslation('activity');
  const { state, show } = useAddress(readHistorySearch);
  const isOfOne = state.record_id !== undefined;
  return (
    <>
      <PageHeader
        title={t('history.title')}
        state={
          isOfOne ? (
            <>
              {t('history.of_one')} <AppLink href="/admin/history">{t('history.all')}</AppLink>
            </>
          ) : (
            t('history.state')
          )
        }
      />
      <FilterBar
        filters={[
          ...(isOfOne
            ? []
            : [
                {
                  id: 'record_type',
                  label: t('history.kind'),
                  options: recordTypes.map((type) => ({ value: type, label: t(`record.${type}`) })),
                },
              ]),
          {
            id: 'action',
            label: t('history.action'),
            options: (['created', 'changed', 'deleted'] as const).map((action) => ({
              value: action,
              label: t(`history.only_${action}`),
            })),
          },
        ]}
        values={isOfOne ? { action: state.action } : { record_type: state.record_type, action: state.action }}
        onChange={(id, value) => show({ ...state, [id]: value })}
        onClear={() => show(isOfOne ? { record_type: state.record_type, record_id: state.record_id } : {})}
      />
      <HistoryList search={state} />
    </>
  );
}
