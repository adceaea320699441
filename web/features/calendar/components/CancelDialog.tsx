// Cancels a session: the reason is asked for, because everybody who is booked reads it. Nothing is lost by it.
import { Button, Modal, SegmentedControl, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { notify } from '#web/ui/toast-store.ts';
import { useCancelSession } from '../calendar.mutations.ts';
import type { SessionDetail } from '../planning/session-values.ts';
import css from './Calendar.module.css';

type CancelDialogProps = { session: SessionDetail; people_count: number; onClose: () => void };

export function CancelDialog({ session, people_count, onClose }: CancelDialogProps) {
  const { t } = useTranslation('calendar');
  const cancel = useCancelSession(session.id);
  const [reason, setReason] = useState('');
  const [scope, setScope] = useState<'one' | 'following'>('one');
  const [isChecked, setIsChecked] = useState(false);
  const run = (tell: boolean) => {
    setIsChecked(true);
    if (reason.trim() === '' || cancel.isPending) return;
    cancel.mutate(
      { reason: reason.trim(), scope, tell },
      {
        onSuccess: () => {
          notify(t('cancel.done', { title: session.title }));
          onClose();
        },
      },
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('cancel.title', { title: session.title })}
      closeButtonProps={{ 'aria-label': t('ui:dialog.close') }}
    >
      <div className={css.stack}>
        <ErrorSummary error={cancel.error} labels={{ reason: t('cancel.reason') }} />
        <p>{t('cancel.words')}</p>
        {session.series_id && (
          <SegmentedControl
            aria-label={t('scope.label')}
            value={scope}
            onChange={(next) => setScope(next as 'one' | 'following')}
            data={[
              { value: 'one', label: t('scope.one') },
              { value: 'following', label: t('scope.following') },
            ]}
          />
        )}
        <Textarea
          id="reason"
          data-autofocus
          label={t('cancel.reason')}
          description={t('cancel.reason_help')}
          autosize
          minRows={2}
          maxLength={1000}
          value={reason}
          error={isChecked && reason.trim() === '' && t('ui:field_problem.required')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className={css.chips}>
          <Button onClick={onClose}>{t('cancel.keep')}</Button>
          {people_count > 0 && <Button onClick={() => run(false)}>{t('cancel.quietly')}</Button>}
          <Button variant="filled" color="red" aria-busy={cancel.isPending} onClick={() => run(true)}>
            {people_count > 0 ? t('cancel.tell', { count: people_count }) : t('cancel.confirm')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
