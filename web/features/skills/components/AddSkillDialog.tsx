// Adds a skill to one's own: one of the framework, or a new name, with the level one has.
import { Autocomplete } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { FormActions } from '#web/ui/FormActions.tsx';
import { notify } from '#web/ui/toast-store.ts';
import { useDeclare } from '../skills.mutations.ts';
import { skillChoicesQuery } from '../skills.queries.ts';
import { LevelField } from './LevelField.tsx';
import { SkillModal } from './SkillDialogs.tsx';
import css from './Skills.module.css';

export function AddSkillDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('skills');
  const [name, setName] = useState('');
  const [level, setLevel] = useState(1);
  const [isMissing, setIsMissing] = useState(false);
  const choices = useQuery(skillChoicesQuery(name.trim()));
  const { mutate, isPending, error } = useDeclare();
  function submit(event: FormEvent): void {
    event.preventDefault();
    const wanted = name.trim();
    setIsMissing(wanted === '');
    if (isPending || wanted === '') return;
    mutate(
      { name: wanted, level },
      {
        onSuccess: () => {
          notify(t('declare.done', { skill: wanted, level }));
          onClose();
        },
      },
    );
  }
  return (
    <SkillModal title={t('add.title')} onClose={onClose}>
      <form className={css.form} onSubmit={submit} noValidate>
        <ErrorSummary error={error} labels={{ name: t('add.name') }} />
        <Autocomplete
          id="name"
          data-autofocus
          label={t('add.name')}
          description={t('add.help')}
          maxLength={100}
          data={[...new Set((choices.data?.results ?? []).map((one) => one.name))]}
          value={name}
          error={isMissing && t('ui:field_problem.required')}
          onChange={setName}
        />
        <LevelField
          label={t('declare.level')}
          description={t('declare.help')}
          value={level}
          onChange={setLevel}
        />
        <FormActions submit={t('add.submit')} isSaving={isPending} onCancel={onClose} />
      </form>
    </SkillModal>
  );
}
