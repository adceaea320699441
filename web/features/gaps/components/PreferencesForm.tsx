// How one likes to learn.
import { Checkbox, MultiSelect, NativeSelect, NumberInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type TrainingPreferences, trainingFormats, trainingTimes } from '#contract/gaps-shapes.ts';
import { languages } from '#web/lib/i18n.ts';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { FormActions } from '#web/ui/FormActions.tsx';
import { notify } from '#web/ui/toast-store.ts';
import { useSavePreferences } from '../gaps.mutations.ts';
import { topicsQuery } from '../gaps.queries.ts';
import css from './Gaps.module.css';

export function PreferencesForm({ preferences }: { preferences: TrainingPreferences }) {
  const { t } = useTranslation('gaps');
  const { updated_at: _updated, ...initial } = preferences;
  const [values, setValues] = useState(initial);
  const topics = useQuery(topicsQuery).data?.results ?? [];
  const save = useSavePreferences();
  const set = (change: Partial<typeof initial>) => setValues({ ...values, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate(values, { onSuccess: () => notify(t('training.saved')) });
  };
  return (
    <form className={`${css.stack} ${css.column}`} onSubmit={submit} noValidate>
      <ErrorSummary error={save.error} />
      <Checkbox.Group
        label={t('training.formats')}
        value={values.formats}
        onChange={(formats) => set({ formats: formats as typeof initial.formats })}
      >
        <div className={css.stack}>
          {trainingFormats.map((format) => (
            <Checkbox key={format} value={format} label={t(`training.format.${format}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <MultiSelect
        label={t('training.topics')}
        searchable
        clearable
        data={topics.map(({ id, name }) => ({ value: id, label: name }))}
        value={values.topics}
        onChange={(chosen) => set({ topics: chosen })}
      />
      <Checkbox.Group
        label={t('training.times')}
        value={values.times}
        onChange={(times) => set({ times: times as typeof initial.times })}
      >
        <div className={css.stack}>
          {trainingTimes.map((time) => (
            <Checkbox key={time} value={time} label={t(`training.time.${time}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <NativeSelect
        label={t('training.language')}
        data={[
          { value: '', label: t('training.language_any') },
          ...languages.map(({ code, name }) => ({ value: code, label: name })),
        ]}
        value={values.language ?? ''}
        onChange={(event) => set({ language: event.currentTarget.value || null })}
      />
      <NumberInput
        label={t('training.pace')}
        description={t('training.pace_help')}
        min={5}
        max={2400}
        value={values.pace_minutes_per_week ?? ''}
        onChange={(pace) => set({ pace_minutes_per_week: typeof pace === 'number' ? pace : null })}
      />
      <FormActions submit={t('training.save')} isSaving={save.isPending} />
    </form>
  );
}
