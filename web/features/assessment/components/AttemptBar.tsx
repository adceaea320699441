// The bar below the question. Wide: back, the keys, forward. On a phone: the test's own five actions.
import { Button } from '@mantine/core';
import {
  IconArrowLeft,
  IconArrowRight,
  IconChevronLeft,
  IconChevronRight,
  IconCircleCheck,
  IconFlag,
  IconFlagFilled,
  IconLayoutGrid,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '#web/ui/Kbd.tsx';
import { hasChoices, letterOf } from '../state/answers.ts';
import { type AttemptState, answeredCount } from '../state/attempt-session.ts';
import css from './AttemptBar.module.css';

type AttemptBarProps = {
  state: AttemptState;
  onMove: (to: number) => void;
  onFlag: () => void;
  onHandIn: () => void;
  onNavigator: () => void;
};

export function AttemptBar(props: AttemptBarProps) {
  return (
    <div className={css.bar}>
      <WideBar {...props} />
      <PhoneBar {...props} />
    </div>
  );
}

function WideBar({ state, onMove, onHandIn }: AttemptBarProps) {
  const { t } = useTranslation('assessment');
  const { current, questions } = state;
  const isLast = current === questions.length - 1;
  return (
    <div className={css.wide}>
      <span className={css.side}>
        {current > 0 && (
          <Button
            className={css.button}
            leftSection={<IconChevronLeft size={18} stroke={1.5} className="ly-flip" aria-hidden="true" />}
            onClick={() => onMove(current - 1)}
          >
            {t('bar.question', { number: current })}
          </Button>
        )}
      </span>
      <Keys state={state} />
      <span className={css.side}>
        {isLast ? (
          <Button className={css.button} variant="filled" onClick={onHandIn}>
            {t('bar.hand_in')}
          </Button>
        ) : (
          <Button
            className={css.button}
            variant="filled"
            rightSection={<IconChevronRight size={18} stroke={1.5} className="ly-flip" aria-hidden="true" />}
            onClick={() => onMove(current + 1)}
          >
            {t('bar.question', { number: current + 2 })}
          </Button>
        )}
      </span>
    </div>
  );
}

function Keys({ state }: { state: AttemptState }) {
  const { t } = useTranslation('assessment');
  const question = state.questions[state.current];
  const last = question && hasChoices(question.kind) && letterOf(question.choices.length - 1);
  return (
    <span className={css.keys}>
      {last && (
        <>
          <Kbd>A</Kbd> {t('bar.to')} <Kbd>{last}</Kbd> {t('bar.choose')} ·{' '}
        </>
      )}
      <Kbd>F</Kbd> {t('bar.to_flag')} ·{' '}
      <span className="ly-ltr">
        <Kbd>
          <IconArrowLeft size={12} stroke={2} aria-label={t('bar.arrow_left')} />
        </Kbd>{' '}
        <Kbd>
          <IconArrowRight size={12} stroke={2} aria-label={t('bar.arrow_right')} />
        </Kbd>
      </span>{' '}
      {t('bar.to_move')}
    </span>
  );
}

function PhoneBar({ state, onMove, onFlag, onHandIn, onNavigator }: AttemptBarProps) {
  const { t } = useTranslation('assessment');
  const { current, questions, flags } = state;
  const isFlagged = flags.includes(questions[current]?.id ?? '');
  const isLast = current === questions.length - 1;
  return (
    <div className={css.phone}>
      <Place
        icon={IconChevronLeft}
        flips
        label={t('bar.previous')}
        isOff={current === 0}
        onSelect={() => onMove(current - 1)}
      />
      <Place
        icon={IconLayoutGrid}
        label={t('bar.place', { answered: answeredCount(state), count: questions.length })}
        onSelect={onNavigator}
      />
      <Place
        icon={isFlagged ? IconFlagFilled : IconFlag}
        label={t('bar.flag')}
        tone={isFlagged ? 'due' : undefined}
        isPressed={isFlagged}
        onSelect={onFlag}
      />
      <Place
        icon={IconCircleCheck}
        label={t('bar.hand_in')}
        tone={isLast ? 'strong' : undefined}
        onSelect={onHandIn}
      />
      <Place
        icon={IconChevronRight}
        flips
        label={t('bar.next')}
        tone={isLast ? undefined : 'strong'}
        isOff={isLast}
        onSelect={() => onMove(current + 1)}
      />
    </div>
  );
}

type PlaceProps = {
  icon: ComponentType<{ size?: number; stroke?: number; className?: string }>;
  label: string;
  onSelect: () => void;
  flips?: boolean;
  tone?: 'strong' | 'due' | undefined;
  isOff?: boolean;
  isPressed?: boolean;
};

function Place({ icon: Icon, label, onSelect, flips, tone, isOff = false, isPressed }: PlaceProps) {
  return (
    <button
      type="button"
      className={css.place}
      data-tone={tone}
      disabled={isOff}
      aria-pressed={isPressed}
      onClick={onSelect}
    >
      <span aria-hidden="true">
        <Icon size={22} stroke={1.5} className={flips ? 'ly-flip' : undefined} />
      </span>
      <span className={css.word}>{label}</span>
    </button>
  );
}
