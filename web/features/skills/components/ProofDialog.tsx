// An outside certificate: what it is, from whom, since and until when, and the paper itself.
import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uploadFile } from '#web/features/files/upload.ts';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { FileDrop } from '#web/ui/FileDrop.tsx';
import { FormActions } from '#web/ui/FormActions.tsx';
import { FormField } from '#web/ui/FormField.tsx';
import { fieldMessages } from '#web/ui/form-problems.ts';
import { notify } from '#web/ui/toast-store.ts';
import type { SendFile } from '#web/ui/use-transfers.ts';
import { useSubmitProof } from '../skills.mutations.ts';
import { skillChoicesQuery } from '../skills.queries.ts';
import { LevelField } from './LevelField.tsx';
import { SkillModal } from './SkillDialogs.tsx';
import css from './Skills.module.css';

const accepted = ['.pdf', '.png', '.jpg', '.jpeg', '.webp'];
const limit_bytes = 10 * 1024 * 1024;

type ProofDialogProps = {
  /** The skill it is for; without it the person chooses. */
  skill?: { id: string; name: string };
  onClose: () => void;
};

export function ProofDialog({ skill, onClose }: ProofDialogProps) {
  const { t } = useTranslation('skills');
  const [skill_id, setSkillId] = useState(skill?.id ?? null);
  const [values, setValues] = useState({ level: 1, title: '', issuer: '', issued_on: '', expires_on: '' });
  const [file_id, setFileId] = useState<string | null>(null);
  const [isMissing, setIsMissing] = useState(false);
  const { mutate, isPending, error } = useSubmitProof();
  const messages = fieldMessages(error, t);
  const edit = (change: Partial<typeof values>) => setValues({ ...values, ...change });
  const required = (value: string | null) =>
    isMissing && !value?.trim() ? t('ui:field_problem.required') : undefined;
  const send: SendFile = async (file, options) => {
    setFileId((await uploadFile(file, { purpose: 'proof', ...options })).id);
  };
  function submit(event: FormEvent): void {
    event.preventDefault();
    const isIncomplete = !skill_id || values.title.trim() === '' || values.issued_on === '';
    setIsMissing(isIncomplete);
    if (isPending || isIncomplete) return;
    mutate(
      { ...values, expires_on: values.expires_on || null, file_id, skill_id },
      {
        onSuccess: () => {
          notify(t('proof.done'));
          onClose();
        },
      },
    );
  }
  const labels = {
    title: t('proof.name'),
    issued_on: t('proof.issued_on'),
    expires_on: t('proof.expires_on'),
  };
  return (
    <SkillModal
      title={skill ? t('proof.title_for', { skill: skill.name }) : t('proof.title')}
      onClose={onClose}
    >
      <form className={css.form} onSubmit={submit} noValidate>
        <p className="ly-dimmed">{t('proof.help')}</p>
        <ErrorSummary error={error} labels={labels} />
        {!skill && <SkillSelect value={skill_id} error={required(skill_id)} onChange={setSkillId} />}
        <TextInput
          id="title"
          label={t('proof.name')}
          maxLength={200}
          value={values.title}
          error={required(values.title)}
          onChange={(event) => edit({ title: event.currentTarget.value })}
        />
        <TextInput
          id="issuer"
          label={t('proof.issuer')}
          maxLength={200}
          value={values.issuer}
          onChange={(event) => edit({ issuer: event.currentTarget.value })}
        />
        <div className={css.pair}>
          <TextInput
            id="issued_on"
            type="date"
            label={t('proof.issued_on')}
            value={values.issued_on}
            error={required(values.issued_on) ?? messages['issued_on']}
            onChange={(event) => edit({ issued_on: event.currentTarget.value })}
          />
          <TextInput
            id="expires_on"
            type="date"
            label={t('proof.expires_on')}
            description={t('proof.expires_help')}
            value={values.expires_on}
            error={messages['expires_on']}
            onChange={(event) => edit({ expires_on: event.currentTarget.value })}
          />
        </div>
        <LevelField label={t('proof.level')} value={values.level} onChange={(level) => edit({ level })} />
        <FormField label={t('proof.file')} isOptional>
          {() => (
            <FileDrop
              kinds={t('proof.kinds')}
              label={t('proof.file')}
              accept={accepted}
              max_bytes={limit_bytes}
              max_files={1}
              send={send}
            />
          )}
        </FormField>
        <FormActions submit={t('proof.submit')} isSaving={isPending} onCancel={onClose} />
      </form>
    </SkillModal>
  );
}

type SkillSelectProps = { value: string | null; error?: string; onChange: (skill_id: string | null) => void };

export function SkillSelect({ value, error, onChange }: SkillSelectProps) {
  const { t } = useTranslation('skills');
  const [search, setSearch] = useState('');
  const choices = useQuery(skillChoicesQuery(search));
  return (
    <Select
      id="skill_id"
      label={t('column.skill')}
      searchable
      data={(choices.data?.results ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      error={error}
      nothingFoundMessage={t('nothing_found')}
      onSearchChange={setSearch}
      onChange={onChange}
    />
  );
}
