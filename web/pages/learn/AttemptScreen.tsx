// A test in progress: questions at the start, one question in the middle, the bar below; timer, saving and handing in
// above. The same screen serves an attempt that counts and an author's trial.
import { Button, Drawer } from '@mantine/core';
import { type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer } from '#contract/assessment.ts';
import { AttemptBar } from '#web/features/assessment/components/AttemptBar.tsx';
import { AttemptTimer } from '#web/features/assessment/components/AttemptTimer.tsx';
import { HandInDialog } from '#web/features/assessment/components/HandInDialog.tsx';
import { LineBanner } from '#web/features/assessment/components/LineBanner.tsx';
import { QuestionNavigator } from '#web/features/assessment/components/QuestionNavigator.tsx';
import { QuestionView } from '#web/features/assessment/components/QuestionView.tsx';
import { choiceOfKey, withChoice } from '#web/features/assessment/state/answers.ts';
import type { AttemptRunner } from '#web/features/assessment/state/attempt-runner.ts';
import type { AttemptState } from '#web/features/assessment/state/attempt-session.ts';
import { saveStateOf } from '#web/features/assessment/state/save-state.ts';
import { useAttemptKeys } from '#web/features/assessment/use-attempt-keys.ts';
import { FocusFrame } from '#web/shell/FocusFrame.tsx';
import { SaveState } from '#web/ui/SaveState.tsx';
import css from './AttemptScreen.module.css';

type AttemptScreenProps = {
  title: string;
  course_title: string;
  back: { href: string; label: string };
  runner: AttemptRunner;
  state: AttemptState;
  /** Below the navigator: the rules of this attempt. */
  about: ReactNode;
  badge?: ReactNode;
  isTrial?: boolean;
};

export function AttemptScreen({
  title,
  course_title,
  back,
  runner,
  state,
  about,
  badge,
  isTrial = false,
}: AttemptScreenProps) {
  const { t } = useTranslation('assessment');
  const [overlay, setOverlay] = useState<'none' | 'hand_in' | 'navigator'>('none');
  const question = state.questions[state.current];
  const move = useCallback(
    (to: number) => {
      setOverlay('none');
      runner.move(to);
    },
    [runner],
  );
  const flag = useCallback(() => question && runner.turnFlag(question.id), [runner, question]);
  useKeys(runner, state, flag, overlay === 'none');
  if (!question) return null;
  const openHandIn = () => setOverlay('hand_in');
  const navigator = <QuestionNavigator state={state} onMove={move} />;
  const answer = (given: Answer, options: { isTyping: boolean }) =>
    runner.answer(question.id, given, options);
  return (
    <FocusFrame
      title={title}
      back={back}
      badge={badge ?? <span className={css.course}>{course_title}</span>}
      center={<AttemptTimer state={state} />}
      actions={
        <>
          {!isTrial && <SaveState value={saveStateOf(state)} />}
          <Button className={css.handIn} onClick={openHandIn}>
            {t('page.hand_in')}
          </Button>
        </>
      }
      banner={
        isTrial ? undefined : (
          <LineBanner
            state={state}
            signInHref={`/sign-in?next=${encodeURIComponent(window.location.pathname)}`}
            onDismiss={runner.dismiss}
          />
        )
      }
      outline={
        <div className={css.side}>
          {navigator}
          {about}
        </div>
      }
      bar={
        <AttemptBar
          state={state}
          onMove={move}
          onFlag={flag}
          onHandIn={openHandIn}
          onNavigator={() => setOverlay('navigator')}
        />
      }
    >
      <div data-full-width className={css.stage}>
        <QuestionView
          question={question}
          number={state.current + 1}
          question_count={state.questions.length}
          answer={state.answers[question.id]?.answer}
          isFlagged={state.flags.includes(question.id)}
          onAnswer={answer}
          onFlag={flag}
        />
      </div>
      <HandInDialog
        isOpen={overlay === 'hand_in'}
        state={state}
        onClose={() => setOverlay('none')}
        onMove={move}
        onHandIn={() => void runner.handIn()}
      />
      <Drawer
        opened={overlay === 'navigator'}
        onClose={() => setOverlay('none')}
        position="bottom"
        size="auto"
        title={title}
        closeButtonProps={{ 'aria-label': t('common:action.close') }}
      >
        <div className={css.drawer}>
          {navigator}
          {about}
        </div>
      </Drawer>
    </FocusFrame>
  );
}

function useKeys(runner: AttemptRunner, state: AttemptState, flag: () => void, isOn: boolean): void {
  const { current, questions, answers } = state;
  const question = questions[current];
  const choose = useCallback(
    (key: string) => {
      const choice = question?.choices[choiceOfKey(key, question.choices.length) ?? -1];
      if (question && choice)
        runner.answer(question.id, withChoice(question, answers[question.id]?.answer, choice.id));
      return choice !== undefined;
    },
    [runner, question, answers],
  );
  const previous = useCallback(() => runner.move(current - 1), [runner, current]);
  const next = useCallback(() => runner.move(current + 1), [runner, current]);
  useAttemptKeys({ choose, flag, previous, next }, isOn);
}
