// The person's own certificates: what ends first comes first, with the way to renew it.
import { Button } from '@mantine/core';
import { IconCertificate, IconFileZip, IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { certificateStatuses, certificates, renewalDays } from '#contract/certificates.ts';
import {
  type CertificatesSearch,
  certificateFilters,
  certificatesPageSize,
  myCertificatesQuery,
} from '#web/features/certificates/certificates.queries.ts';
import { BadgeCheck } from '#web/features/certificates/components/BadgeCheck.tsx';
import { useCertificateColumns } from '#web/features/certificates/components/certificate-columns.tsx';
import { addressOf } from '#web/lib/api.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { FilterBar } from '#web/ui/FilterBar.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';

const everything: CertificatesSearch = { page: 1, search: '', status: undefined, ending: undefined };
/** How far ahead one may look for ends: a month, and as long as they can be renewed. */
const spans = [30, renewalDays];

export function CertificatesPage() {
  const { t } = useTranslation('certificates');
  const router = useRouter();
  const [search, setSearch] = useState(everything);
  const [isChecking, setIsChecking] = useState(false);
  const list = useQuery(myCertificatesQuery(search));
  const columns = useCertificateColumns();
  if (list.isError && !list.data)
    return <ErrorScreen error={list.error} onRetry={() => void list.refetch()} />;
  const count = list.data?.count ?? 0;
  const isNarrowed = search.search !== '' || search.status !== undefined || search.ending !== undefined;
  const archive = addressOf(certificates.downloadArchive, { query: certificateFilters(search) });
  return (
    <>
      <PageHeader
        title={t('title')}
        state={list.data && t(isNarrowed ? 'found' : 'state', { count })}
        action={
          count > 0 && (
            <Button
              component="a"
              href={archive}
              download
              leftSection={<IconFileZip size={16} stroke={1.5} aria-hidden="true" />}
            >
              {t('archive', { count })}
            </Button>
          )
        }
        menu={[
          {
            label: t('badge.check_title'),
            icon: IconRosetteDiscountCheck,
            onSelect: () => setIsChecking(true),
          },
        ]}
      />
      <FilterBar
        search={{
          value: search.search,
          label: t('search'),
          onChange: (words) => setSearch({ ...search, page: 1, search: words }),
        }}
        filters={[
          {
            id: 'status',
            label: t('column.status'),
            options: certificateStatuses.map((value) => ({ value, label: t(`status.${value}`) })),
          },
          {
            id: 'ending',
            label: t('ending'),
            options: spans.map((days) => ({ value: String(days), label: t('ending_in', { count: days }) })),
          },
        ]}
        values={{ status: search.status, ending: search.ending?.toString() }}
        onChange={(id, value) =>
          setSearch(
            id === 'ending'
              ? { ...search, page: 1, ending: value === undefined ? undefined : Number(value) }
              : { ...search, page: 1, status: certificateStatuses.find((one) => one === value) },
          )
        }
        onClear={() => setSearch(everything)}
      />
      <DataTable
        caption={t('title')}
        name="certificates"
        columns={columns}
        rows={list.data?.results}
        rowKey={(row) => row.id}
        count={list.data?.count}
        page={search.page}
        pageSize={certificatesPageSize}
        onPage={(page) => setSearch({ ...search, page })}
        onOpen={(row) => void router.navigate({ href: `/certificates/${row.id}` })}
        isStale={list.isPlaceholderData}
        empty={
          isNarrowed ? (
            <EmptyState
              icon={IconCertificate}
              title={t('none_found')}
              action={<Button onClick={() => setSearch(everything)}>{t('show_all')}</Button>}
            />
          ) : (
            <EmptyState
              icon={IconCertificate}
              title={t('empty.title')}
              action={
                <Button component={AppLink} href="/catalog" variant="filled">
                  {t('empty.action')}
                </Button>
              }
            >
              {t('empty.words')}
            </EmptyState>
          )
        }
      />
      {isChecking && <BadgeCheck onClose={() => setIsChecking(false)} />}
    </>
  );
}
