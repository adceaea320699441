// Things beside each other in as many columns as fit, without breakpoints. Use it instead of Mantine's SimpleGrid and
// Grid: those write <style> elements, which the content security policy refuses.
import type { CSSProperties, ReactNode } from 'react';
import css from './Columns.module.css';

type ColumnsProps = {
  children: ReactNode;
  /** The narrowest a column may get, in pixels, before it moves below. */
  min?: number;
  /** Never more columns than this. */
  max?: 2 | 3 | 4;
  gap?: 8 | 16 | 24;
};

export function Columns({ children, min = 260, max = 2, gap = 16 }: ColumnsProps) {
  const style = { '--min': `${min}px`, '--max': max, '--gap': `${gap}px` } as CSSProperties;
  return (
    <div className={css.columns} style={style}>
      {children}
    </div>
  );
}
