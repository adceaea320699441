// The head of every page: path, title, the state in one sentence, the one primary action and the rest behind a menu.
import { type ReactNode, useEffect } from 'react';
import { createPortal } from 'react-dom';
import { ActionMenu, type MenuAction } from './ActionMenu.tsx';
import { Breadcrumbs, type Crumb } from './Breadcrumbs.tsx';
import { useFrameSlots } from './frame-slots.tsx';
import css from './PageHeader.module.css';

type PageHeaderProps = {
  title: string;
  /** One sentence about the state of things; links inside it lead to the rows it counts. */
  state?: ReactNode;
  /** Badges above the title. */
  eyebrow?: ReactNode;
  /** The one solid button of the view; further plain buttons may stand before it. */
  action?: ReactNode;
  /** Secondary actions, behind "More". */
  menu?: readonly MenuAction[];
  /** The way here, without the page itself. */
  breadcrumbs?: readonly Crumb[];
  /** The page's name in the path, when the title is a sentence ('Good morning, Sofie' is 'Home'). */
  pathName?: string;
  /** `course` is the larger size of course and lesson titles. */
  size?: 'page' | 'course';
  /** The language of the title, when it is not the page's: for hyphens and voices. */
  lang?: string;
};

export function PageHeader(props: PageHeaderProps) {
  const { title, state, eyebrow, action, menu = [], breadcrumbs = [], size = 'page', lang } = props;
  const name = props.pathName ?? title;
  const { path } = useFrameSlots();
  const trail = <Breadcrumbs crumbs={breadcrumbs} current={name} />;
  useEffect(() => {
    document.title = `${name} · Lyceum`;
  }, [name]);
  return (
    <header className={css.header}>
      {path && createPortal(trail, path)}
      <div className={css.words}>
        {breadcrumbs.length > 0 && (
          <div className={css.way} data-phone={path !== null || undefined}>
            {trail}
          </div>
        )}
        {eyebrow && <div className={css.eyebrow}>{eyebrow}</div>}
        <h1 className={css.title} data-size={size} tabIndex={-1} lang={lang}>
          {title}
        </h1>
        {state && <p className={css.state}>{state}</p>}
      </div>
      {(action || menu.length > 0) && (
        <div className={css.actions}>
          {action}
          {menu.length > 0 && <ActionMenu actions={menu} />}
        </div>
      )}
    </header>
  );
}
