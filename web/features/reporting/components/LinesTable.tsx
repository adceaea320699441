// People with their managers, a page at a time; a row opens the change of its manager.
import { Button } from '@mantine/core';
import { IconSitemap } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ReportingLine } from '#contract/reporting.ts';
import { DataTable } from '#web/ui/DataTable.tsx';
import { DateTime } from '#web/ui/DateTime.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { PersonCard } from '#web/ui/PersonCard.tsx';
import { type LinesSearch, narrowedLines } from '../lines-search.ts';
import { linesPageSize } from '../reporting.queries.ts';

type LinesTableProps = {
  lines: readonly ReportingLine[] | undefined;
  count: number | null | undefined;
  isStale: boolean;
  state: LinesSearch;
  onChange: (next: LinesSearch) => void;
  onEdit: (person: ReportingLine['person']) => void;
};

export function LinesTable({ lines, count, isStale, state, onChange, onEdit }: LinesTableProps) {
  const { t } = useTranslation('reporting');
  return (
    <DataTable
      caption={t('caption')}
      name="reporting"
      columns={useColumns(onEdit)}
      rows={lines}
      rowKey={({ person }) => person.id}
      count={count}
      page={state.page}
      pageSize={linesPageSize}
      onPage={(page) => onChange({ ...state, page })}
      ordering={state.ordering}
      onOrdering={(ordering) =>
        onChange(narrowedLines(state, { ordering: ordering as LinesSearch['ordering'] }))
      }
      isStale={isStale}
      empty={
        <EmptyState icon={IconSitemap} title={t('empty_title')}>
          {t('empty')}
        </EmptyState>
      }
    />
  );
}

function useColumns(onEdit: LinesTableProps['onEdit']): Column<ReportingLine>[] {
  const { t } = useTranslation('reporting');
  return [
    {
      id: 'person',
      header: t('column.person'),
      ordering: 'display_name',
      is_title: true,
      cell: ({ person, email }) => <PersonCard person={person} detail={email} />,
    },
    {
      id: 'manager',
      header: t('column.manager'),
      ordering: 'manager',
      cell: ({ manager }) => manager?.display_name ?? <span className="ly-dimmed">{t('none')}</span>,
    },
    {
      id: 'since',
      header: t('column.since'),
      ordering: 'since',
      cell: ({ since }) => since && <DateTime value={since} format="date" />,
    },
    {
      id: 'reports',
      header: t('column.reports'),
      ordering: 'direct_reports',
      align: 'end',
      cell: ({ direct_reports }) => direct_reports,
    },
    {
      id: 'acting',
      header: t('column.acting'),
      cell: ({ acting }) => acting.map((one) => one.display_name).join(', '),
    },
    {
      id: 'edit',
      header: '',
      label: t('manager.edit'),
      is_action: true,
      cell: ({ person }) => (
        <Button
          size="xs"
          aria-label={t('change', { name: person.display_name })}
          onClick={() => onEdit(person)}
        >
          {t('manager.edit')}
        </Button>
      ),
    },
  ];
}
