// Asks before what cannot be taken back. Everything else is done at once and offers "Undo" (useUndoToast).
import { Button, Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './ConfirmDialog.module.css';

type ConfirmDialogProps = {
  isOpen: boolean;
  onClose: () => void;
  /** A question: 'Delete this course for good?' */
  title: string;
  /** What happens, to whom, and what stays. */
  children?: ReactNode;
  /** A verb with its consequence: 'Delete and tell 18 people'. Never 'OK'. */
  confirm: string;
  /** 'Keep it'. */
  keep?: string;
  onConfirm: () => void | Promise<void>;
};

export function ConfirmDialog({
  isOpen,
  onClose,
  title,
  children,
  confirm,
  keep,
  onConfirm,
}: ConfirmDialogProps) {
  const { t } = useTranslation('ui');
  const [isRunning, setIsRunning] = useState(false);
  async function run() {
    setIsRunning(true);
    try {
      await onConfirm();
      onClose();
    } finally {
      setIsRunning(false);
    }
  }
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <div className={css.words}>{children}</div>
      <div className={css.actions}>
        <Button onClick={onClose} data-autofocus>
          {keep ?? t('dialog.keep')}
        </Button>
        <Button variant="filled" color="red" aria-busy={isRunning} onClick={() => !isRunning && void run()}>
          {confirm}
        </Button>
      </div>
    </Modal>
  );
}
