// Choices to pick from, one or several, each with the letter that picks it.
import { useTranslation } from 'react-i18next';
import type { Answer, OpenQuestion } from '#contract/assessment.ts';
import { Kbd } from '#web/ui/Kbd.tsx';
import { chosenOf, letterOf, takesSeveral, withChoice } from '../state/answers.ts';
import css from './ChoiceAnswer.module.css';

type ChoiceAnswerProps = {
  question: OpenQuestion;
  answer: Answer | undefined;
  /** Id of the heading that asks. */
  labelled_by: string;
  onAnswer: (answer: Answer) => void;
};

export function ChoiceAnswer({ question, answer, labelled_by, onAnswer }: ChoiceAnswerProps) {
  const { t } = useTranslation('assessment');
  const isSeveral = takesSeveral(question.kind);
  const hint = `${labelled_by}-hint`;
  return (
    <>
      {isSeveral && (
        <p id={hint} className={css.hint}>
          {t('question.several')}
        </p>
      )}
      <fieldset
        className={css.choices}
        aria-labelledby={labelled_by}
        aria-describedby={isSeveral ? hint : undefined}
      >
        {question.choices.map((choice, index) => (
          <label key={choice.id} className={css.choice}>
            <input
              type={isSeveral ? 'checkbox' : 'radio'}
              name={question.id}
              className={css.mark}
              checked={chosenOf(answer).includes(choice.id)}
              onChange={() => onAnswer(withChoice(question, answer, choice.id))}
            />
            <span className={css.text}>{choice.text}</span>
            <span className={css.letter} aria-hidden="true">
              {letterOf(index) && <Kbd>{letterOf(index)}</Kbd>}
            </span>
          </label>
        ))}
      </fieldset>
    </>
  );
}
