// The result: one sentence that says where one stands, what to do next, then each question as far as the quiz tells.
import { IconCircleCheckFilled, IconCircleXFilled } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FeedbackMode, OpenQuestion, QuestionFeedback } from '#contract/assessment.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { Note } from '#web/ui/Note.tsx';
import { QuestionResult } from './QuestionResult.tsx';
import css from './ResultView.module.css';

export type ShownResult = {
  score: number;
  max_score: number;
  percent: number;
  passed: boolean;
  pass_percent: number;
  feedback_mode: FeedbackMode;
  feedback: readonly QuestionFeedback[];
  questions: readonly OpenQuestion[];
  submitted_by: 'learner' | 'server' | null;
  submitted_at: string | null;
  /** Null: unlimited, or nothing to count. */
  attempts_left: number | null;
};

type ResultViewProps = {
  result: ShownResult;
  /** Whose result it is, when it is not the reader's own. */
  student_name?: string;
  /** What comes next, the strong one first. */
  actions: ReactNode;
};

export function ResultView({ result, student_name, actions }: ResultViewProps) {
  const { t } = useTranslation('assessment');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const Icon = result.passed ? IconCircleCheckFilled : IconCircleXFilled;
  return (
    <article className={css.result}>
      <header className={css.head} data-passed={result.passed || undefined}>
        <span className={css.icon} aria-hidden="true">
          <Icon size={40} />
        </span>
        <h1 ref={heading} tabIndex={-1} className={css.title}>
          {t(result.passed ? 'result.passed' : 'result.failed')}
        </h1>
        <Standing result={result} />
      </header>
      {student_name && <p className="ly-dimmed">{t('result.of', { name: student_name })}</p>}
      <HandedInByServer result={result} />
      <div className={css.actions}>{actions}</div>
      <Withheld result={result} />
      {result.feedback.length > 0 && <Questions result={result} />}
    </article>
  );
}

function Standing({ result }: { result: ShownResult }) {
  const { t } = useTranslation('assessment');
  const format = useFormat();
  const figures = {
    score: format.number(result.score, 2),
    max_score: format.number(result.max_score, 2),
    percent: format.percent(result.percent),
    pass: format.percent(result.pass_percent),
  };
  return (
    <p className={css.standing}>
      {t(result.passed ? 'result.standing_passed' : 'result.standing_failed', figures)}
      {!result.passed && result.attempts_left !== null && (
        <> {t('result.left', { count: result.attempts_left })}</>
      )}
    </p>
  );
}

function HandedInByServer({ result }: { result: ShownResult }) {
  const { t } = useTranslation('assessment');
  const format = useFormat();
  if (result.submitted_by !== 'server' || result.submitted_at === null) return null;
  return (
    <Note tone="info">
      {t('result.automatic', {
        time: `${format.time(result.submitted_at)} ${format.zoneOf(result.submitted_at)}`,
      })}
    </Note>
  );
}

function Withheld({ result }: { result: ShownResult }) {
  const { t } = useTranslation('assessment');
  if (result.feedback_mode === 'score_only') return <Note tone="plain">{t('result.score_only')}</Note>;
  if (result.feedback_mode === 'after_pass' && !result.passed)
    return <Note tone="plain">{t('result.after_pass')}</Note>;
  return null;
}

function Questions({ result }: { result: ShownResult }) {
  const { t } = useTranslation('assessment');
  const feedback = new Map(result.feedback.map((one) => [one.question_id, one]));
  return (
    <section aria-labelledby="result-questions">
      <h2 id="result-questions" className={css.heading}>
        {t('result.questions')}
      </h2>
      <ol className={css.questions}>
        {result.questions.map((question, index) => {
          const told = feedback.get(question.id);
          return (
            told && (
              <QuestionResult key={question.id} question={question} number={index + 1} feedback={told} />
            )
          );
        })}
      </ol>
    </section>
  );
}
