// What happened, newest first: a dot with a sign, a sentence, and below it when, where and by whom.
import type { ComponentType, ReactNode } from 'react';
import css from './Timeline.module.css';

export type TimelineTone = 'ok' | 'due' | 'overdue' | 'accent' | 'quiet';

/** Names the list for screen readers with `label`. */
export function Timeline({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ol className={css.list} aria-label={label}>
      {children}
    </ol>
  );
}

type TimelineItemProps = {
  icon: ComponentType<{ size?: number; stroke?: number }>;
  tone?: TimelineTone;
  title: ReactNode;
  /** When, where from, by whom. */
  detail?: ReactNode;
  /** More of it: a diff, a comment. */
  children?: ReactNode;
};

export function TimelineItem({ icon: Icon, tone = 'quiet', title, detail, children }: TimelineItemProps) {
  return (
    <li className={css.item}>
      <span className={css.dot} data-tone={tone} aria-hidden="true">
        <Icon size={14} stroke={1.75} />
      </span>
      <div className={css.words}>
        <div className={css.title}>{title}</div>
        {detail && <div className={css.detail}>{detail}</div>}
        {children}
      </div>
    </li>
  );
}
