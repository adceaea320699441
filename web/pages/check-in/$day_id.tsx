// Where the QR code leads: checking in to one day of a session.
import { useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CheckInForm } from '#web/features/attendance/components/CheckInForm.tsx';
import { usePathParam } from '#web/shell/use-path-param.ts';
import { PageHeader } from '#web/ui/PageHeader.tsx';

export function CheckInPage() {
  const { t } = useTranslation('attendance');
  const day_id = usePathParam('day_id');
  const code = useRouterState({
    select: ({ location }) => new URLSearchParams(location.searchStr).get('code') ?? '',
  });
  return (
    <>
      <PageHeader title={t('page.check_in')} state={t('page.check_in_state')} />
      <CheckInForm key={day_id} day_id={day_id} given_code={code} />
    </>
  );
}
