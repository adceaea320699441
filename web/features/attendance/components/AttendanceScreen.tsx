// Attendance of a session: a tab per day, the code to check in with, everybody with one tap, and what was changed later.
import { Button, Textarea } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AttendanceSheet, attendance } from '#contract/attendance.ts';
import { addressOf } from '#web/lib/api.ts';
import { useNow } from '#web/lib/clock.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { Note } from '#web/ui/Note.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { Section } from '#web/ui/Section.tsx';
import { countsOf, rowsOfDay } from '../pending.ts';
import { useMarks } from '../use-marks.ts';
import css from './Attendance.module.css';
import { CheckInPanel } from './CheckInPanel.tsx';
import { CorrectionsLog } from './CorrectionsLog.tsx';
import { DayTabs } from './DayTabs.tsx';
import { MarkList } from './MarkList.tsx';
import { SheetScan, type UploadScan } from './SheetScan.tsx';

type AttendanceScreenProps = {
  sheet: AttendanceSheet;
  person_id: string;
  /** How far the server's clock is ahead of this device's. */
  ahead_ms: number;
  upload: UploadScan;
};

export function AttendanceScreen({ sheet, person_id, ahead_ms, upload }: AttendanceScreenProps) {
  const { t } = useTranslation('attendance');
  const format = useFormat();
  const server_ms = useNow(10).getTime() + ahead_ms;
  const { pending, mark } = useMarks(person_id, sheet, ahead_ms);
  const [day_id, setDay] = useState(() => dayAt(sheet, server_ms));
  const [reason, setReason] = useState('');
  const day = sheet.days.find(({ id }) => id === day_id) ?? sheet.days[0];
  const isClosed = server_ms >= Date.parse(sheet.closes_at);
  const mayRecord = sheet.can.includes('record');
  if (!day) return null;
  const rows = rowsOfDay(sheet, pending, day.id);
  const counts = countsOf(rows);
  return (
    <>
      <PageHeader
        title={t('title')}
        breadcrumbs={[{ label: sheet.title, href: `/sessions/${sheet.session_id}` }]}
        state={t('state', {
          here: format.number(counts.here),
          count: sheet.rows.length,
          needed: format.percent(sheet.attendance_percent),
        })}
        action={
          <Button
            component="a"
            href={addressOf(attendance.getSheetPdf, { params: { id: sheet.session_id } })}
            target="_blank"
            rel="noreferrer"
            leftSection={<IconPrinter size={16} stroke={1.5} aria-hidden="true" />}
          >
            {t('print')}
          </Button>
        }
      />
      <div className={css.page}>
        <div role="status" className={css.region}>
          {pending.length > 0 && <Note tone="due" title={t('waiting', { count: pending.length })} />}
        </div>
        {!mayRecord && <Note tone="plain" title={t('cancelled')} />}
        {isClosed && mayRecord && (
          <Note tone="due" title={t('closed.title', { date: format.dateTime(sheet.closes_at) })}>
            <Textarea
              label={t('closed.reason')}
              description={t('closed.help')}
              value={reason}
              maxLength={500}
              autosize
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </Note>
        )}
        <DayTabs days={sheet.days} day={day} onDay={setDay}>
          {mayRecord && (
            <CheckInPanel key={day.id} day={day} session_title={sheet.title} server_ms={server_ms} />
          )}
          <MarkList
            sheet={sheet}
            day={day}
            rows={rows}
            counts={counts}
            isLocked={!mayRecord || (isClosed && reason.trim() === '')}
            reason={isClosed ? reason.trim() : undefined}
            onMark={(wishes) => mark(wishes, isClosed ? reason.trim() : undefined)}
          />
        </DayTabs>
        <Section title={t('scan.title')}>
          <SheetScan sheet={sheet} upload={upload} />
        </Section>
        <Section title={t('log.title')}>
          <CorrectionsLog sheet={sheet} />
        </Section>
      </div>
    </>
  );
}

/** The day that runs or comes next; after all of them the last. */
function dayAt(sheet: AttendanceSheet, server_ms: number): string {
  const next = sheet.days.find(({ ends_at }) => server_ms < Date.parse(ends_at));
  return (next ?? sheet.days.at(-1))?.id ?? '';
}
