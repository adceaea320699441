// The top bar: rail switch and path at the start, search in the middle, notifications and the person at the end.
import { ActionIcon } from '@mantine/core';
import { IconLayoutSidebar } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { Logo } from '#web/ui/Logo.tsx';
import type { FramePerson } from './AppFrame.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import css from './TopBar.module.css';

type TopBarProps = {
  person: FramePerson;
  rail: { isCollapsed: boolean; toggle: () => void };
  pathRef: (element: HTMLElement | null) => void;
  search?: ReactNode;
  bell?: ReactNode;
  onSignOut: () => void;
};

export function TopBar({ person, rail, pathRef, search, bell, onSignOut }: TopBarProps) {
  const { t } = useTranslation('shell');
  return (
    <header className={css.bar}>
      <div className={css.start}>
        <AppLink href="/" className={css.logo} aria-label={t('navigation.home')}>
          <Logo />
        </AppLink>
        <div className={css.switch}>
          <ActionIcon aria-label={t('rail.toggle')} aria-pressed={!rail.isCollapsed} onClick={rail.toggle}>
            <IconLayoutSidebar size={20} stroke={1.5} className="ly-flip" />
          </ActionIcon>
        </div>
        <div ref={pathRef} className={css.path} />
      </div>
      <div className={css.middle}>{search}</div>
      <div className={css.end}>
        {bell}
        <PersonMenu person={person} onSignOut={onSignOut} />
      </div>
    </header>
  );
}
