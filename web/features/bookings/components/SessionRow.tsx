// A session in a list: when, what, where, how full, and how the reader stands to it.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSession } from '#web/lib/session.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { RowItem } from '#web/ui/RowList.tsx';
import { Status } from '#web/ui/Status.tsx';
import type { StatusKind } from '#web/ui/status-kinds.ts';
import type { TrainingSession } from '../bookings.queries.ts';
import { type Standing, standingOf } from '../session-standing.ts';
import { useSessionWords } from '../use-session-words.ts';
import { BookButton } from './OwnSeat.tsx';

const looks: Partial<Record<Standing, StatusKind>> = {
  booked: 'ok',
  offered: 'due',
  waiting: 'not_started',
  requested: 'not_started',
  teaching: 'in_progress',
  cancelled: 'exempt',
  full: 'archived',
  closed: 'archived',
  over: 'completed',
  was_booked: 'completed',
};

export function SessionRow({ session, byTime = false }: { session: TrainingSession; byTime?: boolean }) {
  const { t } = useTranslation('bookings');
  const words = useSessionWords();
  const standing = standingOf(session, useSession()?.user.id);
  const { time_zone: zone, days } = session;
  // Under its day's heading the hours are enough, unless it goes on for days.
  const isShort = byTime && days.length === 1;
  const here = words.here(session, zone);
  const when = isShort
    ? [words.time(session, zone), here && t('when.here', { when: words.time(session, words.zone) })]
    : [words.span(session, zone), days.length > 1 ? t('when.days', { count: days.length }) : here];
  return (
    <RowItem
      title={<AppLink href={`/sessions/${session.id}`}>{session.title}</AppLink>}
      detail={[...when, words.where(session), words.seats(session)].filter(Boolean).join('\u00a0· ')}
      action={<SessionAction session={session} standing={standing} />}
    />
  );
}

/** The button, or where there is none, how one stands: both at the row's end. */
function SessionAction({ session, standing }: { session: TrainingSession; standing: Standing }) {
  const { t } = useTranslation('bookings');
  if (standing === 'open' || standing === 'joins_list')
    return <BookButton session={session} standing={standing} of={session.title} isQuiet />;
  if (standing !== 'asks') return <StandingMark session={session} standing={standing} />;
  return (
    <Button
      component={AppLink}
      href={`/sessions/${session.id}`}
      aria-label={`${t('action.ask')}: ${session.title}`}
    >
      {t('action.ask')}
    </Button>
  );
}

/** How the reader stands to a session, in a few words; nothing where a button says it. */
export function StandingMark({ session, standing }: { session: TrainingSession; standing: Standing }) {
  const { t } = useTranslation('bookings');
  const words = useSessionWords();
  const look = looks[standing];
  if (!look) return null;
  return (
    <Status kind={look}>
      {standing === 'waiting'
        ? t('state.waiting_at', { place: words.ordinal(session.own_booking?.place ?? 1) })
        : t(`state.${standing}`)}
    </Status>
  );
}
