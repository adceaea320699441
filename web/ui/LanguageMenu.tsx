// Chooses the language. The words are each language's own name, never a flag.
import { IconLanguage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { languages, setLanguage } from '#web/lib/i18n.ts';
import { ActionMenu, type MenuAction } from './ActionMenu.tsx';

/** The choices as menu entries, for a menu that has more than these. */
export function useLanguageActions({ heading }: { heading?: string } = {}): MenuAction[] {
  const { i18n } = useTranslation('ui');
  return languages.map((language, index) => ({
    label: language.name,
    heading: index === 0 ? heading : undefined,
    checked: language.code === i18n.language,
    lang: language.code,
    onSelect: () => void setLanguage(language.code),
  }));
}

export function LanguageMenu() {
  const { t, i18n } = useTranslation('ui');
  const actions = useLanguageActions();
  const current = languages.find((language) => language.code === i18n.language)?.name ?? i18n.language;
  return (
    <ActionMenu
      actions={actions}
      look="link"
      label={t('language.label', { language: current })}
      words={current}
      icon={<IconLanguage size={18} stroke={1.5} aria-hidden="true" />}
    />
  );
}
