// A room: new, or to be changed.
import { Checkbox, Modal, NumberInput, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Equipment, equipmentKinds, type Room } from '#contract/calendar.ts';
import { useTimeZone } from '#web/lib/time-zone.tsx';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { FormActions } from '#web/ui/FormActions.tsx';
import { fieldMessages } from '#web/ui/form-problems.ts';
import { notify } from '#web/ui/toast-store.ts';
import { useSaveRoom } from '../calendar.mutations.ts';
import css from './Calendar.module.css';
import { ZoneField } from './WhenFields.tsx';

export function RoomDialog({ room, onClose }: { room?: Room; onClose: () => void }) {
  const { t } = useTranslation('calendar');
  const zone = useTimeZone();
  const save = useSaveRoom();
  const [isChecked, setIsChecked] = useState(false);
  const [values, setValues] = useState({
    name: room?.name ?? '',
    location: room?.location ?? '',
    capacity: room?.capacity ?? 12,
    equipment: room?.equipment ?? ([] as Equipment[]),
    time_zone: room?.time_zone ?? zone,
    notes: room?.notes ?? '',
  });
  const set = (change: Partial<typeof values>) => setValues({ ...values, ...change });
  const errors = fieldMessages(save.error, t);
  const required = isChecked && t('ui:field_problem.required');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    const name = values.name.trim();
    if (name === '' || !(values.capacity >= 1) || save.isPending) return;
    save.mutate(
      { ...(room ? { room } : {}), body: { ...values, name } },
      {
        onSuccess: () => {
          notify(t('rooms.saved', { name }));
          onClose();
        },
      },
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={room ? t('rooms.edit', { name: room.name }) : t('rooms.add')}
      closeButtonProps={{ 'aria-label': t('ui:dialog.close') }}
    >
      <form className={css.form} onSubmit={submit} noValidate>
        <ErrorSummary
          error={save.error}
          labels={{ name: t('rooms.name'), capacity: t('rooms.capacity'), time_zone: t('form.zone') }}
        />
        <TextInput
          id="name"
          data-autofocus
          label={t('rooms.name')}
          maxLength={100}
          value={values.name}
          error={errors['name'] ?? (values.name.trim() === '' && required)}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          id="location"
          label={t('rooms.location')}
          description={t('rooms.location_help')}
          maxLength={300}
          value={values.location}
          onChange={(event) => set({ location: event.currentTarget.value })}
        />
        <NumberInput
          id="capacity"
          label={t('rooms.capacity')}
          min={1}
          max={10_000}
          allowDecimal={false}
          value={Number.isNaN(values.capacity) ? '' : values.capacity}
          error={errors['capacity'] ?? (!(values.capacity >= 1) && required)}
          onChange={(value) => set({ capacity: value === '' ? Number.NaN : Number(value) })}
        />
        <Checkbox.Group
          label={t('rooms.equipment')}
          value={values.equipment}
          onChange={(chosen) => set({ equipment: chosen as Equipment[] })}
        >
          <div className={css.pair}>
            {equipmentKinds.map((kind) => (
              <Checkbox key={kind} value={kind} label={t(`equipment.${kind}`)} />
            ))}
          </div>
        </Checkbox.Group>
        <ZoneField
          zone={values.time_zone}
          error={errors['time_zone']}
          onZone={(time_zone) => set({ time_zone })}
        />
        <Textarea
          id="notes"
          label={t('rooms.notes')}
          autosize
          minRows={2}
          maxLength={2000}
          value={values.notes}
          onChange={(event) => set({ notes: event.currentTarget.value })}
        />
        <FormActions submit={t('rooms.save')} isSaving={save.isPending} onCancel={onClose} />
      </form>
    </Modal>
  );
}
