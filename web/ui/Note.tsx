// A message inside the page: information, a warning, a failure, or a success; icon and words, never colour alone.
import { IconAlertOctagon, IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import css from './Note.module.css';

type NoteProps = {
  tone?: 'info' | 'due' | 'overdue' | 'ok' | 'plain';
  title?: string;
  children?: ReactNode;
  /** Announced at once; only for what happened just now. */
  isAlert?: boolean;
};

const icons = {
  info: IconInfoCircle,
  due: IconAlertTriangle,
  overdue: IconAlertOctagon,
  ok: IconCircleCheck,
  plain: IconInfoCircle,
};

export function Note({ tone = 'info', title, children, isAlert = false }: NoteProps) {
  const Icon = icons[tone];
  return (
    <div className={css.note} data-tone={tone} role={isAlert ? 'alert' : undefined}>
      <Icon size={20} stroke={1.5} aria-hidden="true" />
      <div className={css.words}>
        {title && <b className={css.title}>{title}</b>}
        {children}
      </div>
    </div>
  );
}
