// Lets somebody act for a manager between two days.
import { Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endOfDay } from '#web/lib/end-of-day.ts';
import { useTimeZone } from '#web/lib/time-zone.tsx';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { FormActions } from '#web/ui/FormActions.tsx';
import { notify } from '#web/ui/toast-store.ts';
import { useAddActing } from '../reporting.mutations.ts';
import { PersonField } from './PersonField.tsx';
import css from './Reporting.module.css';

const minute_ms = 60_000;
const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
/** The first minute after a day has ended. */
const afterDay = (day: string, zone: string): string =>
  new Date(Date.parse(endOfDay(day, zone)) + minute_ms).toISOString();

export function ActingDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('reporting');
  const { t: ui } = useTranslation('ui');
  const zone = useTimeZone();
  const add = useAddActing();
  const [manager, setManager] = useState<string | null>(null);
  const [acting, setActing] = useState<string | null>(null);
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const missing = (value: string | null) => isChecked && !value && ui('field_problem.required');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (!manager || !acting || !from || !until || add.isPending) return;
    add.mutate(
      {
        manager_id: manager,
        acting_id: acting,
        valid_from: afterDay(dayBefore(from), zone),
        valid_until: afterDay(until, zone),
        reason,
      },
      {
        onSuccess: (made) => {
          notify(t('acting.saved', { name: made.acting.display_name, manager: made.manager.display_name }));
          onClose();
        },
      },
    );
  };
  const labels = {
    manager_id: t('acting.manager'),
    acting_id: t('acting.person'),
    valid_from: t('acting.from'),
    valid_until: t('acting.until'),
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('acting.add')}
      closeButtonProps={{ 'aria-label': ui('dialog.close') }}
    >
      <form className={css.stack} onSubmit={submit} noValidate>
        <ErrorSummary error={add.error} labels={labels} />
        <PersonField
          id="manager_id"
          label={labels.manager_id}
          value={manager}
          onChange={setManager}
          error={missing(manager)}
        />
        <PersonField
          id="acting_id"
          label={labels.acting_id}
          value={acting}
          onChange={setActing}
          error={missing(acting)}
        />
        <div className={css.pair}>
          <TextInput
            id="valid_from"
            type="date"
            label={labels.valid_from}
            description={t('acting.days_help', { zone })}
            value={from}
            error={missing(from)}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            id="valid_until"
            type="date"
            label={labels.valid_until}
            description={t('acting.days_help', { zone })}
            value={until}
            error={missing(until)}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        </div>
        <TextInput
          label={t('acting.reason')}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <FormActions submit={t('acting.save')} isSaving={add.isPending} onCancel={onClose} />
      </form>
    </Modal>
  );
}
