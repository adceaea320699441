// The right answer of a typed question: a text with what else counts, or a number with its tolerance.
import { NumberInput, Switch, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { QuestionSettings } from '#contract/assessment.ts';
import type { DraftQuestion, QuestionFields } from '../state/quiz-draft.ts';
import css from './QuestionForm.module.css';

type TypedAnswerFieldsProps = { question: DraftQuestion; onEdit: (fields: Partial<QuestionFields>) => void };

export function TypedAnswerFields({ question, onEdit }: TypedAnswerFieldsProps) {
  const { t } = useTranslation('assessment');
  const { settings, answer } = question;
  const set = (fields: QuestionSettings) => onEdit({ settings: { ...settings, ...fields } });
  const input = (
    <TextInput
      label={t('editor.answer')}
      description={question.kind === 'numeric' ? t('question.number_help') : undefined}
      inputMode={question.kind === 'numeric' ? 'decimal' : 'text'}
      value={answer}
      onChange={(event) => onEdit({ answer: event.currentTarget.value })}
    />
  );
  if (question.kind === 'numeric') {
    return (
      <div className={css.row}>
        {input}
        <NumberInput
          label={t('editor.tolerance')}
          description={t('editor.tolerance_help')}
          min={0}
          value={settings.tolerance ?? 0}
          onChange={(tolerance) => typeof tolerance === 'number' && set({ tolerance })}
        />
      </div>
    );
  }
  return (
    <>
      {input}
      <TagsInput
        label={t('editor.also_accepted')}
        description={t('editor.also_accepted_help')}
        value={[...(settings.accepted_answers ?? [])]}
        onChange={(accepted_answers) =>
          set({ accepted_answers: accepted_answers.filter((one) => one.trim() !== '') })
        }
        maxTags={50}
      />
      <Switch
        label={t('editor.case_sensitive')}
        checked={settings.case_sensitive ?? false}
        onChange={(event) => set({ case_sensitive: event.currentTarget.checked })}
      />
    </>
  );
}
