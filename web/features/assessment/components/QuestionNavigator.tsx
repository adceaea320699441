// All questions at a glance: answered, flagged, and the one in front of the learner.
import { useTranslation } from 'react-i18next';
import { isAnswered } from '../state/answers.ts';
import { type AttemptState, answeredCount } from '../state/attempt-session.ts';
import css from './QuestionNavigator.module.css';

type QuestionNavigatorProps = { state: AttemptState; onMove: (to: number) => void };

export function QuestionNavigator({ state, onMove }: QuestionNavigatorProps) {
  const { t } = useTranslation('assessment');
  const { questions, current, flags, answers } = state;
  return (
    <section className={css.navigator} aria-label={t('navigator.title')}>
      <div className={css.head}>
        <h2 className={css.title}>{t('navigator.title')}</h2>
        <span className="ly-dimmed ly-tabular">
          {t('navigator.answered', { answered: answeredCount(state), count: questions.length })}
        </span>
      </div>
      <ol className={css.grid}>
        {questions.map(({ id }, index) => {
          const answered = isAnswered(answers[id]?.answer);
          const flagged = flags.includes(id);
          const words = [
            t('navigator.question', { number: index + 1 }),
            t(answered ? 'navigator.is_answered' : 'navigator.is_open'),
            flagged && t('navigator.is_flagged'),
          ];
          return (
            <li key={id}>
              <button
                type="button"
                className={css.cell}
                data-answered={answered || undefined}
                data-flagged={flagged || undefined}
                aria-current={index === current ? 'step' : undefined}
                aria-label={words.filter(Boolean).join(', ')}
                onClick={() => onMove(index)}
              >
                {index + 1}
              </button>
            </li>
          );
        })}
      </ol>
      <ul className={css.legend} aria-hidden="true">
        <li>
          <span className={css.cell} data-answered data-sample /> {t('navigator.legend.answered')}
        </li>
        <li>
          <span className={css.cell} data-here data-sample /> {t('navigator.legend.here')}
        </li>
        <li>
          <span className={css.cell} data-sample /> {t('navigator.legend.open')}
        </li>
        <li>
          <span className={css.cell} data-flagged data-sample /> {t('navigator.legend.flagged')}
        </li>
      </ul>
    </section>
  );
}
