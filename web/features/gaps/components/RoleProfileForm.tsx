// What a role asks: whom it is for, and each skill with its level.
import { ActionIcon, NativeSelect, Select, Textarea, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoleProfile } from '#contract/gaps-shapes.ts';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { FormActions } from '#web/ui/FormActions.tsx';
import { FormField } from '#web/ui/FormField.tsx';
import { useUnsavedGuard } from '#web/ui/use-unsaved-guard.ts';
import { placesQuery, skillChoicesQuery } from '../gaps.queries.ts';
import css from './Gaps.module.css';

export type ProfileValues = {
  name: string;
  description: string;
  position_id: string | null;
  department_id: string | null;
  skills: { skill_id: string; level: number }[];
};

type RoleProfileFormProps = {
  profile?: RoleProfile;
  error: unknown;
  isSaving: boolean;
  onSave: (values: ProfileValues) => void;
  onCancel: () => void;
};

const levels = ['1', '2', '3', '4', '5'];

export function RoleProfileForm({ profile, error, isSaving, onSave, onCancel }: RoleProfileFormProps) {
  const { t } = useTranslation('gaps');
  const [values, setValues] = useState<ProfileValues>(() => valuesOf(profile));
  const [isChecked, setIsChecked] = useState(false);
  useUnsavedGuard(!isSaving && JSON.stringify(values) !== JSON.stringify(valuesOf(profile)));
  const positions = useQuery(placesQuery('positions')).data?.results ?? [];
  const departments = useQuery(placesQuery('departments')).data?.results ?? [];
  const known = useQuery(skillChoicesQuery).data?.results ?? [];
  const names = new Map([
    ...(profile?.skills ?? []).map((one) => [one.skill_id, one.name] as const),
    ...known.map((one) => [one.id, one.name] as const),
  ]);
  const set = (change: Partial<ProfileValues>) => setValues({ ...values, ...change });
  const isForNobody = values.position_id === null && values.department_id === null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (values.name.trim() !== '' && !isForNobody && !isSaving)
      onSave({ ...values, name: values.name.trim() });
  };
  const choices = (any: string, some: readonly { id: string; name: string }[]) => [
    { value: '', label: any },
    ...some.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const required = t('ui:field_problem.required');
  return (
    <form className={`${css.stack} ${css.column}`} onSubmit={submit} noValidate>
      <ErrorSummary
        error={error}
        labels={{
          name: t('profiles.name'),
          position_id: t('profiles.position'),
          department_id: t('profiles.department'),
          skills: t('profiles.skills'),
        }}
      />
      <TextInput
        id="name"
        label={t('profiles.name')}
        maxLength={100}
        value={values.name}
        error={isChecked && values.name.trim() === '' && required}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <NativeSelect
        id="position_id"
        label={t('profiles.position')}
        data={choices(t('profiles.position_any'), positions)}
        value={values.position_id ?? ''}
        error={isChecked && isForNobody && required}
        onChange={(event) => set({ position_id: event.currentTarget.value || null })}
      />
      <NativeSelect
        id="department_id"
        label={t('profiles.department')}
        description={t('profiles.department_help')}
        data={choices(t('profiles.department_any'), departments)}
        value={values.department_id ?? ''}
        onChange={(event) => set({ department_id: event.currentTarget.value || null })}
      />
      <Textarea
        id="description"
        label={t('profiles.description')}
        autosize
        minRows={2}
        maxLength={2000}
        value={values.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
      <FormField label={t('profiles.skills')}>
        {(ids) => (
          <div className={css.stack} {...ids} tabIndex={-1}>
            {values.skills.length === 0 && <p className={css.words}>{t('profiles.no_skills')}</p>}
            {values.skills.map(({ skill_id, level }) => (
              <div key={skill_id} className={css.row}>
                <span>{names.get(skill_id) ?? skill_id}</span>
                <NativeSelect
                  aria-label={`${names.get(skill_id) ?? ''}, ${t('profiles.level')}`}
                  data={levels}
                  value={String(level)}
                  onChange={(event) => {
                    const next = Number(event.currentTarget.value);
                    set({
                      skills: values.skills.map((one) =>
                        one.skill_id === skill_id ? { skill_id, level: next } : one,
                      ),
                    });
                  }}
                />
                <ActionIcon
                  aria-label={t('profiles.remove_skill', { name: names.get(skill_id) ?? '' })}
                  onClick={() => set({ skills: values.skills.filter((one) => one.skill_id !== skill_id) })}
                >
                  <IconX size={18} stroke={1.5} aria-hidden="true" />
                </ActionIcon>
              </div>
            ))}
            <Select
              label={t('profiles.add_skill')}
              searchable
              value={null}
              data={known
                .filter((one) => !values.skills.some(({ skill_id }) => skill_id === one.id))
                .map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(skill_id) => skill_id && set({ skills: [...values.skills, { skill_id, level: 1 }] })}
            />
          </div>
        )}
      </FormField>
      <FormActions submit={t('profiles.save')} isSaving={isSaving} onCancel={onCancel} />
    </form>
  );
}

const valuesOf = (profile: RoleProfile | undefined): ProfileValues => ({
  name: profile?.name ?? '',
  description: profile?.description ?? '',
  position_id: profile?.position?.id ?? null,
  department_id: profile?.department?.id ?? null,
  skills: (profile?.skills ?? []).map(({ skill_id, level }) => ({ skill_id, level })),
});
