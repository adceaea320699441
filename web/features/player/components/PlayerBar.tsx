// The bar below the lesson. Wide: previous, the keys, and the one thing to do next. On a phone: five actions.
import { Button } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { Kbd } from '#web/ui/Kbd.tsx';
import css from './PlayerBar.module.css';
import { PlayerPhoneBar } from './PlayerPhoneBar.tsx';

export type Neighbour = { title: string; href: string };

/** What the strong button at the end does. */
export type Onward =
  | { kind: 'complete'; words: string; onSelect: () => void; isBusy: boolean }
  | { kind: 'open'; words: string; href: string; isStrong: boolean };

export type PlayerBarProps = {
  previous: Neighbour | null;
  next: Neighbour | null;
  onward: Onward;
  /** Undefined where nothing is marked done (previews). */
  done?: { isDone: boolean; onSelect: () => void };
  course: { href: string };
  onOutline: () => void;
};

export function PlayerBar(props: PlayerBarProps) {
  return (
    <div className={css.bar}>
      <WideBar {...props} />
      <PlayerPhoneBar {...props} />
    </div>
  );
}

function WideBar({ previous, next, onward }: PlayerBarProps) {
  const { t } = useTranslation('player');
  return (
    <div className={css.wide}>
      <span className={css.side}>
        {previous && (
          <Button
            component={AppLink}
            href={previous.href}
            className={css.button}
            aria-label={t('bar.previous_lesson', { title: previous.title })}
            leftSection={<IconChevronLeft size={18} stroke={1.5} className="ly-flip" aria-hidden="true" />}
          >
            {previous.title}
          </Button>
        )}
      </span>
      <span className={css.keys}>{(previous || next) && <MoveKeys />}</span>
      <span className={css.side}>
        <OnwardButton onward={onward} />
      </span>
    </div>
  );
}

function MoveKeys() {
  const { t } = useTranslation('player');
  return (
    <>
      <span className="ly-ltr">
        <Kbd>
          <IconArrowLeft size={14} stroke={1.5} aria-label={t('bar.arrow_left')} />
        </Kbd>{' '}
        <Kbd>
          <IconArrowRight size={14} stroke={1.5} aria-label={t('bar.arrow_right')} />
        </Kbd>
      </span>{' '}
      {t('bar.to_move')}
    </>
  );
}

function OnwardButton({ onward }: { onward: Onward }) {
  const chevron = <IconChevronRight size={18} stroke={1.5} className="ly-flip" aria-hidden="true" />;
  if (onward.kind === 'complete') {
    return (
      <Button
        variant="filled"
        className={css.button}
        rightSection={chevron}
        onClick={onward.onSelect}
        loading={onward.isBusy}
      >
        {onward.words}
      </Button>
    );
  }
  return (
    <Button
      component={AppLink}
      href={onward.href}
      variant={onward.isStrong ? 'filled' : 'default'}
      className={css.button}
      rightSection={chevron}
    >
      {onward.words}
    </Button>
  );
}
