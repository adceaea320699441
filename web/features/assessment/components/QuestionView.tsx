// One question in front of the learner: where it stands, what it asks, and the way to answer it.
import { Button } from '@mantine/core';
import { IconFlag, IconFlagFilled } from '@tabler/icons-react';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer, OpenQuestion } from '#contract/assessment.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { blankOf, hasChoices, isAnswered } from '../state/answers.ts';
import { ChoiceAnswer } from './ChoiceAnswer.tsx';
import css from './QuestionView.module.css';
import { TextAnswer } from './TextAnswer.tsx';

type QuestionViewProps = {
  question: OpenQuestion;
  number: number;
  question_count: number;
  answer: Answer | undefined;
  isFlagged: boolean;
  onAnswer: (answer: Answer, options: { isTyping: boolean }) => void;
  onFlag: () => void;
};

export function QuestionView({
  question,
  number,
  question_count,
  answer,
  isFlagged,
  onAnswer,
  onFlag,
}: QuestionViewProps) {
  const { t } = useTranslation('assessment');
  const format = useFormat();
  const id = useId();
  const heading = useFocusOnTurn(number);
  const Flag = isFlagged ? IconFlagFilled : IconFlag;
  const isChoice = hasChoices(question.kind);
  const Control = isChoice ? ChoiceAnswer : TextAnswer;
  return (
    <article className={css.question}>
      <header className={css.head}>
        <p className={css.place}>
          <b>{t('question.number_of', { number, count: question_count })}</b>
          {' · '}
          {t('question.points', { count: question.points, points: format.number(question.points, 2) })}
        </p>
        <Button
          variant="subtle"
          className={css.flag}
          aria-pressed={isFlagged}
          data-on={isFlagged || undefined}
          leftSection={<Flag size={18} stroke={1.5} aria-hidden="true" />}
          onClick={onFlag}
        >
          {isFlagged ? t('question.flagged') : t('question.flag')}
        </Button>
      </header>
      <h1 id={id} ref={heading} tabIndex={-1} className={css.text}>
        {question.text}
      </h1>
      <Control
        question={question}
        answer={answer}
        labelled_by={id}
        onAnswer={(next) => onAnswer(next, { isTyping: !isChoice })}
      />
      {isChoice && isAnswered(answer) && (
        <Button
          variant="subtle"
          size="xs"
          className={css.clear}
          onClick={() => onAnswer(blankOf(question), { isTyping: false })}
        >
          {t('question.clear')}
        </Button>
      )}
    </article>
  );
}

/** Turning to another question moves the reading position to it, but not when the page opens. */
function useFocusOnTurn(number: number) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(number);
  useEffect(() => {
    if (shown.current === number) return;
    shown.current = number;
    heading.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0, behavior: 'instant' });
  }, [number]);
  return heading;
}
