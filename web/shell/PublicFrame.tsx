// The frame of pages without a session: landing, catalog, certificate check.
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { ColorSchemeMenu } from '#web/ui/ColorSchemeMenu.tsx';
import { LanguageMenu } from '#web/ui/LanguageMenu.tsx';
import { Logo } from '#web/ui/Logo.tsx';
import { FrameFooter } from './FrameFooter.tsx';
import css from './PublicFrame.module.css';
import { SkipLink } from './SkipLink.tsx';

type PublicFrameProps = {
  children: ReactNode;
  /** A signed-in person gets the way back into the application instead of "Sign in". */
  isSignedIn?: boolean;
  /** Beside the mark: the organization, or what this page is. */
  subtitle?: string;
  /** `sunken` lets a single card stand out (certificate check). */
  ground?: 'body' | 'sunken';
};

export function PublicFrame({ children, isSignedIn = false, subtitle, ground = 'body' }: PublicFrameProps) {
  const { t } = useTranslation('shell');
  return (
    <div className={css.frame} data-ground={ground}>
      <SkipLink />
      <header className={css.header}>
        <AppLink href="/" className={css.brand}>
          <Logo />
          <span>Lyceum</span>
        </AppLink>
        {subtitle && <span className={css.subtitle}>{subtitle}</span>}
        <nav className={css.links} aria-label={t('navigation.label')}>
          <AppLink href="/catalog" className={css.link}>
            {t('navigation.catalog')}
          </AppLink>
        </nav>
        <div className={css.end}>
          <Button
            component={AppLink}
            href={isSignedIn ? '/' : '/sign-in'}
            variant={isSignedIn ? 'default' : 'filled'}
          >
            {isSignedIn ? t('public.to_app') : t('public.sign_in')}
          </Button>
        </div>
      </header>
      <main id="main" tabIndex={-1} className={css.main}>
        {children}
      </main>
      <FrameFooter>
        <LanguageMenu />
        <ColorSchemeMenu />
      </FrameFooter>
    </div>
  );
}
