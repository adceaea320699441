// Rows in one box with hairlines between them: the quiet list of the learner's home. `RowItem` lays out its parts in a
// line on a wide screen and below each other on a phone.
import type { ReactNode } from 'react';
import css from './RowList.module.css';

export function RowList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={css.list} aria-label={label}>
      {children}
    </ul>
  );
}

type RowItemProps = {
  /** A CourseThumb or PersonAvatar. */
  picture?: ReactNode;
  title: ReactNode;
  detail?: ReactNode;
  /** Columns between the words and the action: progress, due date. */
  children?: ReactNode;
  action?: ReactNode;
};

export function RowItem({ picture, title, detail, children, action }: RowItemProps) {
  return (
    <li className={css.row}>
      {picture}
      <div className={css.words}>
        <div className={css.title}>{title}</div>
        {detail && <div className={css.detail}>{detail}</div>}
      </div>
      {children && <div className={css.middle}>{children}</div>}
      {action && <div className={css.action}>{action}</div>}
    </li>
  );
}
