// An answer that is typed: a word, a phrase or a number. Kept exactly as written.
import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Answer, maxAnswerLength, type OpenQuestion } from '#contract/assessment.ts';
import css from './TextAnswer.module.css';

type TextAnswerProps = {
  question: OpenQuestion;
  answer: Answer | undefined;
  labelled_by: string;
  onAnswer: (answer: Answer) => void;
};

export function TextAnswer({ question, answer, labelled_by, onAnswer }: TextAnswerProps) {
  const { t } = useTranslation('assessment');
  const isNumber = question.kind === 'numeric';
  return (
    <TextInput
      className={css.field}
      size="lg"
      aria-labelledby={labelled_by}
      description={isNumber ? t('question.number_help') : t('question.text_help')}
      inputMode={isNumber ? 'decimal' : 'text'}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={maxAnswerLength}
      value={answer?.text ?? ''}
      onChange={(event) => onAnswer({ text: event.currentTarget.value })}
    />
  );
}
