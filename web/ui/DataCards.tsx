// A DataTable on a phone: a list of cards, each cell with its label, and sorting as a field above.
import { Checkbox, NativeSelect, Skeleton } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import css from './DataCards.module.css';
import type { DataTableProps } from './DataTable.tsx';
import { type Column, toggleKey } from './data-table.ts';

export function DataCards<Row>(props: DataTableProps<Row>) {
  const { rows, columns, rowKey } = props;
  const title = columns.find((column) => column.is_title) ?? columns[0];
  if (rows === undefined) return <SkeletonCards />;
  return (
    <>
      <SortField {...props} />
      <ul className={css.list} aria-label={props.caption}>
        {rows.map((row) => (
          <li
            key={rowKey(row)}
            className={css.card}
            data-selected={isMarked(props, rowKey(row)) || undefined}
          >
            <CardHead {...props} row={row} title={title} />
            <dl className={css.cells}>
              {columns
                .filter((column) => column !== title && !column.is_action)
                .map((column) => (
                  <div key={column.id} className={css.cell}>
                    <dt>{column.header}</dt>
                    <dd>{column.cell?.(row)}</dd>
                  </div>
                ))}
            </dl>
          </li>
        ))}
      </ul>
    </>
  );
}

function isMarked<Row>(props: DataTableProps<Row>, key: string): boolean {
  return props.activeKey === key || (props.selection?.has(key) ?? false);
}

type CardHeadProps<Row> = DataTableProps<Row> & { row: Row; title: Column<Row> | undefined };

function CardHead<Row>(props: CardHeadProps<Row>) {
  const { row, title, columns, rowKey, selection, onSelection, onOpen } = props;
  const actions = columns.filter((column) => column.is_action);
  const { t } = useTranslation('ui');
  const key = rowKey(row);
  return (
    <div className={css.head}>
      {selection && (
        <Checkbox
          aria-label={t('table.select_row')}
          checked={selection.has(key)}
          onChange={() => onSelection?.(toggleKey(selection, key))}
        />
      )}
      <div className={css.title}>{title?.cell?.(row)}</div>
      {onOpen && (
        <button type="button" className={css.open} onClick={() => onOpen(row)}>
          {t('table.open')}
        </button>
      )}
      {actions.map((column) => (
        <Fragment key={column.id}>{column.cell?.(row)}</Fragment>
      ))}
    </div>
  );
}

function SortField<Row>({ columns, ordering, onOrdering }: DataTableProps<Row>) {
  const { t } = useTranslation('ui');
  const sortable = columns.filter((column) => column.ordering !== undefined);
  if (!onOrdering || sortable.length === 0) return null;
  const choices = sortable.flatMap(({ ordering: field = '', header }) => [
    { value: field, label: t('table.ascending', { column: header }) },
    { value: `-${field}`, label: t('table.descending', { column: header }) },
  ]);
  return (
    <div className={css.sort}>
      <NativeSelect
        aria-label={t('table.sort_by')}
        data={choices}
        value={ordering}
        onChange={(event) => onOrdering(event.currentTarget.value)}
      />
    </div>
  );
}

function SkeletonCards() {
  return (
    <ul className={css.list} aria-hidden="true">
      {['a', 'b', 'c', 'd'].map((key) => (
        <li key={key} className={css.card}>
          <Skeleton height={14} width="62%" />
          <Skeleton height={12} width="84%" mt={12} />
          <Skeleton height={12} width="48%" mt={8} />
        </li>
      ))}
    </ul>
  );
}
