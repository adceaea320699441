// What stands where nothing is yet: what this is, why it is empty, and the one button that changes it.
import type { ComponentType, ReactNode } from 'react';
import css from './EmptyState.module.css';

type EmptyStateProps = {
  icon: ComponentType<{ size?: number; stroke?: number }>;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** Heading level: 1 when it is the whole page, 3 inside a section. */
  level?: 1 | 2 | 3;
};

export function EmptyState({ icon: Icon, title, children, action, level = 2 }: EmptyStateProps) {
  const Heading = `h${level}` as const;
  return (
    <div className={css.empty}>
      <div className={css.glyph} aria-hidden="true">
        <Icon size={24} stroke={1.5} />
      </div>
      <Heading className={css.title} data-level={level}>
        {title}
      </Heading>
      {children && <p className={css.words}>{children}</p>}
      {action && <div className={css.action}>{action}</div>}
    </div>
  );
}
