// A page of rows from the server: sortable heads, selection with a bulk bar, arrow keys between rows, paging. Under
// 640 px each row becomes a card. While loading it shows as many skeleton rows as it will have.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BulkBar } from './BulkBar.tsx';
import { DataCards } from './DataCards.tsx';
import css from './DataTable.module.css';
import { DataTableHead } from './DataTableHead.tsx';
import { DataTableRows } from './DataTableRows.tsx';
import type { Column } from './data-table.ts';
import { Pager } from './Pager.tsx';
import { type TableExport, TableTools } from './TableTools.tsx';
import { useColumnChoice } from './use-column-choice.ts';
import { useIsPhone } from './use-is-phone.ts';
import { useOverflow } from './use-overflow.ts';

export type DataTableProps<Row> = {
  /** Names the table for screen readers; not shown. */
  caption: string;
  columns: readonly Column<Row>[];
  /** `undefined` while the first page loads. */
  rows: readonly Row[] | undefined;
  rowKey: (row: Row) => string;
  /** All rows on the server; null when it was not counted. */
  count?: number | null;
  page?: number;
  pageSize?: number;
  onPage?: (page: number) => void;
  /** `title` or `-title`. */
  ordering?: string;
  onOrdering?: (ordering: string) => void;
  selection?: ReadonlySet<string>;
  onSelection?: (selection: Set<string>) => void;
  /** Buttons of the bulk bar, shown while rows are selected. */
  bulkActions?: ReactNode;
  /** Opens a row by click or Enter; the row stays marked while it equals `activeKey`. */
  onOpen?: (row: Row) => void;
  activeKey?: string;
  /** Shown instead of the table when there are no rows. */
  empty?: ReactNode;
  /** Names the table for what this device remembers of it; with a name people choose columns. */
  name?: string;
  /** Lets people save all rows as a CSV file. */
  csv?: TableExport<Row>;
  density?: 'normal' | 'dense';
  /** True while another page is on its way: the old rows stay, dimmed. */
  isStale?: boolean;
};

export function DataTable<Row>(given: DataTableProps<Row>) {
  const { t } = useTranslation('ui');
  const { chosen, shown, hidden, toggle } = useColumnChoice(given.name, given.columns);
  const props = { ...given, columns: shown };
  const isPhone = useIsPhone();
  const { ref, isOverflowing } = useOverflow<HTMLDivElement>();
  const { rows, count, page = 1, pageSize = 20, selection, empty, name, csv, onPage } = props;
  if (rows?.length === 0 && empty) return <div className={css.frame}>{empty}</div>;
  return (
    <div className={css.frame} data-stale={props.isStale || undefined} aria-busy={rows === undefined}>
      {isPhone ? (
        <DataCards {...props} />
      ) : (
        <div
          ref={ref}
          className={css.scroll}
          data-scrolls={isOverflowing}
          tabIndex={isOverflowing ? 0 : undefined}
        >
          <table className={css.table} data-density={props.density ?? 'normal'}>
            <caption className={css.caption}>{props.caption}</caption>
            <DataTableHead {...props} />
            <DataTableRows {...props} pageSize={pageSize} />
          </table>
        </div>
      )}
      {selection && selection.size > 0 && (
        <BulkBar count={selection.size} onClear={() => props.onSelection?.(new Set())}>
          {props.bulkActions}
        </BulkBar>
      )}
      {(onPage || name || csv) && (
        <div className={css.foot}>
          {onPage ? (
            <Pager page={page} pageSize={pageSize} count={count} shown={rows?.length ?? 0} onPage={onPage} />
          ) : (
            <span>{t('table.count', { count: count ?? rows?.length ?? 0 })}</span>
          )}
          {(name || csv) && (
            <div className={css.footEnd}>
              <TableTools
                columns={given.columns}
                chosen={chosen}
                hidden={hidden}
                onToggle={toggle}
                csv={csv}
              />
            </div>
          )}
        </div>
      )}
    </div>
  );
}
