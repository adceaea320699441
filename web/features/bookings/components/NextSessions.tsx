// For the home of a person: seats that are kept for them, which run out, the next session they have a seat in, and those they teach.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNow } from '#web/lib/clock.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { Note } from '#web/ui/Note.tsx';
import { RowList } from '#web/ui/RowList.tsx';
import { Section } from '#web/ui/Section.tsx';
import { ownSessionsQuery, type TrainingSession, taughtNextQuery } from '../bookings.queries.ts';
import { sessionsHref } from '../sessions-search.ts';
import { useSessionWords } from '../use-session-words.ts';
import css from './Bookings.module.css';
import { OfferButtons } from './OwnSeat.tsx';
import { SessionRow } from './SessionRow.tsx';

const isToCome = ({ status }: TrainingSession) => status === 'planned' || status === 'running';

export function SeatOffers() {
  const offers = useQuery(ownSessionsQuery).data?.results.filter(
    (session) => isToCome(session) && session.own_booking?.can.includes('accept'),
  );
  return offers?.map((session) => <Offer key={session.id} session={session} />);
}

export function NextSession() {
  const { t } = useTranslation('bookings');
  const next = useQuery(ownSessionsQuery).data?.results.find(
    (session) => isToCome(session) && session.own_booking?.state === 'booked',
  );
  if (!next) return null;
  return (
    <Section
      title={t('home.next')}
      action={<AppLink href={sessionsHref({ view: 'mine' })}>{t('home.all')}</AppLink>}
    >
      <RowList label={t('home.next')}>
        <SessionRow session={next} />
      </RowList>
    </Section>
  );
}

/** For trainers: the next ones, so that the way to the list of people and the check-in is one click. */
export function TaughtNext() {
  const { t } = useTranslation('bookings');
  const sessions = useQuery(taughtNextQuery).data?.results.filter(isToCome).slice(0, 3);
  if (!sessions) return null;
  return (
    <Section
      title={t('home.taught')}
      action={<AppLink href="/teach/sessions">{t('home.taught_all')}</AppLink>}
    >
      {sessions.length === 0 ? (
        <p className="ly-dimmed">{t('home.taught_none')}</p>
      ) : (
        <RowList label={t('home.taught')}>
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </RowList>
      )}
    </Section>
  );
}

function Offer({ session }: { session: TrainingSession }) {
  const { t } = useTranslation('bookings');
  const words = useSessionWords();
  const now = useNow();
  const own = session.own_booking;
  if (!own?.offered_until) return null;
  return (
    <Note tone="due" title={t('home.offer', { title: session.title })}>
      <div className={css.stack}>
        <span>
          <AppLink href={`/sessions/${session.id}`}>{words.span(session, session.time_zone)}</AppLink>{' '}
          {t('own.offered', {
            when: words.moment(own.offered_until, session.time_zone),
            left: words.left(own.offered_until, now),
          })}
        </span>
        <div className={css.buttons}>
          <OfferButtons booking_id={own.id} />
        </div>
      </div>
    </Note>
  );
}
