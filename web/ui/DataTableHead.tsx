// The head of a DataTable: sort buttons and the box that selects the page.
import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import css from './DataTable.module.css';
import type { DataTableProps } from './DataTable.tsx';
import { type Column, directionOf, nextOrdering, togglePage } from './data-table.ts';

export function DataTableHead<Row>(props: DataTableProps<Row>) {
  return (
    <thead>
      <tr>
        {props.selection && <SelectPage {...props} />}
        {props.columns.map((column) => (
          <HeadCell key={column.id} column={column} ordering={props.ordering} onOrdering={props.onOrdering} />
        ))}
      </tr>
    </thead>
  );
}

function SelectPage<Row>({ rows = [], rowKey, selection = new Set(), onSelection }: DataTableProps<Row>) {
  const { t } = useTranslation('ui');
  const keys = rows.map(rowKey);
  const chosen = keys.filter((key) => selection.has(key)).length;
  return (
    <th className={css.select} scope="col">
      <Checkbox
        aria-label={t('table.select_page')}
        checked={chosen > 0 && chosen === keys.length}
        indeterminate={chosen > 0 && chosen < keys.length}
        onChange={() => onSelection?.(togglePage(selection, keys))}
      />
    </th>
  );
}

type HeadCellProps<Row> = {
  column: Column<Row>;
  ordering?: string;
  onOrdering?: (ordering: string) => void;
};

function HeadCell<Row>({ column, ordering, onOrdering }: HeadCellProps<Row>) {
  const field = column.ordering;
  const words = column.header || <span className={css.caption}>{column.label}</span>;
  const shared = { scope: 'col', style: { inlineSize: column.width }, 'data-align': column.align } as const;
  if (field === undefined || !onOrdering) return <th {...shared}>{words}</th>;
  const direction = directionOf(ordering, field);
  const Arrow = { ascending: IconArrowUp, descending: IconArrowDown, none: IconArrowsSort }[direction];
  return (
    <th {...shared} aria-sort={direction}>
      <button type="button" className={css.sort} onClick={() => onOrdering(nextOrdering(ordering, field))}>
        {words}
        <Arrow size={14} stroke={1.5} aria-hidden="true" data-idle={direction === 'none' || undefined} />
      </button>
    </th>
  );
}
