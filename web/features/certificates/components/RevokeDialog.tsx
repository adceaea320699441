// Revoking: needs a reason, because the public page and the person will be told.
import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { useRevoke } from '../certificates.queries.ts';
import css from './Certificates.module.css';

export function RevokeDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('certificates');
  const revoke = useRevoke(id);
  const [reason, setReason] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const isMissing = reason.trim() === '';
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('revoke.title')}
      closeButtonProps={{ 'aria-label': t('revoke.cancel') }}
    >
      <form
        className={css.stack}
        onSubmit={(event) => {
          event.preventDefault();
          setWasTried(true);
          if (!isMissing) revoke.mutate(reason, { onSuccess: onClose });
        }}
      >
        {revoke.isError && <ErrorSummary error={revoke.error} />}
        <Textarea
          label={t('revoke.reason')}
          description={t('revoke.help')}
          error={wasTried && isMissing ? t('revoke.missing') : undefined}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
        <Button type="submit" variant="filled" color="red" aria-busy={revoke.isPending}>
          {t('revoke.action')}
        </Button>
      </form>
    </Modal>
  );
}
