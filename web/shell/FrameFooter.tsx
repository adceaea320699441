// The quiet line at the end of a page.
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import css from './FrameFooter.module.css';

export type FooterLink = { label: string; href: string };

export function FrameFooter({
  links = [],
  children,
}: {
  links?: readonly FooterLink[];
  children?: React.ReactNode;
}) {
  const { t } = useTranslation('shell');
  return (
    <footer className={css.footer}>
      <span>{t('footer.powered_by')}</span>
      {links.map((link) => (
        <AppLink key={link.href} href={link.href} className={css.link}>
          {link.label}
        </AppLink>
      ))}
      {children && <div className={css.end}>{children}</div>}
    </footer>
  );
}
