// All of one question: what it asks, how it is answered, what it is worth, what is said afterwards.
import { NumberInput, Select, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type QuestionKind, questionKinds } from '#contract/assessment.ts';
import { Note } from '#web/ui/Note.tsx';
import { problemOf, problemText } from '#web/ui/problem.ts';
import { hasChoices } from '../state/answers.ts';
import { type DraftQuestion, type QuestionFields, withKind } from '../state/quiz-draft.ts';
import { useStatementWords } from '../use-statement-words.ts';
import { ChoiceRows } from './ChoiceRows.tsx';
import css from './QuestionForm.module.css';
import { TypedAnswerFields } from './TypedAnswerFields.tsx';

type QuestionFormProps = {
  question: DraftQuestion;
  problems: readonly string[];
  error: unknown;
  onEdit: (fields: Partial<QuestionFields>) => void;
};

export function QuestionForm({ question, problems, error, onEdit }: QuestionFormProps) {
  const { t } = useTranslation('assessment');
  const words = useStatementWords();
  const isFresh = question.id === null && question.text === '';
  return (
    <div className={css.form}>
      {error !== undefined && <Refusal error={error} />}
      <Textarea
        label={t('editor.text')}
        autosize
        minRows={2}
        autoFocus={isFresh}
        value={question.text}
        onChange={(event) => onEdit({ text: event.currentTarget.value })}
      />
      {hasChoices(question.kind) ? (
        <ChoiceRows question={question} onEdit={onEdit} />
      ) : (
        <TypedAnswerFields question={question} onEdit={onEdit} />
      )}
      {problems.length > 0 && !isFresh && (
        <Note tone="due" title={t('editor.needs')}>
          {problems.map((code) => t(`problem.${code}`)).join(' ')}
        </Note>
      )}
      <Textarea
        label={t('editor.feedback')}
        description={t('editor.feedback_help')}
        autosize
        minRows={1}
        value={question.feedback}
        onChange={(event) => onEdit({ feedback: event.currentTarget.value })}
      />
      <div className={css.row}>
        <Select
          label={t('editor.kind')}
          data={questionKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          value={question.kind}
          onChange={(kind) => kind && onEdit(withKind(question, kind as QuestionKind, words))}
        />
        <NumberInput
          label={t('editor.points')}
          min={0.01}
          max={9999.99}
          step={1}
          decimalScale={2}
          hideControls={false}
          value={question.points}
          onChange={(points) => typeof points === 'number' && points > 0 && onEdit({ points })}
        />
      </div>
    </div>
  );
}

/** What the server refused, by field where it named one. */
function Refusal({ error }: { error: unknown }) {
  const { t } = useTranslation('assessment');
  const fields = problemOf(error)?.errors ?? [];
  return (
    <Note tone="overdue" isAlert title={t('editor.refused')}>
      {problemText(error, t)} {fields.map(({ path }) => t('editor.refused_field', { field: path })).join(' ')}
    </Note>
  );
}
