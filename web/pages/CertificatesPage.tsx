// The person's own certificates.
import { Button } from '@mantine/core';
import { IconCertificate, IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Certificate } from '#contract/certificates.ts';
import {
  certificatesPageSize,
  myCertificatesQuery,
} from '#web/features/certificates/certificates.queries.ts';
import { CertificateStatus } from '#web/features/certificates/components/CertificateStatus.tsx';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { DateTime } from '#web/ui/DateTime.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';

export function CertificatesPage() {
  const { t } = useTranslation('certificates');
  const router = useRouter();
  const [page, setPage] = useState(1);
  const list = useQuery(myCertificatesQuery(page));
  const columns = useColumns();
  if (list.isError && !list.data)
    return <ErrorScreen error={list.error} onRetry={() => void list.refetch()} />;
  const browse = (
    <Button component={AppLink} href="/catalog" variant="filled">
      {t('empty.action')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} state={list.data && t('state', { count: list.data.count ?? 0 })} />
      <DataTable
        caption={t('title')}
        columns={columns}
        rows={list.data?.results}
        rowKey={(row) => row.id}
        count={list.data?.count}
        page={page}
        pageSize={certificatesPageSize}
        onPage={setPage}
        onOpen={(row) => void router.navigate({ href: `/certificates/${row.id}` })}
        isStale={list.isPlaceholderData}
        empty={
          <EmptyState icon={IconCertificate} title={t('empty.title')} action={browse}>
            {t('empty.words')}
          </EmptyState>
        }
      />
    </>
  );
}

function useColumns(): Column<Certificate>[] {
  const { t } = useTranslation('certificates');
  return [
    {
      id: 'course',
      header: t('column.course'),
      is_title: true,
      cell: (row) => <AppLink href={`/certificates/${row.id}`}>{row.course_title}</AppLink>,
    },
    {
      id: 'status',
      header: t('column.status'),
      width: '136px',
      cell: (row) => <CertificateStatus status={row.status} />,
    },
    {
      id: 'issued',
      header: t('column.issued'),
      width: '136px',
      cell: (row) => <DateTime value={row.issued_at} format="date" />,
    },
    {
      id: 'expires',
      header: t('column.expires'),
      width: '136px',
      cell: (row) => (row.expires_at ? <DateTime value={row.expires_at} format="date" /> : t('no_expiry')),
    },
    {
      id: 'number',
      header: t('column.number'),
      width: '168px',
      cell: (row) => <span className="ly-tabular">{row.number}</span>,
    },
    {
      id: 'download',
      header: '',
      label: t('column.action'),
      is_action: true,
      width: '160px',
      cell: (row) =>
        row.status !== 'revoked' && (
          <Button
            component="a"
            href={row.pdf_url}
            download
            aria-label={t('download_course', { course: row.course_title })}
            leftSection={<IconDownload size={16} stroke={1.5} aria-hidden="true" />}
          >
            {t('download')}
          </Button>
        ),
    },
  ];
}
