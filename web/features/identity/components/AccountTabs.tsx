// The pages about oneself, as tabs that are links.
import { useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import css from './Profile.module.css';

const tabs = [
  { href: '/profile', word: 'tab_profile' },
  { href: '/profile/training', word: 'tab_training' },
  { href: '/profile/security', word: 'tab_security' },
  { href: '/profile/activity', word: 'tab_activity' },
] as const;

export function AccountTabs() {
  const { t } = useTranslation('identity');
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <nav className={css.tabs} aria-label={t('profile.tabs')}>
      {tabs.map(({ href, word }) => (
        <AppLink
          key={href}
          href={href}
          className={css.tab}
          aria-current={pathname === href ? 'page' : undefined}
        >
          {t(`profile.${word}`)}
        </AppLink>
      ))}
    </nav>
  );
}
