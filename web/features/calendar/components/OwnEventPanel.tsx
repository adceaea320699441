// Time one keeps free for oneself: new, or to be changed. Others see only that one is busy then.
import { Button, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnEvent } from '#contract/calendar.ts';
import { now } from '#web/lib/clock.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { FormActions } from '#web/ui/FormActions.tsx';
import { fieldMessages } from '#web/ui/form-problems.ts';
import { SidePanel } from '#web/ui/SidePanel.tsx';
import { notify } from '#web/ui/toast-store.ts';
import { useUndoToast } from '#web/ui/use-undo-toast.ts';
import { useDeleteOwnEvent, useSaveOwnEvent } from '../calendar.mutations.ts';
import { zoneName } from '../day-words.ts';
import type { PanelDraft } from '../planning/use-draft.ts';
import type { Moved } from '../use-move.ts';
import { usePanelGuard } from '../use-panel-guard.ts';
import { addDays, dayOf, instantOf, timeOf, type Wall, wallAt, wallOf } from '../wall-time.ts';
import css from './Calendar.module.css';

type OwnEventPanelProps = {
  event: OwnEvent | null;
  /** For a new one. */
  starts: Wall;
  ends: Wall;
  moved: Moved | null;
  onDraft: (draft: PanelDraft | null) => void;
  onClose: () => void;
};

type Values = { title: string; all_day: boolean; starts: Wall; ends: Wall };

export function OwnEventPanel({ event, starts, ends, moved, onDraft, onClose }: OwnEventPanelProps) {
  const { t } = useTranslation('calendar');
  const format = useFormat();
  const zone = event?.time_zone ?? format.zone;
  const save = useSaveOwnEvent();
  const remove = useDeleteOwnEvent();
  const withUndo = useUndoToast();
  const initial = useMemo(
    (): Values => ({
      title: event?.title ?? '',
      all_day: event?.all_day ?? false,
      starts: event?.starts_local ?? starts,
      ends: event ? lastShown(event) : ends,
    }),
    [event, starts, ends],
  );
  const [values, setValues] = useState(initial);
  const [isChecked, setIsChecked] = useState(false);
  const set = (change: Partial<Values>) => setValues((before) => ({ ...before, ...change }));
  const release = usePanelGuard(JSON.stringify(values) !== JSON.stringify(initial));
  useEffect(() => {
    if (moved)
      setValues((before) => ({
        ...before,
        starts: wallOf(moved.starts_at, zone),
        ends: wallOf(moved.ends_at, zone),
      }));
  }, [moved, zone]);
  const isMoved = event === null || values.starts !== initial.starts || values.ends !== initial.ends;
  const isTimed = isMoved && !values.all_day && values.ends > values.starts;
  // Every letter would draw the whole calendar anew.
  const [title] = useDebouncedValue(values.title.trim() || t('event.title'), 300);
  const nothing = useCallback(() => undefined, []);
  useEffect(() => {
    const at = (wall: Wall) => instantOf(wall, zone);
    onDraft({
      title,
      spans: isTimed ? [{ starts_at: at(values.starts), ends_at: at(values.ends) }] : [],
      clashes: [],
      slots: [],
      onTake: nothing,
    });
  }, [title, isTimed, values.starts, values.ends, zone, onDraft, nothing]);
  useEffect(() => () => onDraft(null), [onDraft]);

  const isInOrder = values.all_day ? dayOf(values.ends) >= dayOf(values.starts) : values.ends > values.starts;
  const submit = (submitted: React.FormEvent) => {
    submitted.preventDefault();
    setIsChecked(true);
    if (values.title.trim() === '' || !isInOrder || save.isPending) return;
    const days = { first: dayOf(values.starts), last: dayOf(values.ends) };
    const body = {
      title: values.title.trim(),
      all_day: values.all_day,
      time_zone: zone,
      starts_local: values.all_day ? wallAt(days.first, '00:00') : values.starts,
      ends_local: values.all_day ? wallAt(addDays(days.last, 1), '00:00') : values.ends,
    };
    save.mutate(
      { body, ...(event ? { event } : {}) },
      {
        onSuccess: () => {
          notify(t('event.saved', { title: body.title }));
          release();
          onClose();
        },
      },
    );
  };
  const takeAway = (gone: OwnEvent) =>
    remove.mutate(gone.id, {
      onSuccess: () => {
        const { title: name, all_day, time_zone, starts_local, ends_local } = gone;
        withUndo(t('deleted', { title: name }), () =>
          save.mutate({ body: { title: name, all_day, time_zone, starts_local, ends_local } }),
        );
        release();
        onClose();
      },
    });
  const errors = fieldMessages(save.error, t);
  const parts = [
    { id: 'starts_local', name: 'starts', day: t('event.from_day'), time: t('event.from_time') },
    { id: 'ends_local', name: 'ends', day: t('event.to_day'), time: t('event.to_time') },
  ] as const;
  return (
    <SidePanel
      title={event ? event.title : t('event.new')}
      detail={t('event.detail')}
      width={368}
      onClose={onClose}
      actions={
        event && (
          <Button size="xs" data-danger onClick={() => takeAway(event)}>
            {t('event.delete')}
          </Button>
        )
      }
    >
      <form className={css.form} onSubmit={submit} noValidate>
        <ErrorSummary
          error={save.error ?? remove.error}
          labels={{ title: t('form.title'), starts_local: parts[0].day, ends_local: parts[1].day }}
        />
        <TextInput
          id="title"
          label={t('form.title')}
          maxLength={200}
          value={values.title}
          error={
            errors['title'] ?? (isChecked && values.title.trim() === '' && t('ui:field_problem.required'))
          }
          onChange={(typed) => set({ title: typed.currentTarget.value })}
        />
        <Switch
          label={t('event.all_day')}
          checked={values.all_day}
          onChange={(typed) => set({ all_day: typed.currentTarget.checked })}
        />
        {parts.map(({ id, name, day, time }) => (
          <div key={name} className={css.pair}>
            <TextInput
              id={id}
              type="date"
              label={day}
              value={dayOf(values[name])}
              error={
                errors[id] ?? (name === 'ends' && isChecked && !isInOrder ? t('event.order') : undefined)
              }
              onChange={(typed) =>
                typed.currentTarget.value &&
                set({ [name]: wallAt(typed.currentTarget.value, timeOf(values[name])) })
              }
            />
            {!values.all_day && (
              <TextInput
                type="time"
                label={time}
                value={timeOf(values[name])}
                onChange={(typed) =>
                  typed.currentTarget.value &&
                  set({ [name]: wallAt(dayOf(values[name]), typed.currentTarget.value) })
                }
              />
            )}
          </div>
        ))}
        <p className={css.help}>{t('form.zone_is', { zone: zoneName(zone, format.zoneOf(now(), zone)) })}</p>
        <FormActions submit={t('event.save')} isSaving={save.isPending} onCancel={onClose} />
      </form>
    </SidePanel>
  );
}

/** Whole days end at the midnight after them; people write the last day itself. */
const lastShown = ({ all_day, ends_local }: OwnEvent): Wall =>
  all_day && timeOf(ends_local) === '00:00' ? wallAt(addDays(dayOf(ends_local), -1), '00:00') : ends_local;
