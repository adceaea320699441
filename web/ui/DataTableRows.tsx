// The rows of a DataTable. One row at a time is in the tab order; arrows, Home and End move between rows, Enter opens,
// Space selects.
import { Checkbox, Skeleton } from '@mantine/core';
import { type KeyboardEvent, type MouseEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './DataTable.module.css';
import type { DataTableProps } from './DataTable.tsx';
import { rowAfterKey, toggleKey } from './data-table.ts';

const controls = 'a, button, input, select, label, [role=menu]';

export function DataTableRows<Row>(props: DataTableProps<Row> & { pageSize: number }) {
  const { rows, columns, selection, pageSize } = props;
  const [current, setCurrent] = useState(0);
  if (rows === undefined)
    return <SkeletonRows columns={columns} lines={Math.min(pageSize, 20)} hasBox={Boolean(selection)} />;
  const focusable = Math.min(current, rows.length - 1);
  return (
    <tbody>
      {rows.map((row, index) => (
        <TableRow
          key={props.rowKey(row)}
          {...props}
          row={row}
          index={index}
          isStop={index === focusable}
          onFocus={setCurrent}
        />
      ))}
    </tbody>
  );
}

type TableRowProps<Row> = Omit<DataTableProps<Row>, 'rows'> & {
  row: Row;
  index: number;
  isStop: boolean;
  onFocus: (index: number) => void;
};

function TableRow<Row>(props: TableRowProps<Row>) {
  const { t } = useTranslation('ui');
  const { row, index, isStop, onFocus, columns, selection, onSelection, onOpen } = props;
  const key = props.rowKey(row);
  const isSelected = selection?.has(key) ?? false;
  const toggle = () => selection && onSelection?.(toggleKey(selection, key));
  const isInteractive = Boolean(onOpen || selection);

  function onKeyDown(event: KeyboardEvent<HTMLTableRowElement>) {
    if (event.target !== event.currentTarget) return;
    const siblings = event.currentTarget.parentElement?.children;
    const next = rowAfterKey(event.key, index, siblings?.length ?? 0);
    if (next !== undefined) (siblings?.[next] as HTMLElement | undefined)?.focus();
    else if (event.key === 'Enter') onOpen?.(row);
    else if (event.key === ' ') toggle();
    else return;
    event.preventDefault();
  }
  function onClick(event: MouseEvent<HTMLTableRowElement>) {
    if (onOpen && !(event.target as Element).closest(controls)) onOpen(row);
  }

  return (
    <tr
      tabIndex={isInteractive ? (isStop ? 0 : -1) : undefined}
      data-selected={isSelected || props.activeKey === key || undefined}
      data-opens={onOpen ? true : undefined}
      aria-current={props.activeKey === key || undefined}
      onFocus={() => onFocus(index)}
      onKeyDown={isInteractive ? onKeyDown : undefined}
      onClick={onOpen ? onClick : undefined}
    >
      {selection && (
        <td className={css.select}>
          <Checkbox aria-label={t('table.select_row')} checked={isSelected} onChange={toggle} />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.id} data-align={column.align}>
          {column.cell?.(row)}
        </td>
      ))}
    </tr>
  );
}

function SkeletonRows({
  columns,
  lines,
  hasBox,
}: {
  columns: readonly { id: string }[];
  lines: number;
  hasBox: boolean;
}) {
  return (
    <tbody aria-hidden="true">
      {Array.from({ length: lines }, (_, line) => `skeleton-${line}`).map((line) => (
        <tr key={line}>
          {hasBox && <td className={css.select} />}
          {columns.map((column, index) => (
            <td key={column.id}>
              <Skeleton height={12} width={index === 0 ? '72%' : '48%'} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
