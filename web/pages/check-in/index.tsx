// The address that is read out in the room: checking in to whatever one is booked on now.
import { useTranslation } from 'react-i18next';
import { CheckInNow } from '#web/features/attendance/components/CheckInNow.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';

export function CheckInNowPage() {
  const { t } = useTranslation('attendance');
  return (
    <>
      <PageHeader title={t('page.check_in')} state={t('page.check_in_state')} />
      <CheckInNow />
    </>
  );
}
