// The menu behind one's own picture: profile, language, colour scheme, signing out.
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ActionMenu, type MenuAction } from '#web/ui/ActionMenu.tsx';
import { useColorSchemeActions } from '#web/ui/ColorSchemeMenu.tsx';
import { useLanguageActions } from '#web/ui/LanguageMenu.tsx';
import { PersonAvatar } from '#web/ui/PersonAvatar.tsx';
import type { FramePerson } from './AppFrame.tsx';
import css from './PersonMenu.module.css';

export function PersonMenu({ person, onSignOut }: { person: FramePerson; onSignOut: () => void }) {
  const { t } = useTranslation('shell');
  const actions: MenuAction[] = [
    { label: t('person.profile'), href: '/profile', icon: IconUserCircle },
    ...useLanguageActions({ heading: t('person.language') }),
    ...useColorSchemeActions({ heading: t('person.color_scheme') }),
    { label: t('person.sign_out'), onSelect: onSignOut, icon: IconLogout, separated: true },
  ];
  return (
    <ActionMenu
      actions={actions}
      label={t('person.menu', { name: person.display_name })}
      title={person.email}
    >
      {(opener) => <PersonButton person={person} opener={opener} />}
    </ActionMenu>
  );
}

/** Passes on what the menu adds to it. */
function PersonButton({ person, opener, ...rest }: { person: FramePerson; opener: object }) {
  const { t } = useTranslation('shell');
  const label = t('person.menu', { name: person.display_name });
  return (
    <button type="button" {...opener} {...rest} className={css.button}>
      <PersonAvatar id={person.id} name={person.display_name} picture={person.avatar_url} size={28} />
      <span className={css.name}>{label}</span>
    </button>
  );
}
