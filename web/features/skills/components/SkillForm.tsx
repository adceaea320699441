// A skill of the framework: its name and place, and what its levels ask for.
import { Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { FormActions } from '#web/ui/FormActions.tsx';
import { fieldMessages } from '#web/ui/form-problems.ts';
import { Section } from '#web/ui/Section.tsx';
import { useUnsavedGuard } from '#web/ui/use-unsaved-guard.ts';
import { isComplete, levelValuesOf } from '../level-values.ts';
import { useSaveSkill } from '../skills.mutations.ts';
import { skillChoicesQuery, skillQuery } from '../skills.queries.ts';
import type { Skill } from '../skills.types.ts';
import { withChosen } from './CriterionFields.tsx';
import { LevelsEditor } from './LevelsEditor.tsx';
import css from './Skills.module.css';

type SkillFormProps = {
  /** The skill to change; a new one without it. */
  skill?: Skill;
  onSaved: (skill: Skill) => void;
  onCancel: () => void;
};

export function SkillForm({ skill, onSaved, onCancel }: SkillFormProps) {
  const { t } = useTranslation('skills');
  const [values, setValues] = useState({
    name: skill?.name ?? '',
    parent_id: skill?.parent_id ?? null,
    category: skill?.category ?? '',
    description: skill?.description ?? '',
    levels: levelValuesOf(skill?.level_criteria ?? {}),
  });
  const [isDirty, setIsDirty] = useState(false);
  const [isChecked, setIsChecked] = useState(false);
  const { mutate, isPending, error } = useSaveSkill(skill);
  const messages = fieldMessages(error, t);
  useUnsavedGuard(isDirty && !isPending);
  const edit = (change: Partial<typeof values>) => {
    setIsDirty(true);
    setValues({ ...values, ...change });
  };
  function submit(event: FormEvent): void {
    event.preventDefault();
    setIsChecked(true);
    const isWhole = values.name.trim() !== '' && values.levels.every((one) => one.criteria.every(isComplete));
    if (isPending || !isWhole) return;
    const { levels, ...fields } = values;
    mutate(
      { ...fields, name: values.name.trim(), level_criteria: { levels } },
      {
        onSuccess: (saved) => {
          setIsDirty(false);
          onSaved(saved);
        },
      },
    );
  }
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <ErrorSummary error={error} labels={{ name: t('form.name'), parent_id: t('form.parent') }} />
      <div className={css.pair}>
        <TextInput
          id="name"
          label={t('form.name')}
          maxLength={100}
          value={values.name}
          error={isChecked && values.name.trim() === '' ? t('ui:field_problem.required') : messages['name']}
          onChange={(event) => edit({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t('framework.category')}
          maxLength={50}
          value={values.category}
          onChange={(event) => edit({ category: event.currentTarget.value })}
        />
        <ParentSelect
          own_id={skill?.id}
          value={values.parent_id}
          error={messages['parent_id']}
          onChange={(parent_id) => edit({ parent_id })}
        />
      </div>
      <Textarea
        label={t('form.description')}
        maxLength={5000}
        autosize
        minRows={2}
        value={values.description}
        onChange={(event) => edit({ description: event.currentTarget.value })}
      />
      <Section title={t('form.levels')}>
        <p className="ly-dimmed">{t('form.levels_help')}</p>
      </Section>
      <LevelsEditor levels={values.levels} isChecked={isChecked} onChange={(levels) => edit({ levels })} />
      <FormActions isSaving={isPending} onCancel={onCancel} />
    </form>
  );
}

type ParentSelectProps = {
  own_id: string | undefined;
  value: string | null;
  error: string | undefined;
  onChange: (skill_id: string | null) => void;
};

function ParentSelect({ own_id, value, error, onChange }: ParentSelectProps) {
  const { t } = useTranslation('skills');
  const [search, setSearch] = useState('');
  const choices = useQuery(skillChoicesQuery(search));
  const chosen = useQuery({ ...skillQuery(value ?? ''), enabled: value !== null });
  const found = choices.data?.results
    .filter(({ id }) => id !== own_id)
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      id="parent_id"
      label={t('form.parent')}
      placeholder={t('form.no_parent')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('form.clear_parent') }}
      data={withChosen(found, value ?? '', chosen.data?.name ?? '…')}
      value={value}
      error={error}
      nothingFoundMessage={t('nothing_found')}
      onSearchChange={setSearch}
      onChange={onChange}
    />
  );
}
