// An author's trial of the draft: taken and scored like a real attempt, stored nowhere.
import { Badge, Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PreviewResult, QuizDetail } from '#contract/assessment.ts';
import { usePreviewQuiz } from '#web/features/assessment/assessment.mutations.ts';
import { EmptyQuiz } from '#web/features/assessment/components/EmptyQuiz.tsx';
import { ResultView } from '#web/features/assessment/components/ResultView.tsx';
import { createTrialRunner, openQuestionsOf } from '#web/features/assessment/state/trial-runner.ts';
import { useAttempt } from '#web/features/assessment/use-attempt.ts';
import { FocusFrame } from '#web/shell/FocusFrame.tsx';
import { Note } from '#web/ui/Note.tsx';
import css from './AttemptScreen.module.css';
import { AttemptScreen } from './AttemptScreen.tsx';

export function TrialScreen({ quiz }: { quiz: QuizDetail }) {
  const { t } = useTranslation('assessment');
  const [turn, setTurn] = useState(0);
  const [result, setResult] = useState<PreviewResult | null>(null);
  const back = { href: `/teach/courses/${quiz.course_id}`, label: t('trial.back') };
  const badge = <Badge>{t('trial.badge')}</Badge>;
  if (quiz.questions.length === 0) {
    return (
      <FocusFrame title={quiz.title} back={back} badge={badge}>
        <EmptyQuiz />
      </FocusFrame>
    );
  }
  if (!result) return <Trial key={turn} quiz={quiz} back={back} badge={badge} onScored={setResult} />;
  const again = () => {
    setResult(null);
    setTurn(turn + 1);
  };
  const shown = {
    ...result,
    pass_percent: quiz.pass_percent,
    feedback_mode: 'full' as const,
    questions: openQuestionsOf(quiz),
    submitted_by: null,
    submitted_at: null,
    attempts_left: null,
  };
  return (
    <FocusFrame title={quiz.title} back={back} badge={badge}>
      <div className={css.notice}>
        <Note tone="plain">{t('trial.notice')}</Note>
      </div>
      <ResultView
        result={shown}
        actions={
          <Button size="lg" variant="filled" onClick={again}>
            {t('trial.again')}
          </Button>
        }
      />
    </FocusFrame>
  );
}

type TrialProps = {
  quiz: QuizDetail;
  back: { href: string; label: string };
  badge: React.ReactNode;
  onScored: (result: PreviewResult) => void;
};

function Trial({ quiz, back, badge, onScored }: TrialProps) {
  const { t } = useTranslation('assessment');
  const preview = usePreviewQuiz(quiz.id);
  const { runner, state } = useAttempt(() =>
    createTrialRunner({
      quiz,
      score: (answers) =>
        preview.mutateAsync(answers).then(
          (result) => {
            onScored(result);
            return true;
          },
          () => false,
        ),
    }),
  );
  return (
    <AttemptScreen
      title={quiz.title}
      course_title=""
      back={back}
      badge={badge}
      runner={runner}
      state={state}
      about={<Note tone="plain">{t('trial.notice')}</Note>}
      isTrial
    />
  );
}
