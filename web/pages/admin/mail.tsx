// The mail log: what the product wrote to people, whether it went out, and why not. The open mail stands in the address.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { mailKinds, mailStates } from '#contract/notifications.ts';
import { failedMailCountQuery, mailsQuery } from '#web/features/admin/admin.queries.ts';
import { MailPanel } from '#web/features/admin/components/MailPanel.tsx';
import { MailTable } from '#web/features/admin/components/MailTable.tsx';
import { mailHref, readMailSearch } from '#web/features/admin/mail-search.ts';
import { useMailSearch } from '#web/features/admin/use-mail-search.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { FilterBar } from '#web/ui/FilterBar.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';

export function loader({ context: { queryClient }, search }: PageLoaderInput) {
  const given = new URLSearchParams(Object.entries(search).map(([name, value]) => [name, String(value)]));
  void queryClient.prefetchQuery(mailsQuery(readMailSearch(given.toString())));
  void queryClient.prefetchQuery(failedMailCountQuery);
}

export function MailPage() {
  const { t } = useTranslation('admin');
  const { state, show } = useMailSearch();
  const mails = useQuery(mailsQuery(state));
  const failed = useQuery(failedMailCountQuery).data;
  if (mails.isError && !mails.data)
    return <ErrorScreen error={mails.error} onRetry={() => void mails.refetch()} />;
  const rows = mails.data?.results;
  const open = rows?.findIndex(({ id }) => id === state.mail) ?? -1;
  const goTo = (index: number) => {
    const id = open === -1 ? undefined : rows?.[index]?.id;
    return id === undefined ? undefined : () => show({ ...state, mail: id }, { replace: true });
  };
  return (
    <>
      <PageHeader
        title={t('mail.title')}
        state={
          failed === undefined ? undefined : failed === 0 ? (
            t('mail.all_out')
          ) : (
            <AppLink href={mailHref({ state: 'failed' })}>{t('mail.failed', { count: failed })}</AppLink>
          )
        }
      />
      <FilterBar
        search={{
          value: state.search ?? '',
          label: t('mail.search'),
          onChange: (search) =>
            show({ ...state, page: 1, search: search.trim() || undefined }, { replace: true }),
        }}
        filters={[
          {
            id: 'state',
            label: t('mail.column.state'),
            options: mailStates.map((value) => ({ value, label: t(`mail.state.${value}`) })),
          },
          {
            id: 'kind',
            label: t('mail.column.kind'),
            options: mailKinds.map((value) => ({ value, label: t(`mail.kind.${value}`) })),
          },
        ]}
        values={{ state: state.state, kind: state.kind }}
        onChange={(id, value) =>
          show(readMailSearch(new URL(mailHref({ ...state, page: 1, [id]: value }), 'http://here').search))
        }
        onClear={() => show({ page: 1 })}
      />
      <MailTable
        mails={rows}
        count={mails.data?.count}
        isStale={mails.isPlaceholderData}
        state={state}
        onChange={show}
      />
      {state.mail && (
        <MailPanel
          id={state.mail}
          onClose={() => show({ ...state, mail: undefined }, { replace: true })}
          onPrevious={goTo(open - 1)}
          onNext={goTo(open + 1)}
        />
      )}
    </>
  );
}
