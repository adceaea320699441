// Check-in of a day: opened and closed by the trainer, shown here and, large, to the room.
import { Button, Modal } from '@mantine/core';
import { IconPresentation } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttendanceSheet } from '#contract/attendance.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { Note } from '#web/ui/Note.tsx';
import { problemText } from '#web/ui/problem.ts';
import { useCloseCheckIn, useOpenCheckIn } from '../attendance.mutations.ts';
import css from './Attendance.module.css';
import { CodeView } from './CodeView.tsx';

type Day = AttendanceSheet['days'][number];
type CheckInPanelProps = { day: Day; session_title: string; server_ms: number };

const early_ms = 60 * 60_000;

export function CheckInPanel({ day, session_title, server_ms }: CheckInPanelProps) {
  const { t } = useTranslation('attendance');
  const format = useFormat();
  const [isLarge, setIsLarge] = useState(false);
  const open = useOpenCheckIn();
  const close = useCloseCheckIn();
  const opens_at = Date.parse(day.starts_at) - early_ms;
  const isOver = server_ms >= Date.parse(day.ends_at);
  const error = open.error ?? close.error;
  return (
    <section className={css.checkIn} aria-label={t('check_in.title')}>
      <div className={css.checkInHead}>
        <div>
          <h2 className={css.heading}>{t('check_in.title')}</h2>
          <p className={css.dimmed}>
            {day.is_open && t('check_in.is_open')}
            {!day.is_open && isOver && t('check_in.over')}
            {!day.is_open &&
              !isOver &&
              server_ms < opens_at &&
              t('check_in.opens', { time: format.dateTime(opens_at) })}
            {!day.is_open && !isOver && server_ms >= opens_at && t('check_in.is_closed')}
          </p>
        </div>
        <div className={css.actions}>
          {day.is_open && (
            <Button
              leftSection={<IconPresentation size={16} stroke={1.5} aria-hidden="true" />}
              onClick={() => setIsLarge(true)}
            >
              {t('check_in.show')}
            </Button>
          )}
          {day.is_open ? (
            <Button aria-busy={close.isPending} onClick={() => !close.isPending && close.mutate(day.id)}>
              {t('check_in.close')}
            </Button>
          ) : (
            !isOver &&
            server_ms >= opens_at && (
              <Button
                variant="filled"
                aria-busy={open.isPending}
                onClick={() => !open.isPending && open.mutate(day.id)}
              >
                {t('check_in.open')}
              </Button>
            )
          )}
        </div>
      </div>
      {error !== null && <Note tone="overdue" title={problemText(error, t)} isAlert />}
      {day.is_open && !isLarge && <CodeView day_id={day.id} size="small" />}
      <Modal
        opened={isLarge && day.is_open}
        onClose={() => setIsLarge(false)}
        fullScreen
        title={session_title}
        closeButtonProps={{ 'aria-label': t('ui:dialog.close') }}
      >
        <div className={css.projector}>
          <p className={css.invitation}>{t('check_in.invitation')}</p>
          <CodeView day_id={day.id} size="large" />
          <p className={css.invitation}>{t('check_in.here', { count: day.present_count })}</p>
        </div>
      </Modal>
    </section>
  );
}
