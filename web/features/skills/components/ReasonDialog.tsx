// Asks why, before something is rejected or taken back; the reason is shown to the person.
import { Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { FormActions } from '#web/ui/FormActions.tsx';
import { SkillModal } from './SkillDialogs.tsx';
import css from './Skills.module.css';

type ReasonDialogProps = {
  title: string;
  submit: string;
  error: unknown;
  isSaving: boolean;
  onSubmit: (reason: string) => void;
  onClose: () => void;
};

export function ReasonDialog({ title, submit, error, isSaving, onSubmit, onClose }: ReasonDialogProps) {
  const { t } = useTranslation('skills');
  const [reason, setReason] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  function send(event: FormEvent): void {
    event.preventDefault();
    setIsMissing(reason.trim() === '');
    if (!isSaving && reason.trim() !== '') onSubmit(reason.trim());
  }
  return (
    <SkillModal title={title} onClose={onClose}>
      <form className={css.form} onSubmit={send} noValidate>
        <ErrorSummary error={error} />
        <Textarea
          data-autofocus
          label={t('reason.label')}
          description={t('reason.help')}
          maxLength={500}
          autosize
          minRows={2}
          value={reason}
          error={isMissing && t('ui:field_problem.required')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <FormActions submit={submit} isSaving={isSaving} onCancel={onClose} />
      </form>
    </SkillModal>
  );
}
