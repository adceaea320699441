// The session as a file for one's own calendar, there where one reads that one has a seat.
import { Button } from '@mantine/core';
import { IconCalendarPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { calendar } from '#contract/calendar.ts';
import { addressOf } from '#web/lib/api.ts';

export function AddToCalendar({ session_id }: { session_id: string }) {
  const { t } = useTranslation('bookings');
  return (
    <Button
      component="a"
      href={addressOf(calendar.getSessionFile, { params: { id: session_id } })}
      leftSection={<IconCalendarPlus size={16} stroke={1.5} aria-hidden="true" />}
    >
      {t('action.add')}
    </Button>
  );
}
