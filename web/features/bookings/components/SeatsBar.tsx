// How full a session is: a figure, a bar, and how many wait.
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import type { TrainingSession } from '../bookings.queries.ts';
import css from './Bookings.module.css';

export function SeatsBar({ session }: { session: TrainingSession }) {
  const { t } = useTranslation('bookings');
  const format = useFormat();
  const { seats, seats_taken, waiting_count, requested_count } = session;
  return (
    <div className={css.seats}>
      <div className={css.spread}>
        <b className="ly-tabular">{t('seats.booked', { taken: format.number(seats_taken), count: seats })}</b>
        {waiting_count > 0 && <span>{t('seats.waiting', { count: waiting_count })}</span>}
        {requested_count > 0 && session.can.includes('see_people') && (
          <span>{t('seats.requested', { count: requested_count })}</span>
        )}
      </div>
      <span className={css.bar} aria-hidden="true">
        <i style={{ inlineSize: `${Math.min(100, (seats_taken / seats) * 100)}%` }} />
      </span>
    </div>
  );
}
