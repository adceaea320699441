// Cards in as many columns as fit. A list, so that a screen reader says how many there are.
import { Children, type ReactNode } from 'react';
import css from './CardGrid.module.css';

export function CardGrid({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={css.grid} aria-label={label}>
      {Children.map(children, (child) => (
        <li className={css.cell}>{child}</li>
      ))}
    </ul>
  );
}
