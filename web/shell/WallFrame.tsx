// The frame of signing in and its relatives: the form at the start, a wall of covers at the end.
import type { ReactNode } from 'react';
import { AppLink } from '#web/ui/AppLink.tsx';
import { ColorSchemeMenu } from '#web/ui/ColorSchemeMenu.tsx';
import { LanguageMenu } from '#web/ui/LanguageMenu.tsx';
import { Logo } from '#web/ui/Logo.tsx';
import { CoverWall } from './CoverWall.tsx';
import type { FooterLink } from './FrameFooter.tsx';
import css from './WallFrame.module.css';

type WallFrameProps = {
  title: string;
  /** One sentence below the title. */
  lead?: ReactNode;
  children: ReactNode;
  links?: readonly FooterLink[];
};

export function WallFrame({ title, lead, children, links = [] }: WallFrameProps) {
  return (
    <div className={css.frame}>
      <div className={css.start}>
        <header>
          <AppLink href="/" className={css.brand}>
            <Logo size={32} />
            <span>Lyceum</span>
          </AppLink>
        </header>
        <main id="main" tabIndex={-1} className={css.form}>
          <div>
            <h1 className={css.title}>{title}</h1>
            {lead && <p className={css.lead}>{lead}</p>}
          </div>
          {children}
        </main>
        <footer className={css.footer}>
          <LanguageMenu />
          <ColorSchemeMenu />
          {links.map((link) => (
            <AppLink key={link.href} href={link.href} className={css.link}>
              {link.label}
            </AppLink>
          ))}
        </footer>
      </div>
      <CoverWall />
    </div>
  );
}
