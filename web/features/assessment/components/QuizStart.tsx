// Before an attempt: what it asks, when it would end, and what one has reached so far.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ListedAttempt, QuizDetail } from '#contract/assessment.ts';
import { useNow } from '#web/lib/clock.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { Note } from '#web/ui/Note.tsx';
import { problemText } from '#web/ui/problem.ts';
import { Status } from '#web/ui/Status.tsx';
import css from './QuizStart.module.css';

type QuizStartProps = {
  quiz: QuizDetail;
  attempts: readonly ListedAttempt[];
  hrefOfAttempt: (attempt_id: string) => string;
  isStarting: boolean;
  error: unknown;
  onStart: () => void;
};

export function QuizStart({ quiz, attempts, hrefOfAttempt, isStarting, error, onStart }: QuizStartProps) {
  const { t } = useTranslation('assessment');
  const left = quiz.standing?.attempts_left;
  const isUsedUp = left === 0;
  const words = quiz.standing?.passed ? 'again' : attempts.length > 0 ? 'retry' : 'start';
  return (
    <article className={css.start}>
      <header>
        <h1 className={css.title}>{quiz.title}</h1>
        {quiz.description && <p className={css.description}>{quiz.description}</p>}
      </header>
      <Rules quiz={quiz} />
      {error !== null && (
        <Note tone="overdue" isAlert>
          {problemText(error, t)}
        </Note>
      )}
      {quiz.question_count === 0 && <Note tone="plain">{t('start.empty')}</Note>}
      {isUsedUp && (
        <Note tone={quiz.standing?.passed ? 'ok' : 'due'}>
          {t(quiz.standing?.passed ? 'start.used_up_passed' : 'start.used_up')}
        </Note>
      )}
      {quiz.question_count > 0 && !isUsedUp && (
        <div className={css.door}>
          <Button variant="filled" size="lg" loading={isStarting} onClick={onStart}>
            {t(`start.door.${words}`)}
          </Button>
          <WhenItEnds quiz={quiz} />
        </div>
      )}
      {attempts.length > 0 && <Earlier attempts={attempts} hrefOfAttempt={hrefOfAttempt} />}
    </article>
  );
}

function Rules({ quiz }: { quiz: QuizDetail }) {
  const { t } = useTranslation('assessment');
  const format = useFormat();
  const seconds = quiz.time_limit_seconds;
  const rows = [
    { term: t('start.questions'), value: format.number(quiz.question_count) },
    { term: t('about.to_pass'), value: format.percent(quiz.pass_percent) },
    {
      term: t('start.attempts'),
      value:
        quiz.max_attempts === null
          ? t('start.unlimited')
          : t('start.left_of', {
              left: quiz.standing?.attempts_left ?? quiz.max_attempts,
              count: quiz.max_attempts,
            }),
    },
    {
      term: t('start.time'),
      value:
        seconds === null
          ? t('start.no_limit')
          : seconds % 60 === 0
            ? format.minutes(seconds / 60)
            : format.clock(seconds),
    },
  ];
  return (
    <dl className={css.rules}>
      {rows.map(({ term, value }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The end is a promise of the server's: it never moves because a window was closed. */
function WhenItEnds({ quiz }: { quiz: QuizDetail }) {
  const { t } = useTranslation('assessment');
  const format = useFormat();
  const moment = useNow(1);
  if (quiz.time_limit_seconds === null) return <p className={css.reason}>{t('start.saved_always')}</p>;
  const ends = new Date(moment.getTime() + quiz.time_limit_seconds * 1000);
  return (
    <p className={css.reason}>
      {t('start.ends', { time: `${format.timeWithSeconds(ends)} ${format.zoneOf(ends)}` })}
    </p>
  );
}

function Earlier({ attempts, hrefOfAttempt }: Pick<QuizStartProps, 'attempts' | 'hrefOfAttempt'>) {
  const { t } = useTranslation('assessment');
  const format = useFormat();
  return (
    <section className={css.earlier} aria-labelledby="earlier-attempts">
      <h2 id="earlier-attempts" className={css.heading}>
        {t('start.earlier')}
      </h2>
      <ul className={css.attempts}>
        {attempts.map((attempt) => (
          <li key={attempt.id}>
            <AppLink href={hrefOfAttempt(attempt.id)} className={css.attempt}>
              <b>{t('start.attempt', { number: attempt.number })}</b>
              <span className="ly-dimmed">
                {attempt.submitted_at && format.dateTime(attempt.submitted_at)}
              </span>
              <Status kind={attempt.passed ? 'ok' : 'failed'} look="quiet">
                {t(attempt.passed ? 'start.passed' : 'start.failed', {
                  percent: format.percent(attempt.percent ?? 0),
                })}
              </Status>
            </AppLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
