// The imports so far, newest first. A row opens the import.
import { IconFileImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '#contract/imports.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { DateTime } from '#web/ui/DateTime.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { importsPageSize } from '../imports.queries.ts';
import { importHref } from '../links.ts';
import { ImportStatusWords } from './ImportStatusWords.tsx';

type ImportTableProps = {
  runs: readonly ImportSummary[] | undefined;
  count: number | null | undefined;
  page: number;
  isStale: boolean;
  onPage: (page: number) => void;
};

export function ImportTable({ runs, count, page, isStale, onPage }: ImportTableProps) {
  const { t } = useTranslation('imports');
  return (
    <DataTable
      caption={t('list.caption')}
      columns={useColumns()}
      rows={runs}
      rowKey={({ id }) => id}
      count={count}
      page={page}
      pageSize={importsPageSize}
      onPage={onPage}
      isStale={isStale}
      empty={
        <EmptyState icon={IconFileImport} title={t('list.empty_title')} level={3}>
          {t('list.empty')}
        </EmptyState>
      }
    />
  );
}

function useColumns(): Column<ImportSummary>[] {
  const { t } = useTranslation('imports');
  return [
    {
      id: 'file',
      header: t('list.file'),
      is_title: true,
      cell: ({ id, file_name: name }) => <AppLink href={importHref(id)}>{name}</AppLink>,
    },
    { id: 'kind', header: t('list.kind'), cell: ({ kind }) => t(`kind.${kind}.name`) },
    {
      id: 'status',
      header: t('list.status'),
      cell: ({ status }) => <ImportStatusWords status={status} look="quiet" />,
    },
    {
      id: 'created_at',
      header: t('list.created_at'),
      cell: ({ created_at: at }) => (
        <span className="ly-dimmed">
          <DateTime value={at} />
        </span>
      ),
    },
  ];
}
