// The bar below the lesson on a phone: the five actions of a lesson, instead of the application's own places.
import {
  IconBook2,
  IconChevronLeft,
  IconChevronRight,
  IconCircleCheck,
  IconCircleCheckFilled,
  IconList,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import type { Neighbour, PlayerBarProps } from './PlayerBar.tsx';
import css from './PlayerPhoneBar.module.css';

type PlayerPhoneBarProps = Omit<PlayerBarProps, 'onward'>;

export function PlayerPhoneBar({ previous, next, done, course, onOutline }: PlayerPhoneBarProps) {
  const { t } = useTranslation('player');
  const size = { size: 22, stroke: 1.5, 'aria-hidden': true } as const;
  const DoneIcon = done?.isDone ? IconCircleCheckFilled : IconCircleCheck;
  return (
    <div className={css.phone}>
      <Place
        to={previous}
        words={t('bar.previous')}
        label={t('bar.previous_lesson', { title: previous?.title })}
      >
        <IconChevronLeft {...size} className="ly-flip" />
      </Place>
      <button type="button" className={css.place} onClick={onOutline}>
        <IconList {...size} className="ly-flip" />
        <span className={css.word}>{t('bar.outline')}</span>
      </button>
      {done && (
        <button
          type="button"
          className={css.place}
          aria-pressed={done.isDone}
          data-done={done.isDone || undefined}
          onClick={done.onSelect}
        >
          <DoneIcon {...size} />
          <span className={css.word}>{t('bar.done')}</span>
        </button>
      )}
      <AppLink href={course.href} className={css.place}>
        <IconBook2 {...size} />
        <span className={css.word}>{t('bar.course')}</span>
      </AppLink>
      <Place to={next} words={t('bar.next')} label={t('bar.next_lesson', { title: next?.title })} isStrong>
        <IconChevronRight {...size} className="ly-flip" />
      </Place>
    </div>
  );
}

type PlaceProps = {
  to: Neighbour | null;
  words: string;
  label: string;
  isStrong?: boolean;
  children: ReactNode;
};

/** At the first and the last lesson one place leads nowhere; it keeps its room, so that the others do not move. */
function Place({ to, words, label, isStrong, children }: PlaceProps) {
  const content = (
    <>
      {children}
      <span className={css.word}>{words}</span>
    </>
  );
  if (!to) {
    return (
      <span className={css.place} data-nowhere aria-hidden="true">
        {content}
      </span>
    );
  }
  return (
    <AppLink href={to.href} className={css.place} aria-label={label} data-strong={isStrong || undefined}>
      {content}
    </AppLink>
  );
}
