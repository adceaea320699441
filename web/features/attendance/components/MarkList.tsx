// Everybody of a session on one day: found by name, a page at a time, each with one tap.
import { Button, SegmentedControl } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttendanceSheet, AttendanceState } from '#contract/attendance.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { Pager } from '#web/ui/Pager.tsx';
import { SearchInput } from '#web/ui/SearchInput.tsx';
import type { DayCounts, ShownRow } from '../pending.ts';
import type { Wish } from '../use-marks.ts';
import css from './Attendance.module.css';
import { MarkRow } from './MarkRow.tsx';

type MarkListProps = {
  sheet: AttendanceSheet;
  day: AttendanceSheet['days'][number];
  rows: readonly ShownRow[];
  counts: DayCounts;
  /** Nobody can be marked: the session is cancelled, or a reason is asked for first. */
  isLocked: boolean;
  reason: string | undefined;
  onMark: (wishes: readonly Wish[]) => void;
};

const pageSize = 50;
const filters = ['all', 'open'] as const;

const plain = (words: string) =>
  words
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLocaleLowerCase();

export function MarkList({ sheet, day, rows, counts, isLocked, reason, onMark }: MarkListProps) {
  const { t } = useTranslation('attendance');
  const format = useFormat();
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<(typeof filters)[number]>('all');
  const [page, setPage] = useState(1);
  const wanted = plain(search.trim());
  const found = rows.filter(
    ({ user, record }) => (filter === 'all' || !record) && plain(user.display_name).includes(wanted),
  );
  const last = Math.max(1, Math.ceil(found.length / pageSize));
  const current = Math.min(page, last);
  const shown = found.slice((current - 1) * pageSize, current * pageSize);
  const markOpen = (state: AttendanceState) =>
    onMark(rows.flatMap(({ booking_id, record }) => (record ? [] : [{ booking_id, day_id: day.id, state }])));
  if (rows.length === 0)
    return (
      <EmptyState icon={IconUsers} title={t('list.nobody')}>
        {t('list.nobody_why')}
      </EmptyState>
    );
  return (
    <section aria-label={t('list.title')}>
      <div className={css.listHead}>
        <p className={css.counts} role="status">
          {t('list.counts', {
            here: format.number(counts.here),
            away: format.number(counts.away),
            open: format.number(counts.open),
          })}
        </p>
        {counts.open > 0 && (
          <div className={css.actions}>
            <Button size="xs" disabled={isLocked} onClick={() => markOpen('present')}>
              {t('list.rest_present', { count: counts.open })}
            </Button>
            <Button size="xs" disabled={isLocked} onClick={() => markOpen('absent')}>
              {t('list.rest_absent', { count: counts.open })}
            </Button>
          </div>
        )}
      </div>
      <div className={css.tools}>
        <SearchInput value={search} label={t('list.search')} onChange={setSearch} wait_ms={100} />
        <SegmentedControl
          aria-label={t('list.filter')}
          value={filter}
          onChange={(next) => setFilter(next as (typeof filters)[number])}
          data={filters.map((value) => ({ value, label: t(`list.filters.${value}`) }))}
        />
      </div>
      {found.length === 0 && <p className={css.dimmed}>{t('list.nothing_found')}</p>}
      <ul className={css.rows} aria-label={t('list.title')}>
        {shown.map((row) => (
          <MarkRow
            key={row.booking_id}
            session_id={sheet.session_id}
            row={row}
            day={day}
            isLocked={isLocked}
            reason={reason}
            onMark={(state, minutes) =>
              onMark([
                {
                  booking_id: row.booking_id,
                  day_id: day.id,
                  state,
                  ...(minutes !== undefined && { minutes }),
                },
              ])
            }
          />
        ))}
      </ul>
      {found.length > pageSize && (
        <Pager
          page={current}
          pageSize={pageSize}
          count={found.length}
          shown={shown.length}
          onPage={setPage}
        />
      )}
    </section>
  );
}
