// At the end of a table's foot: which columns are shown, and all rows (not only this page) as a CSV file.
import { Button } from '@mantine/core';
import { IconColumns3, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionMenu } from './ActionMenu.tsx';
import { fetchAll, toCsv } from './csv.ts';
import type { Column } from './data-table.ts';
import { notifyProblem } from './toast-store.ts';
import { mayHide } from './use-column-choice.ts';

export type TableExport<Row> = {
  /** Without the ending: 'people'. */
  file_name: string;
  /** A page of 100 of the same list, filtered and ordered as the table is; '' is the first cursor. */
  fetchPage: (cursor: string) => Promise<{ results: readonly Row[]; next: string | null }>;
};

type TableToolsProps<Row> = {
  columns: readonly Column<Row>[];
  /** What is not hidden, with the columns that stand in files only. */
  chosen: readonly Column<Row>[];
  hidden: ReadonlySet<string>;
  onToggle: (id: string) => void;
  csv?: TableExport<Row>;
};

export function TableTools<Row>({ columns, chosen, hidden, onToggle, csv }: TableToolsProps<Row>) {
  const { t } = useTranslation('ui');
  const choices = columns
    .filter((column) => mayHide(column, columns))
    .map((column) => ({
      key: column.id,
      label: column.header,
      checked: !hidden.has(column.id),
      onSelect: () => onToggle(column.id),
    }));
  return (
    <>
      {choices.length > 1 && (
        <ActionMenu
          look="link"
          size="xs"
          label={t('table.columns')}
          icon={<IconColumns3 size={16} stroke={1.5} aria-hidden="true" />}
          actions={choices}
        />
      )}
      {csv && <CsvButton columns={chosen} csv={csv} />}
    </>
  );
}

function CsvButton<Row>({ columns, csv }: { columns: readonly Column<Row>[]; csv: TableExport<Row> }) {
  const { t } = useTranslation('ui');
  const [isFetching, setIsFetching] = useState(false);
  async function save(): Promise<void> {
    setIsFetching(true);
    try {
      const written = columns.filter((column) => column.text !== undefined);
      const rows = await fetchAll(csv.fetchPage);
      const head = written.map(({ header }) => header);
      const cells = rows.map((row) => written.map((column) => column.text?.(row) ?? null));
      download(`${csv.file_name}.csv`, toCsv(head, cells));
    } catch {
      notifyProblem(t('table.csv_failed'));
    } finally {
      setIsFetching(false);
    }
  }
  return (
    <Button
      variant="subtle"
      size="xs"
      loading={isFetching}
      leftSection={<IconDownload size={16} stroke={1.5} aria-hidden="true" />}
      onClick={() => void save()}
    >
      {t('table.csv')}
    </Button>
  );
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
