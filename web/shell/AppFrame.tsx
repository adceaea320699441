// The frame of every signed-in page: rail, top bar, content, panel place, footer and the phone bar.
import { type ReactNode, useMemo, useState } from 'react';
import { FrameSlotsProvider } from '#web/ui/frame-slots.tsx';
import css from './AppFrame.module.css';
import { BottomBar } from './BottomBar.tsx';
import { FrameFooter } from './FrameFooter.tsx';
import { navigationFor } from './navigation.ts';
import { Rail } from './Rail.tsx';
import { SkipLink } from './SkipLink.tsx';
import { TopBar } from './TopBar.tsx';
import { useRailState } from './use-rail-state.ts';

export type FramePerson = {
  id: string;
  display_name: string;
  email: string;
  avatar_url: string | null;
  roles: readonly string[];
  /** Somebody reports to them. */
  leads?: boolean;
};

export type AppFrameProps = {
  person: FramePerson;
  pathname: string;
  children: ReactNode;
  /** The search box of the top bar; nothing stands there until there is one. */
  search?: ReactNode;
  /** The notifications button. */
  bell?: ReactNode;
  counts?: Readonly<Record<string, number>>;
  onSignOut: () => void;
};

export function AppFrame({ person, pathname, children, search, bell, counts, onSignOut }: AppFrameProps) {
  const [path, setPath] = useState<HTMLElement | null>(null);
  const [panel, setPanel] = useState<HTMLElement | null>(null);
  const rail = useRailState();
  const slots = useMemo(() => ({ path, panel }), [path, panel]);
  const entries = useMemo(() => navigationFor(person.roles, person.leads), [person.roles, person.leads]);
  return (
    <FrameSlotsProvider value={slots}>
      <SkipLink />
      <div className={css.frame} data-collapsed={rail.isCollapsed || undefined}>
        <Rail entries={entries} pathname={pathname} isCollapsed={rail.isCollapsed} counts={counts} />
        <div className={css.column}>
          <TopBar
            pathRef={setPath}
            person={person}
            rail={rail}
            search={search}
            bell={bell}
            onSignOut={onSignOut}
          />
          <div className={css.body}>
            <main id="main" tabIndex={-1} className={css.main}>
              <div className={css.page}>{children}</div>
              <FrameFooter />
            </main>
            <div ref={setPanel} className={css.panel} />
          </div>
        </div>
        <BottomBar entries={entries} pathname={pathname} />
      </div>
    </FrameSlotsProvider>
  );
}
