// The main navigation on a phone: five places at the bottom, the rest behind "More".
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ActionMenu } from '#web/ui/ActionMenu.tsx';
import { AppLink } from '#web/ui/AppLink.tsx';
import css from './BottomBar.module.css';
import { currentEntry, type NavigationEntry, splitForPhone } from './navigation.ts';

export function BottomBar({ entries, pathname }: { entries: readonly NavigationEntry[]; pathname: string }) {
  const { t } = useTranslation('shell');
  const { shown, rest } = splitForPhone(entries);
  const current = currentEntry(entries, pathname);
  const wordsOf = (entry: NavigationEntry) => t(`navigation.${entry.id}`);
  const more = rest.map((entry, index) => ({
    label: wordsOf(entry),
    href: entry.href,
    icon: entry.icon,
    heading:
      entry.section !== 'main' && entry.section !== rest[index - 1]?.section
        ? t(`navigation.section.${entry.section}`)
        : undefined,
  }));
  return (
    <nav className={css.bar} aria-label={t('navigation.phone_label')}>
      {shown.map((entry) => (
        <AppLink
          key={entry.id}
          href={entry.href}
          className={css.place}
          aria-current={entry === current ? 'page' : undefined}
        >
          <entry.icon size={22} stroke={1.5} aria-hidden="true" />
          <span className={css.word}>{wordsOf(entry)}</span>
        </AppLink>
      ))}
      {rest.length > 0 && (
        <ActionMenu actions={more} label={t('navigation.more')}>
          {(opener) => (
            <MorePlace isCurrent={current !== undefined && rest.includes(current)} opener={opener} />
          )}
        </ActionMenu>
      )}
    </nav>
  );
}

type MorePlaceProps = { isCurrent: boolean; opener: object };

/** Passes on what the menu adds to it. */
function MorePlace({ isCurrent, opener, ...rest }: MorePlaceProps) {
  const { t } = useTranslation('shell');
  return (
    <button type="button" {...opener} {...rest} className={css.place} data-current={isCurrent || undefined}>
      <IconDots size={22} stroke={1.5} aria-hidden="true" />
      <span className={css.word}>{t('navigation.more')}</span>
    </button>
  );
}
