// Asks for a seat that somebody has to agree to, with a word about why.
import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { useBook } from '../bookings.mutations.ts';
import type { Booking, SessionDetail } from '../bookings.queries.ts';
import css from './Bookings.module.css';

type AskDialogProps = { session: SessionDetail; onDone: (booking: Booking) => void; onClose: () => void };

export function AskDialog({ session, onDone, onClose }: AskDialogProps) {
  const { t } = useTranslation('bookings');
  const book = useBook();
  const [note, setNote] = useState('');
  const run = () =>
    book.mutate(
      { session_id: session.id, note: note.trim() },
      {
        onSuccess: (booking) => {
          onDone(booking);
          onClose();
        },
      },
    );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('ask.title', { title: session.title })}
      closeButtonProps={{ 'aria-label': t('ui:dialog.close') }}
    >
      <div className={css.stack}>
        <ErrorSummary error={book.error} labels={{ note: t('ask.note') }} />
        <p className={css.text}>{t(`own.asks.${session.approval}`)}</p>
        <Textarea
          id="note"
          data-autofocus
          label={t('ask.note')}
          description={t('ask.note_help')}
          autosize
          minRows={2}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <div className={css.buttons}>
          <Button variant="filled" aria-busy={book.isPending} onClick={() => !book.isPending && run()}>
            {t('action.ask')}
          </Button>
          <Button onClick={onClose}>{t('action.not_now')}</Button>
        </div>
      </div>
    </Modal>
  );
}
