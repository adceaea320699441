// The main navigation on a wide screen: icons and words, or icons alone when it is collapsed.
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { Logo } from '#web/ui/Logo.tsx';
import { currentEntry, type NavigationEntry, navigationSections } from './navigation.ts';
import css from './Rail.module.css';

type RailProps = {
  entries: readonly NavigationEntry[];
  pathname: string;
  isCollapsed: boolean;
  /** Figures beside an entry, by its id: courses that wait under "My learning". */
  counts?: Readonly<Record<string, number>>;
};

export function Rail({ entries, pathname, isCollapsed, counts = {} }: RailProps) {
  const { t } = useTranslation('shell');
  const current = currentEntry(entries, pathname);
  return (
    <nav className={css.rail} aria-label={t('navigation.label')} data-collapsed={isCollapsed || undefined}>
      <AppLink href="/" className={css.brand}>
        <Logo />
        <span className={css.word}>Lyceum</span>
      </AppLink>
      {navigationSections.map((section) => {
        const own = entries.filter((entry) => entry.section === section);
        if (own.length === 0) return null;
        const list = (
          <ul className={css.list}>
            {own.map((entry) => (
              <li key={entry.id}>
                <RailLink
                  entry={entry}
                  isCurrent={entry === current}
                  isCollapsed={isCollapsed}
                  count={counts[entry.id]}
                />
              </li>
            ))}
          </ul>
        );
        const words = section !== 'main' && t(`navigation.section.${section}`);
        // What is set up once would push what is read daily below the fold. Icons alone have no heading to open.
        if (section === 'setup' && !isCollapsed) {
          return (
            <details
              key={section}
              className={css.section}
              open={own.some((entry) => entry === current)}
              onToggle={({ currentTarget }) => currentTarget.open && showInRail(currentTarget)}
            >
              <summary className={css.opener}>
                {words}
                <IconChevronDown size={16} stroke={1.5} aria-hidden="true" />
              </summary>
              {list}
            </details>
          );
        }
        return (
          <div key={section} className={css.section}>
            {words && <h2 className={css.heading}>{words}</h2>}
            {list}
          </div>
        );
      })}
    </nav>
  );
}

type RailLinkProps = { entry: NavigationEntry; isCurrent: boolean; isCollapsed: boolean; count?: number };

function RailLink({ entry, isCurrent, isCollapsed, count = 0 }: RailLinkProps) {
  const { t } = useTranslation('shell');
  const words = t(`navigation.${entry.id}`);
  return (
    <AppLink
      href={entry.href}
      className={css.link}
      aria-current={isCurrent ? 'page' : undefined}
      ref={isCurrent ? showInRail : undefined}
      title={isCollapsed ? words : undefined}
    >
      <entry.icon size={20} stroke={1.5} aria-hidden="true" />
      <span className={css.word}>{words}</span>
      {count > 0 && <span className={css.count}>{count}</span>}
    </AppLink>
  );
}

/** Where one is may stand below the fold of a long rail. */
const showInRail = (part: HTMLElement | null) => part?.scrollIntoView?.({ block: 'nearest' });
