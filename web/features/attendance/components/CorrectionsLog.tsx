// What was changed after it was first recorded, by whom and why.
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttendanceSheet } from '#contract/attendance.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { DateTime } from '#web/ui/DateTime.tsx';
import { Note } from '#web/ui/Note.tsx';
import { Pager } from '#web/ui/Pager.tsx';
import { problemText } from '#web/ui/problem.ts';
import { correctionsQuery } from '../attendance.queries.ts';
import css from './Attendance.module.css';

const pageSize = 20;

export function CorrectionsLog({ sheet }: { sheet: AttendanceSheet }) {
  const { t } = useTranslation('attendance');
  const format = useFormat();
  const [page, setPage] = useState(1);
  const { data, error } = useQuery(correctionsQuery(sheet.session_id));
  if (error && !data) return <Note tone="overdue" title={problemText(error, t)} isAlert />;
  if (!data) return <Skeleton height={72} radius="md" />;
  if (data.results.length === 0) return <p className={css.dimmed}>{t('log.empty')}</p>;
  const shown = data.results.slice((page - 1) * pageSize, page * pageSize);
  const numberOf = new Map(sheet.days.map(({ id }, index) => [id, index + 1]));
  const words = (state: (typeof shown)[number]['from_state'], minutes: number | null) =>
    state ? `${t(`mark.${state}`)}${minutes ? ` (${format.minutes(minutes)})` : ''}` : t('log.nothing');
  return (
    <>
      <ul className={css.log} aria-label={t('log.title')}>
        {shown.map((one) => (
          <li key={one.id}>
            <p className={css.logLine}>
              <b>{one.user.display_name}</b>
              {sheet.days.length > 1 &&
                numberOf.has(one.day_id) &&
                ` · ${t('log.day', { number: numberOf.get(one.day_id) })}`}
              {' · '}
              {t('log.change', {
                from: words(one.from_state, one.from_minutes),
                to: words(one.to_state, one.to_minutes),
              })}
            </p>
            {one.reason && <p className={css.logReason}>{t('log.reason', { reason: one.reason })}</p>}
            <p className={css.dimmed}>
              {one.corrected_by?.display_name ?? t('log.system')}, <DateTime value={one.corrected_at} />
            </p>
          </li>
        ))}
      </ul>
      <p className={css.dimmed}>{t('log.lessons_stay')}</p>
      {data.results.length > pageSize && (
        <Pager
          page={page}
          pageSize={pageSize}
          count={data.results.length}
          shown={shown.length}
          onPage={setPage}
        />
      )}
    </>
  );
}
