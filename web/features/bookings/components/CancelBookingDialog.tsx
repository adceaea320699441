// Gives a seat or a place back. It cannot be undone where others wait: the seat is theirs at once, so the dialog says so first.
import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { notify } from '#web/ui/toast-store.ts';
import { useCancelBooking } from '../bookings.mutations.ts';
import css from './Bookings.module.css';

type CancelBookingDialogProps = {
  session: { title: string; waiting_count: number };
  booking: { id: string; state: string };
  /** Whose it is when not the reader's own; then the reason is asked for, because the person reads it. */
  name?: string;
  onClose: () => void;
};

export function CancelBookingDialog({ session, booking, name, onClose }: CancelBookingDialogProps) {
  const { t } = useTranslation('bookings');
  const cancel = useCancelBooking();
  const [reason, setReason] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const needsReason = name !== undefined;
  const isMissing = needsReason && reason.trim() === '';
  const run = () => {
    setIsChecked(true);
    if (isMissing || cancel.isPending) return;
    cancel.mutate(
      { id: booking.id, reason: reason.trim() },
      {
        onSuccess: () => {
          notify(name ? t('done.cancelled_for', { name }) : t('done.cancelled'));
          onClose();
        },
      },
    );
  };
  const goesToNext = booking.state === 'booked' && session.waiting_count > 0;
  return (
    <Modal
      opened
      onClose={onClose}
      title={name ? t('cancel.title_for', { name }) : t('cancel.title', { title: session.title })}
      closeButtonProps={{ 'aria-label': t('ui:dialog.close') }}
    >
      <div className={css.stack}>
        <ErrorSummary error={cancel.error} labels={{ reason: t('cancel.reason') }} />
        <p className={css.text}>
          {t(
            goesToNext
              ? 'cancel.goes_to_next'
              : booking.state === 'booked'
                ? 'cancel.seat_free'
                : 'cancel.place_gone',
          )}
        </p>
        <Textarea
          id="reason"
          label={t(needsReason ? 'cancel.reason' : 'cancel.reason_optional')}
          description={needsReason ? t('cancel.reason_help') : undefined}
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          error={isChecked && isMissing && t('ui:field_problem.required')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className={css.buttons}>
          <Button onClick={onClose} data-autofocus>
            {t('cancel.keep')}
          </Button>
          <Button variant="filled" color="red" aria-busy={cancel.isPending} onClick={run}>
            {t(
              name
                ? 'cancel.confirm_for'
                : booking.state === 'booked'
                  ? 'action.give_back'
                  : 'action.withdraw',
            )}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
