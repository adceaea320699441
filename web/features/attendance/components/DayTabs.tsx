// The days of a session side by side, each with what belongs to it; a session of one day has no tabs.
import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttendanceSheet } from '#contract/attendance.ts';
import { useFormat } from '#web/lib/use-format.ts';
import css from './Attendance.module.css';

type Day = AttendanceSheet['days'][number];
type DayTabsProps = {
  days: readonly Day[];
  day: Day;
  onDay: (day_id: string) => void;
  /** Of the open day. */
  children: ReactNode;
};

export function DayTabs({ days, day, onDay, children }: DayTabsProps) {
  const { t } = useTranslation('attendance');
  const content = (
    <div className={css.day}>
      <When day={day} />
      {children}
    </div>
  );
  if (days.length === 1) return content;
  return (
    <Tabs value={day.id} onChange={(next) => next && onDay(next)}>
      <Tabs.List aria-label={t('days')} className={css.tabs}>
        {days.map((one, index) => (
          <Tabs.Tab key={one.id} value={one.id}>
            {t('day', { number: index + 1, count: one.present_count })}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {days.map((one) => (
        <Tabs.Panel key={one.id} value={one.id}>
          {one.id === day.id && content}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function When({ day }: { day: Day }) {
  const { t } = useTranslation('attendance');
  const format = useFormat();
  return (
    <p className={css.when}>
      {t('when', {
        day: format.longDate(day.starts_at),
        from: format.time(day.starts_at),
        to: format.time(day.ends_at),
        zone: format.zoneOf(day.starts_at),
      })}
    </p>
  );
}
