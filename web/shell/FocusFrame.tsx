// The frame of the player and of tests: one way back, the title, progress, and nothing else around the work.
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import css from './FocusFrame.module.css';
import { SkipLink } from './SkipLink.tsx';

type FocusFrameProps = {
  title: string;
  back: { href: string; label: string };
  /** Beside the title: version, state. */
  badge?: ReactNode;
  /** In the middle of the bar: the timer of a test. */
  center?: ReactNode;
  /** Progress, at the end of the bar. */
  progress?: ReactNode;
  /** Icon buttons at the end of the bar. */
  actions?: ReactNode;
  /** Across the frame below the bar: the line is down, the session has ended. */
  banner?: ReactNode;
  /** Outline at the start and notes at the end; both leave on a phone. */
  outline?: ReactNode;
  aside?: ReactNode;
  /** The bar at the bottom: previous, next, done. */
  bar?: ReactNode;
  children: ReactNode;
};

export function FocusFrame({
  title,
  back,
  badge,
  center,
  progress,
  actions,
  banner,
  outline,
  aside,
  bar,
  children,
}: FocusFrameProps) {
  const { t } = useTranslation('shell');
  return (
    <div className={css.frame}>
      <SkipLink />
      <header className={css.top}>
        <AppLink href={back.href} className={css.back} aria-label={back.label} title={back.label}>
          <IconArrowLeft size={20} stroke={1.5} className="ly-flip" aria-hidden="true" />
        </AppLink>
        <span className={css.title}>{title}</span>
        {badge}
        {center && <div className={css.center}>{center}</div>}
        <div className={css.end}>
          {progress && <div className={css.progress}>{progress}</div>}
          {actions}
        </div>
      </header>
      {banner}
      <div className={css.body}>
        {outline && (
          <nav className={css.outline} aria-label={t('focus.outline')}>
            {outline}
          </nav>
        )}
        <div className={css.column}>
          <main id="main" tabIndex={-1} className={css.main}>
            {children}
          </main>
          {bar && (
            <section className={css.bar} aria-label={t('focus.bar')}>
              {bar}
            </section>
          )}
        </div>
        {aside && (
          <aside className={css.aside} aria-label={t('focus.aside')}>
            {aside}
          </aside>
        )}
      </div>
    </div>
  );
}
