// Refuses a request; the person reads the reason.
import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { notify } from '#web/ui/toast-store.ts';
import { useRefuse } from '../bookings.mutations.ts';
import type { Booking } from '../bookings.queries.ts';
import css from './Bookings.module.css';

export function RefuseDialog({ booking, onClose }: { booking: Booking; onClose: () => void }) {
  const { t } = useTranslation('bookings');
  const refuse = useRefuse();
  const [reason, setReason] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const name = booking.user.display_name;
  const isMissing = reason.trim() === '';
  const run = () => {
    setIsChecked(true);
    if (isMissing || refuse.isPending) return;
    refuse.mutate(
      { id: booking.id, reason: reason.trim() },
      {
        onSuccess: () => {
          notify(t('done.refused', { name }));
          onClose();
        },
      },
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('refuse.title', { name })}
      closeButtonProps={{ 'aria-label': t('ui:dialog.close') }}
    >
      <div className={css.stack}>
        <ErrorSummary error={refuse.error} labels={{ reason: t('cancel.reason') }} />
        <Textarea
          id="reason"
          data-autofocus
          label={t('cancel.reason')}
          description={t('cancel.reason_help')}
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          error={isChecked && isMissing && t('ui:field_problem.required')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className={css.buttons}>
          <Button onClick={onClose}>{t('refuse.keep')}</Button>
          <Button variant="filled" color="red" aria-busy={refuse.isPending} onClick={run}>
            {t('action.refuse')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
