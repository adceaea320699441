// A part of a page with its heading, a count and a way to see all of it.
import { type ReactNode, useId } from 'react';
import css from './Section.module.css';

type SectionProps = {
  title: string;
  /** How many there are: a figure, or words with figures. */
  count?: number | string;
  /** At the end of the heading's line: a link, a button. */
  action?: ReactNode;
  children: ReactNode;
};

export function Section({ title, count, action, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <div className={css.head}>
        <h2 id={id} className={css.title}>
          {title}
        </h2>
        {count !== undefined && <span className={css.count}>{count}</span>}
        {action && <div className={css.action}>{action}</div>}
      </div>
      {children}
    </section>
  );
}
