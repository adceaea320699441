// What became of one question: the answer given, and as much of the right one as the quiz shows.
import { IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { OpenQuestion, QuestionFeedback } from '#contract/assessment.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { Status } from '#web/ui/Status.tsx';
import { chosenOf, hasChoices, isAnswered } from '../state/answers.ts';
import css from './QuestionResult.module.css';

type QuestionResultProps = { question: OpenQuestion; number: number; feedback: QuestionFeedback };

export function QuestionResult({ question, number, feedback }: QuestionResultProps) {
  const { t } = useTranslation('assessment');
  const format = useFormat();
  const standing = feedback.correct
    ? 'right'
    : feedback.points > 0
      ? 'partly'
      : isAnswered(feedback.answer)
        ? 'wrong'
        : 'blank';
  return (
    <li className={css.question}>
      <div className={css.head}>
        <Status
          kind={
            ({ right: 'ok', partly: 'in_progress', wrong: 'failed', blank: 'not_started' } as const)[standing]
          }
        >
          {t(`result.${standing}`)}
        </Status>
        <span className={css.points}>
          {t('result.points', {
            points: format.number(feedback.points, 2),
            max_points: format.number(feedback.max_points, 2),
          })}
        </span>
      </div>
      <h3 className={css.text}>
        <span className={css.number}>{number}.</span> {question.text}
      </h3>
      {hasChoices(question.kind) ? (
        <Choices question={question} feedback={feedback} />
      ) : (
        <Typed feedback={feedback} />
      )}
      {feedback.feedback && <p className={css.explanation}>{feedback.feedback}</p>}
    </li>
  );
}

function Choices({ question, feedback }: Omit<QuestionResultProps, 'number'>) {
  const { t } = useTranslation('assessment');
  const chosen = chosenOf(feedback.answer ?? undefined);
  const right = feedback.correct_choice_ids;
  const said = new Map(feedback.choice_feedback?.map(({ choice_id, feedback: words }) => [choice_id, words]));
  return (
    <ul className={css.choices}>
      {question.choices.map(({ id, text }) => {
        const isChosen = chosen.includes(id);
        const isRight = right?.includes(id);
        const words = [isChosen && t('result.your_answer'), isRight && t('result.right_answer')]
          .filter(Boolean)
          .join(' · ');
        return (
          <li
            key={id}
            className={css.choice}
            data-chosen={isChosen || undefined}
            data-right={isRight || undefined}
            data-wrong={(right && isChosen && !isRight) || undefined}
          >
            <span className={css.mark} aria-hidden="true">
              {isRight ? (
                <IconCheck size={16} stroke={2} />
              ) : isChosen && right ? (
                <IconX size={16} stroke={2} />
              ) : (
                isChosen && <span className={css.dot} />
              )}
            </span>
            <span className={css.words}>
              {text}
              {said.get(id) && <span className={css.said}>{said.get(id)}</span>}
            </span>
            {words && <span className={css.note}>{words}</span>}
          </li>
        );
      })}
    </ul>
  );
}

function Typed({ feedback }: { feedback: QuestionFeedback }) {
  const { t } = useTranslation('assessment');
  const given = feedback.answer?.text?.trim();
  return (
    <dl className={css.typed}>
      <div>
        <dt>{t('result.your_answer')}</dt>
        <dd>{given || t('result.nothing')}</dd>
      </div>
      {feedback.correct_answer && !feedback.correct && (
        <div>
          <dt>{t('result.right_answer')}</dt>
          <dd>{feedback.correct_answer}</dd>
        </div>
      )}
    </dl>
  );
}
