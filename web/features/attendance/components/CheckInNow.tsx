// Checking in without the QR code: the session one is booked on now, or a choice where there are several.
import { Button, Skeleton } from '@mantine/core';
import { IconCalendarEvent } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNow } from '#web/lib/clock.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DateTime } from '#web/ui/DateTime.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { Note } from '#web/ui/Note.tsx';
import { problemText } from '#web/ui/problem.ts';
import { aroundNowQuery } from '../attendance.queries.ts';
import { openDays } from '../check-in-times.ts';
import { CheckInForm } from './CheckInForm.tsx';
import css from './LessonSessions.module.css';

export function CheckInNow() {
  const { t } = useTranslation('attendance');
  const at = useNow(60);
  const { data, error, refetch } = useQuery(aroundNowQuery(at));
  if (!data && error)
    return (
      <Note tone="due" title={problemText(error, t)}>
        <Button size="xs" mt="xs" onClick={() => void refetch()}>
          {t('common:action.retry')}
        </Button>
      </Note>
    );
  if (!data) return <Skeleton height={200} radius="lg" />;
  const days = openDays(data.results, at);
  const [only] = days;
  if (!only)
    return (
      <EmptyState
        icon={IconCalendarEvent}
        title={t('page.none')}
        action={
          <Button component={AppLink} href="/calendar">
            {t('page.to_calendar')}
          </Button>
        }
      >
        {t('page.none_why')}
      </EmptyState>
    );
  if (days.length === 1) return <CheckInForm key={only.day_id} day_id={only.day_id} given_code="" />;
  return (
    <ul className={css.list} aria-label={t('page.choose')}>
      {days.map((day) => (
        <li key={day.day_id} className={css.line}>
          <div className={css.words}>
            <b>{day.title}</b>
            <DateTime value={day.starts_at} />
          </div>
          <Button component={AppLink} href={`/check-in/${day.day_id}`} variant="filled">
            {t('page.door')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
