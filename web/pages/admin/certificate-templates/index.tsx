// The papers certificates are drawn on: which is the default, which courses chose another.
import { Button } from '@mantine/core';
import { IconCertificate, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateTemplate } from '#contract/certificates.ts';
import {
  templatesPageSize,
  templatesQuery,
  useCreateTemplate,
} from '#web/features/certificates/templates.queries.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { DateTime } from '#web/ui/DateTime.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { FilterBar } from '#web/ui/FilterBar.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { Status } from '#web/ui/Status.tsx';

const addressOf = (id: string) => `/admin/certificate-templates/${id}`;

export function CertificateTemplatesPage() {
  const { t } = useTranslation('certificates');
  const router = useRouter();
  const [page, setPage] = useState(1);
  const [search, setSearch] = useState('');
  const [isArchive, setIsArchive] = useState(false);
  const list = useQuery(templatesQuery(page, search, isArchive));
  const create = useCreateTemplate();
  const columns = useColumns();
  const open = ({ id }: { id: string }) => void router.navigate({ href: addressOf(id) });
  if (list.isError && !list.data)
    return <ErrorScreen error={list.error} onRetry={() => void list.refetch()} />;
  const chosen = list.data?.results.find((one) => one.is_default);
  return (
    <>
      <PageHeader
        title={t('template.title')}
        state={chosen && t('template.state', { name: chosen.name })}
        action={
          <Button
            variant="filled"
            leftSection={<IconPlus size={18} stroke={1.5} aria-hidden="true" />}
            aria-busy={create.isPending}
            onClick={() => create.mutate(t('template.new_name'), { onSuccess: open })}
          >
            {t('template.new')}
          </Button>
        }
      />
      <FilterBar
        search={{
          value: search,
          label: t('template.search'),
          onChange: (words) => {
            setPage(1);
            setSearch(words);
          },
        }}
        filters={[
          {
            id: 'archived',
            label: t('template.column.state'),
            options: [{ value: 'true', label: t('template.archived') }],
          },
        ]}
        values={{ archived: isArchive ? 'true' : undefined }}
        onChange={(_id, value) => setIsArchive(value === 'true')}
        onClear={() => {
          setSearch('');
          setIsArchive(false);
        }}
      />
      <DataTable
        caption={t('template.title')}
        name="certificate-templates"
        columns={columns}
        rows={list.data?.results}
        rowKey={({ id }) => id}
        count={list.data?.count}
        page={page}
        pageSize={templatesPageSize}
        onPage={setPage}
        onOpen={open}
        isStale={list.isPlaceholderData}
        empty={<EmptyState icon={IconCertificate} title={t('template.none_found')} />}
      />
    </>
  );
}

function useColumns(): Column<CertificateTemplate>[] {
  const { t } = useTranslation('certificates');
  const state = (row: CertificateTemplate) =>
    row.archived_at ? 'archived' : row.is_default ? 'default' : 'offered';
  const looks = { archived: 'archived', default: 'published', offered: 'ok' } as const;
  return [
    {
      id: 'name',
      header: t('template.column.name'),
      is_title: true,
      text: (row) => row.name,
      cell: (row) => <AppLink href={addressOf(row.id)}>{row.name}</AppLink>,
    },
    {
      id: 'state',
      header: t('template.column.state'),
      width: '152px',
      text: (row) => t(`template.${state(row)}`),
      cell: (row) => <Status kind={looks[state(row)]}>{t(`template.${state(row)}`)}</Status>,
    },
    {
      id: 'courses',
      header: t('template.column.courses'),
      width: '144px',
      align: 'end',
      text: (row) => row.course_count,
      cell: (row) => <span className="ly-tabular">{row.course_count}</span>,
    },
    {
      id: 'certificates',
      header: t('template.column.certificates'),
      width: '144px',
      align: 'end',
      text: (row) => row.certificate_count,
      cell: (row) => <span className="ly-tabular">{row.certificate_count}</span>,
    },
    {
      id: 'updated',
      header: t('template.column.updated'),
      width: '144px',
      text: (row) => row.updated_at,
      cell: (row) => <DateTime value={row.updated_at} format="date" />,
    },
  ];
}
