// A quiz before one begins it: its rules, the best result so far, and the way in.
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { QuizDetail, QuizStanding } from '#contract/assessment.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { Note } from '#web/ui/Note.tsx';
import { problemText } from '#web/ui/problem.ts';
import { Status } from '#web/ui/Status.tsx';
import { quizQuery } from '../quiz.queries.ts';
import css from './QuizCard.module.css';

type QuizCardProps = {
  quiz_id: string;
  /** Where the quiz is taken. */
  href: string;
};

export function QuizCard({ quiz_id, href }: QuizCardProps) {
  const { t } = useTranslation('player');
  const { data: quiz, error, refetch } = useQuery({ ...quizQuery(quiz_id), staleTime: 0 });
  if (quiz) return <QuizRules quiz={quiz} href={href} />;
  if (!error) return <Skeleton height={280} radius="lg" />;
  return (
    <Note tone="due" title={problemText(error, t)}>
      <Button size="xs" mt="xs" onClick={() => void refetch()}>
        {t('common:action.retry')}
      </Button>
    </Note>
  );
}

function QuizRules({ quiz, href }: { quiz: QuizDetail; href: string }) {
  const { t } = useTranslation('player');
  const format = useFormat();
  const rules = [
    { term: t('quiz.questions'), value: format.number(quiz.question_count) },
    { term: t('quiz.to_pass'), value: format.percent(quiz.pass_percent) },
    { term: t('quiz.attempts'), value: <Attempts quiz={quiz} /> },
    {
      term: t('quiz.time'),
      value: quiz.time_limit_seconds === null ? t('quiz.no_limit') : <TimeLimit quiz={quiz} />,
    },
    { term: t('quiz.feedback'), value: t(`quiz.feedback_mode.${quiz.feedback_mode}`) },
  ];
  return (
    <section className={css.card} aria-label={t('quiz.label')}>
      {quiz.description && <p className={css.description}>{quiz.description}</p>}
      <dl className={css.rules}>
        {rules.map(({ term, value }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {quiz.standing && <BestResult standing={quiz.standing} />}
      <QuizDoor quiz={quiz} href={href} />
    </section>
  );
}

function Attempts({ quiz }: { quiz: QuizDetail }) {
  const { t } = useTranslation('player');
  if (quiz.max_attempts === null) return t('quiz.unlimited');
  const left = quiz.standing?.attempts_left ?? quiz.max_attempts;
  return t('quiz.left_of', { left, count: quiz.max_attempts });
}

function TimeLimit({ quiz }: { quiz: QuizDetail }) {
  const format = useFormat();
  const seconds = quiz.time_limit_seconds ?? 0;
  return seconds % 60 === 0 ? format.minutes(seconds / 60) : format.clock(seconds);
}

function BestResult({ standing }: { standing: QuizStanding }) {
  const { t } = useTranslation('player');
  const format = useFormat();
  if (standing.best_percent === null) return null;
  const percent = format.percent(standing.best_percent);
  return (
    <p className={css.best}>
      <Status kind={standing.passed ? 'ok' : 'in_progress'}>
        {standing.passed ? t('quiz.passed', { percent }) : t('quiz.best', { percent })}
      </Status>
    </p>
  );
}

/** The one button, or one line that says why there is none. */
function QuizDoor({ quiz, href }: { quiz: QuizDetail; href: string }) {
  const { t } = useTranslation('player');
  const { standing } = quiz;
  const isOpen = Boolean(standing?.open_attempt_id);
  const isUsedUp = !isOpen && standing?.attempts_left === 0;
  if (quiz.question_count === 0) return <p className={css.reason}>{t('quiz.empty')}</p>;
  if (isUsedUp && standing?.passed) return null;
  if (isUsedUp) return <p className={css.reason}>{t('quiz.used_up')}</p>;
  const words = isOpen ? 'go_on' : standing?.passed ? 'again' : standing?.attempts_used ? 'retry' : 'start';
  return (
    <div className={css.door}>
      <Button
        component={AppLink}
        href={href}
        size="lg"
        variant={standing?.passed && !isOpen ? 'default' : 'filled'}
      >
        {t(`quiz.door.${words}`)}
      </Button>
      {quiz.time_limit_seconds !== null && !isOpen && <p className={css.reason}>{t('quiz.clock_runs')}</p>}
    </div>
  );
}
