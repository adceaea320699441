// Days on which nobody works: new, or to be changed.
import { Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Holiday } from '#contract/calendar.ts';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { FormActions } from '#web/ui/FormActions.tsx';
import { fieldMessages } from '#web/ui/form-problems.ts';
import { notify } from '#web/ui/toast-store.ts';
import { useSaveHoliday } from '../calendar.mutations.ts';
import css from './Calendar.module.css';

export function HolidayDialog({ holiday, onClose }: { holiday?: Holiday; onClose: () => void }) {
  const { t } = useTranslation('calendar');
  const save = useSaveHoliday();
  const [isChecked, setIsChecked] = useState(false);
  const [name, setName] = useState(holiday?.name ?? '');
  const [from, setFrom] = useState(holiday?.starts_on ?? '');
  const [to, setTo] = useState(holiday?.ends_on ?? '');
  const errors = fieldMessages(save.error, t);
  const required = (value: string) => isChecked && value.trim() === '' && t('ui:field_problem.required');
  const last = to || from;
  const isInOrder = last >= from;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (name.trim() === '' || from === '' || !isInOrder || save.isPending) return;
    save.mutate(
      { ...(holiday ? { holiday } : {}), body: { name: name.trim(), starts_on: from, ends_on: last } },
      {
        onSuccess: () => {
          notify(t('holidays.saved', { name: name.trim() }));
          onClose();
        },
      },
    );
  };
  const labels = { name: t('holidays.name'), starts_on: t('holidays.from'), ends_on: t('holidays.to') };
  return (
    <Modal
      opened
      onClose={onClose}
      title={holiday ? t('holidays.edit', { name: holiday.name }) : t('holidays.add')}
      closeButtonProps={{ 'aria-label': t('ui:dialog.close') }}
    >
      <form className={css.form} onSubmit={submit} noValidate>
        <ErrorSummary error={save.error} labels={labels} />
        <TextInput
          id="name"
          data-autofocus
          label={labels.name}
          maxLength={100}
          value={name}
          error={errors['name'] ?? required(name)}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className={css.pair}>
          <TextInput
            id="starts_on"
            type="date"
            label={labels.starts_on}
            value={from}
            error={errors['starts_on'] ?? required(from)}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            id="ends_on"
            type="date"
            label={labels.ends_on}
            description={t('holidays.to_help')}
            min={from}
            value={to}
            error={errors['ends_on'] ?? (isChecked && !isInOrder ? t('event.order') : undefined)}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
        </div>
        <FormActions submit={t('holidays.save')} isSaving={save.isPending} onCancel={onClose} />
      </form>
    </Modal>
  );
}
