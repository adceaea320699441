// Erasing somebody's personal data: says what goes and what stays, and asks for their address so that no slip does it.
import { Button, Modal, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#web/lib/api.ts';
import { useWrite } from '#web/lib/use-write.ts';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { notify } from '#web/ui/toast-store.ts';
import css from './EraseDialog.module.css';

type EraseDialogProps = {
  person: { id: string; display_name: string; email: string };
  isOpen: boolean;
  onClose: () => void;
  onErased: () => void;
};

export function EraseDialog({ person, isOpen, onClose, onErased }: EraseDialogProps) {
  const { t } = useTranslation('activity');
  const { t: ui } = useTranslation('ui');
  const [typed, setTyped] = useState('');
  const client = useQueryClient();
  const erase = useWrite({
    mutationFn: (email: string) => api.identity.eraseUser({ params: { id: person.id }, body: { email } }),
    onSuccess: () => {
      notify(t('erase.done'));
      // Marked as old without asking again: the page that is still open would ask for somebody who is gone.
      void client.invalidateQueries({ refetchType: 'none' });
      onErased();
    },
  });
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('erase.title', { name: person.display_name })}
      closeButtonProps={{ 'aria-label': ui('dialog.close') }}
    >
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!erase.isPending) erase.mutate(typed);
        }}
      >
        <p>{t('erase.what')}</p>
        {erase.error && <ErrorSummary error={erase.error} />}
        <TextInput
          label={t('erase.email', { email: person.email })}
          type="email"
          required
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <div className={css.actions}>
          <Button onClick={onClose}>{t('erase.keep')}</Button>
          <Button type="submit" variant="filled" color="red" aria-busy={erase.isPending}>
            {t('erase.confirm')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
