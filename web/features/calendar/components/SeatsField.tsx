// How many seats there are, how many are given, and who stands next.
import { NumberInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DateTime } from '#web/ui/DateTime.tsx';
import { PersonAvatar } from '#web/ui/PersonAvatar.tsx';
import { bookedQuery } from '../calendar.queries.ts';
import type { SessionDetail } from '../planning/session-values.ts';
import css from './Calendar.module.css';

type SeatsFieldProps = {
  session: SessionDetail | null;
  seats: number;
  error?: string;
  onChange: (seats: number) => void;
};

export function SeatsField({ session, seats, error, onChange }: SeatsFieldProps) {
  const { t } = useTranslation('calendar');
  return (
    <div className={css.stack}>
      <NumberInput
        id="seats"
        label={t('form.seats')}
        min={1}
        max={10_000}
        allowDecimal={false}
        value={Number.isNaN(seats) ? '' : seats}
        error={error}
        onChange={(value) => onChange(value === '' ? Number.NaN : Number(value))}
      />
      {session && <Booked session={session} />}
    </div>
  );
}

function Booked({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('calendar');
  const { id, seats, seats_taken, waiting_count } = session;
  const maySee = session.can.includes('see_people');
  const waits = useQuery({ ...bookedQuery(id, 'waiting'), enabled: maySee && waiting_count > 0 });
  const booked = useQuery({ ...bookedQuery(id, 'booked'), enabled: maySee && seats_taken > 0 });
  const first = waits.data?.results[0];
  return (
    <div className={css.card}>
      <div className={css.spread}>
        <span>
          <b className="ly-tabular">{t('seats.taken', { taken: seats_taken, count: seats })}</b>{' '}
          {t('seats.booked')}
        </span>
        {waiting_count > 0 && (
          <AppLink className="ly-count" href={`/sessions/${id}`}>
            {t('seats.waiting', { count: waiting_count })}
          </AppLink>
        )}
      </div>
      <span className={css.seatBar} aria-hidden="true">
        <i style={{ inlineSize: `${Math.min(100, (seats_taken / seats) * 100)}%` }} />
      </span>
      {booked.data && booked.data.results.length > 0 && (
        <div className={css.chips}>
          {booked.data.results.map(({ user }) => (
            <span key={user.id} title={user.display_name}>
              <PersonAvatar id={user.id} name={user.display_name} picture={user.avatar_url} size={28} />
            </span>
          ))}
          <AppLink className="ly-count" href={`/sessions/${id}`}>
            {t('seats.all', { count: seats_taken })}
          </AppLink>
        </div>
      )}
      {first && (
        <p className={css.help}>
          {t('seats.first', { name: first.user.display_name })}{' '}
          <DateTime value={first.created_at} format="date" />
        </p>
      )}
    </div>
  );
}
