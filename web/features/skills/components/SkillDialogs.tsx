// The dialogs about one skill of a person: own level, own target, rating somebody.
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { FormActions } from '#web/ui/FormActions.tsx';
import { notify } from '#web/ui/toast-store.ts';
import { useDeclare, useRate, useSetTarget } from '../skills.mutations.ts';
import type { UserSkillDetail } from '../skills.types.ts';
import { LevelField } from './LevelField.tsx';
import css from './Skills.module.css';

type DialogProps = { detail: UserSkillDetail; onClose: () => void };

export function SkillModal({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation('ui');
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('dialog.close') }}>
      {children}
    </Modal>
  );
}

/** Saves once and closes; a refusal stays in the dialog. */
function submitting(isPending: boolean, save: () => void) {
  return (event: FormEvent) => {
    event.preventDefault();
    if (!isPending) save();
  };
}

export function DeclareDialog({ detail, onClose }: DialogProps) {
  const { t } = useTranslation('skills');
  const [level, setLevel] = useState(detail.user_skill?.declared_level ?? 1);
  const { mutate, isPending, error } = useDeclare();
  const save = () =>
    mutate(
      { skill_id: detail.skill.id, level },
      {
        onSuccess: () => {
          notify(t('declare.done', { skill: detail.skill.name, level }));
          onClose();
        },
      },
    );
  return (
    <SkillModal title={t('declare.title', { skill: detail.skill.name })} onClose={onClose}>
      <form className={css.form} onSubmit={submitting(isPending, save)}>
        <ErrorSummary error={error} />
        <LevelField
          label={t('declare.level')}
          description={t('declare.help')}
          levels={detail.levels}
          value={level}
          onChange={setLevel}
        />
        <FormActions isSaving={isPending} onCancel={onClose} />
      </form>
    </SkillModal>
  );
}

export function TargetDialog({ detail, onClose }: DialogProps) {
  const { t } = useTranslation('skills');
  const now = detail.user_skill;
  const [level, setLevel] = useState(now?.target_level ?? Math.min(5, (now?.level ?? 0) + 1));
  const [on, setOn] = useState(now?.target_on ?? '');
  const { mutate, isPending, error } = useSetTarget(detail.skill.id);
  const send = (target: Parameters<typeof mutate>[0]) => mutate(target, { onSuccess: onClose });
  return (
    <SkillModal title={t('target.title', { skill: detail.skill.name })} onClose={onClose}>
      <form className={css.form} onSubmit={submitting(isPending, () => send({ level, on: on || null }))}>
        <ErrorSummary error={error} labels={{ on: t('target.on') }} />
        <LevelField label={t('target.level')} levels={detail.levels} value={level} onChange={setLevel} />
        <TextInput
          id="on"
          type="date"
          label={t('target.on')}
          description={t('target.on_help')}
          value={on}
          onChange={(event) => setOn(event.currentTarget.value)}
        />
        <FormActions isSaving={isPending} onCancel={onClose}>
          {now?.target_level && (
            <Button variant="subtle" color="red" onClick={() => send(null)}>
              {t('target.drop')}
            </Button>
          )}
        </FormActions>
      </form>
    </SkillModal>
  );
}

/** At the level that the person declares, rating is endorsing, and the button says so. */
export function RateDialog({ detail, onClose }: DialogProps) {
  const { t } = useTranslation('skills');
  const declared = detail.user_skill?.declared_level ?? null;
  const [level, setLevel] = useState<number | null>(declared);
  const [comment, setComment] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const { mutate, isPending, error } = useRate(detail.person.id, detail.skill.id);
  const name = detail.person.display_name;
  const save = () => {
    setIsMissing(level === null);
    if (level === null) return;
    mutate(
      { level, comment },
      {
        onSuccess: () => {
          notify(t('rate.done', { name, level }));
          onClose();
        },
      },
    );
  };
  return (
    <SkillModal title={t('rate.title', { name, skill: detail.skill.name })} onClose={onClose}>
      <form className={css.form} onSubmit={submitting(isPending, save)}>
        <ErrorSummary error={error} />
        <LevelField
          label={t('rate.level')}
          description={declared ? t('rate.declared', { name, level: declared }) : undefined}
          levels={detail.levels}
          value={level}
          error={isMissing ? t('ui:field_problem.required') : undefined}
          onChange={setLevel}
        />
        <Textarea
          label={t('rate.comment')}
          description={t('rate.comment_help', { name })}
          maxLength={2000}
          autosize
          minRows={2}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        <FormActions
          submit={declared !== null && level === declared ? t('rate.endorse', { level }) : t('rate.submit')}
          isSaving={isPending}
          onCancel={onClose}
        />
      </form>
    </SkillModal>
  );
}
