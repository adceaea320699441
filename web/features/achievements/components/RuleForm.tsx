// Defines an achievement: what it is called, how it looks, and the rule in plain words; beside it, who would get it.
import { NativeSelect, Switch, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AchievementRuleKind, achievementRuleKinds } from '#contract/achievements.ts';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { FormActions } from '#web/ui/FormActions.tsx';
import { fieldMessages } from '#web/ui/form-problems.ts';
import { useSaveRule } from '../achievements.mutations.ts';
import { newRule, type RuleRecord, type RuleValues } from '../achievements.types.ts';
import { beginningOf } from '../rule-defaults.ts';
import css from './Achievements.module.css';
import { LooksFields } from './LooksFields.tsx';
import { RuleFields } from './RuleFields.tsx';
import { RulePreview } from './RulePreview.tsx';

type RuleFormProps = {
  /** Undefined makes a new one. */
  record: RuleRecord | undefined;
  onSaved: (record: RuleRecord) => void;
  onCancel: () => void;
};

const valuesOf = (record: RuleRecord): RuleValues => {
  const { name, description, translations, icon, palette, rule, is_active } = record;
  return { name, description, translations, icon, palette, rule, is_active };
};

export function RuleForm({ record, onSaved, onCancel }: RuleFormProps) {
  const { t } = useTranslation('achievements');
  const [values, setValues] = useState<RuleValues>(record ? valuesOf(record) : newRule);
  const [isMissing, setIsMissing] = useState(false);
  const save = useSaveRule(record?.id, record?.record_version);
  const errors = fieldMessages(save.error, t);
  const subjects = record?.subjects ?? {};
  const change = (more: Partial<RuleValues>) => setValues({ ...values, ...more });
  const german = values.translations.de;
  const changeGerman = (more: Partial<{ name: string; description: string }>) => {
    const next = { name: '', description: '', ...german, ...more };
    const { de: _dropped, ...others } = values.translations;
    change({
      translations: next.name.trim() === '' && next.description === '' ? others : { ...others, de: next },
    });
  };

  function submit(event: FormEvent): void {
    event.preventDefault();
    const name = values.name.trim();
    setIsMissing(name === '');
    if (name === '' || save.isPending) return;
    save.mutate({ ...values, name }, { onSuccess: onSaved });
  }
  return (
    <div className={css.editor}>
      <form className={css.form} onSubmit={submit} noValidate>
        <ErrorSummary error={save.error} labels={{ name: t('field.name') }} />
        <TextInput
          id="name"
          label={t('field.name')}
          maxLength={80}
          value={values.name}
          error={isMissing ? t('ui:field_problem.required') : errors['name']}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Textarea
          id="description"
          label={t('field.description')}
          description={t('field.description_help')}
          maxLength={300}
          autosize
          minRows={2}
          value={values.description}
          onChange={(event) => change({ description: event.currentTarget.value })}
        />
        <TextInput
          id="translations.de.name"
          label={t('field.german_name')}
          description={t('field.german_help')}
          maxLength={80}
          value={german?.name ?? ''}
          error={errors['translations.de.name']}
          onChange={(event) => changeGerman({ name: event.currentTarget.value })}
        />
        <Textarea
          id="translations.de.description"
          label={t('field.german_description')}
          maxLength={300}
          autosize
          value={german?.description ?? ''}
          onChange={(event) => changeGerman({ description: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('field.kind')}
          value={values.rule.kind}
          data={achievementRuleKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          onChange={(event) =>
            change({ rule: beginningOf(event.currentTarget.value as AchievementRuleKind) })
          }
        />
        <RuleFields
          key={values.rule.kind}
          rule={values.rule}
          subjects={subjects}
          errors={errors}
          onChange={(rule) => change({ rule })}
        />
        <LooksFields icon={values.icon} palette={values.palette} onChange={change} />
        <Switch
          label={t('field.active')}
          description={t('field.active_help')}
          checked={values.is_active}
          disabled={record?.archived_at !== null && record !== undefined}
          onChange={(event) => change({ is_active: event.currentTarget.checked })}
        />
        <FormActions isSaving={save.isPending} onCancel={onCancel} />
      </form>
      <RulePreview values={values} subjects={subjects} id={record?.id} />
    </div>
  );
}
