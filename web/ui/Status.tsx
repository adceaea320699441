// A state as icon, word and colour together. In a table the quiet form keeps the word black, so that what is fine
// does not shout.
import { useTranslation } from 'react-i18next';
import css from './Status.module.css';
import { type StatusKind, statusLooks } from './status-kinds.ts';

type StatusProps = {
  kind: StatusKind;
  /** Replaces the standard word, for example 'Due in 3 days'. Already translated. */
  children?: React.ReactNode;
  /** `line` stands in a row, `badge` on a tint, `quiet` colours the icon only. */
  look?: 'line' | 'badge' | 'quiet';
};

export function Status({ kind, children, look = 'line' }: StatusProps) {
  const { t } = useTranslation('ui');
  const { icon: Icon, tone } = statusLooks[kind];
  return (
    <span className={css.status} data-look={look} data-tone={tone}>
      <span className={css.icon} aria-hidden="true">
        <Icon size={look === 'badge' ? 14 : 16} stroke={look === 'badge' ? 1.75 : 1.5} />
      </span>
      {children ?? t(`status.${kind}`)}
    </span>
  );
}
