// Other dates of the same, where this one is full, closed or cancelled, each with its button.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '#web/lib/session.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { RowItem, RowList } from '#web/ui/RowList.tsx';
import { Section } from '#web/ui/Section.tsx';
import { ownSessionsQuery, type SessionDetail } from '../bookings.queries.ts';
import { standingOf } from '../session-standing.ts';
import { useSessionWords } from '../use-session-words.ts';
import { BookButton } from './OwnSeat.tsx';
import { StandingMark } from './SessionRow.tsx';

type Alternative = SessionDetail['alternatives'][number];

export function Alternatives({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('bookings');
  const words = useSessionWords();
  const me = useSession()?.user.id;
  // On a page that offers the waiting list, that is the solid button.
  const isQuiet = ['waiting', 'joins_list', 'asks'].includes(standingOf(session, me));
  // An alternative does not say how the reader stands to it; their own sessions do.
  const own = useQuery({ ...ownSessionsQuery, enabled: session.alternatives.length > 0 });
  if (session.alternatives.length === 0) return null;
  const ownOf = (id: string) => own.data?.results.find((one) => one.id === id);
  const firstFree = session.alternatives.find(({ id }) => !ownOf(id))?.id;
  return (
    <Section title={t('alternatives')}>
      <RowList label={t('alternatives')}>
        {session.alternatives.map((date) => {
          const already = ownOf(date.id);
          return (
            <RowItem
              key={date.id}
              title={
                <AppLink href={`/sessions/${date.id}`}>
                  {words.moment(date.starts_at, date.time_zone)}
                </AppLink>
              }
              detail={`${date.title}\u00a0· ${t('seats.free', { count: date.free_seats })}`}
              action={
                already ? (
                  <StandingMark session={already} standing={standingOf(already, me)} />
                ) : (
                  !own.isLoading && (
                    <Take session={session} date={date} isQuiet={isQuiet || date.id !== firstFree} />
                  )
                )
              }
            />
          );
        })}
      </RowList>
    </Section>
  );
}

type TakeProps = { session: SessionDetail; date: Alternative; isQuiet: boolean };

/** Books it and goes there; where somebody has to agree, the other date's own page asks for it. */
function Take({ session, date, isQuiet }: TakeProps) {
  const { t } = useTranslation('bookings');
  const words = useSessionWords();
  const router = useRouter();
  const href = `/sessions/${date.id}`;
  const when = words.moment(date.starts_at, date.time_zone);
  if (session.approval === 'none')
    return (
      <BookButton
        session={date}
        standing="open"
        of={when}
        isQuiet={isQuiet}
        onBooked={() => void router.navigate({ href })}
      />
    );
  return (
    <Button
      component={AppLink}
      href={href}
      variant={isQuiet ? 'default' : 'filled'}
      aria-label={`${t('action.ask')}: ${when}`}
    >
      {t('action.ask')}
    </Button>
  );
}
