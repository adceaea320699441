// The sessions that complete a lesson, with how one stands to each and the way to a seat.
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TrainingSession } from '#contract/calendar.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DateTime } from '#web/ui/DateTime.tsx';
import { Note } from '#web/ui/Note.tsx';
import { problemText } from '#web/ui/problem.ts';
import { Status } from '#web/ui/Status.tsx';
import type { StatusKind } from '#web/ui/status-kinds.ts';
import { lessonSessionsQuery } from '../attendance.queries.ts';
import css from './LessonSessions.module.css';

type LessonSessionsProps = {
  course_id: string;
  lesson_id: string;
  /** The only session lesson of its course: sessions of the course that name no lesson complete it too. */
  isOnly: boolean;
};

export function LessonSessions({ course_id, lesson_id, isOnly }: LessonSessionsProps) {
  const { t } = useTranslation('attendance');
  const { data, error, refetch } = useQuery(lessonSessionsQuery(course_id));
  if (!data && error)
    return (
      <Note tone="due" title={problemText(error, t)}>
        <Button size="xs" mt="xs" onClick={() => void refetch()}>
          {t('common:action.retry')}
        </Button>
      </Note>
    );
  if (!data) return <Skeleton height={160} radius="lg" />;
  const sessions = data.results.filter(
    (session) => session.lesson_id === lesson_id || (isOnly && session.lesson_id === null),
  );
  return (
    <section className={css.block} aria-labelledby="lesson-sessions">
      <h2 id="lesson-sessions" className={css.heading}>
        {t('lesson.title')}
      </h2>
      {sessions.length === 0 ? (
        <p className={css.dimmed}>{t('lesson.none')}</p>
      ) : (
        <ul className={css.list} aria-labelledby="lesson-sessions">
          {sessions.map((session) => (
            <SessionLine key={session.id} session={session} />
          ))}
        </ul>
      )}
    </section>
  );
}

const bookingKinds = {
  booked: 'ok',
  offered: 'due',
  waiting: 'in_progress',
  requested: 'in_progress',
} as const satisfies Record<string, StatusKind>;
type LiveState = keyof typeof bookingKinds;

function SessionLine({ session }: { session: TrainingSession }) {
  const { t } = useTranslation('attendance');
  const format = useFormat();
  const own = session.own_booking;
  const state = own && own.state in bookingKinds ? (own.state as LiveState) : null;
  const free = session.seats - session.seats_taken;
  const place = [session.room?.name, session.is_online && t('lesson.online')].filter(Boolean).join(', ');
  return (
    <li className={css.line}>
      <div className={css.words}>
        <b>
          <AppLink href={`/sessions/${session.id}`}>{session.title}</AppLink>
        </b>
        <span>
          <DateTime value={session.starts_at} format="long" second_zone={session.time_zone} />
          {session.days.length > 1 && ` · ${t('lesson.days', { count: session.days.length })}`}
        </span>
        <span className={css.dimmed}>{place}</span>
      </div>
      {state ? (
        <Status kind={bookingKinds[state]} look="badge">
          {t(`lesson.own.${state}`, { place: format.number(own?.place ?? 0) })}
        </Status>
      ) : (
        <span className={css.dimmed}>{free > 0 ? t('lesson.free', { count: free }) : t('lesson.full')}</span>
      )}
      {!state && session.can.includes('book') && (
        <Button component={AppLink} href={`/sessions/${session.id}`} size="sm" variant="filled">
          {t('lesson.book')}
        </Button>
      )}
    </li>
  );
}
