// On the page of a session: the way to check in, while it makes sense for the reader.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TrainingSession } from '#contract/calendar.ts';
import { useNow } from '#web/lib/clock.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { isCheckInTime } from '../check-in-times.ts';
import css from './CheckIn.module.css';

type CheckInDoorProps = { session: Pick<TrainingSession, 'days' | 'own_booking' | 'status'> };

export function CheckInDoor({ session }: CheckInDoorProps) {
  const { t } = useTranslation('attendance');
  const at = useNow(30);
  const day = session.days.find((one) => isCheckInTime(one, at));
  if (!day || session.status === 'cancelled' || session.own_booking?.state !== 'booked') return null;
  return (
    <section className={css.door} aria-label={t('page.check_in')}>
      <p className={css.doorWords}>{t('page.door_why')}</p>
      <Button component={AppLink} href={`/check-in/${day.id}`} variant="filled">
        {t('page.door')}
      </Button>
    </section>
  );
}
