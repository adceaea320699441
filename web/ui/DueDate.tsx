// When something is due: the state in words, the exact moment with its zone beneath.
import { useNow } from '#web/lib/clock.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { DateTime } from './DateTime.tsx';
import css from './DueDate.module.css';
import { Status } from './Status.tsx';

/** `soon_days`: from how many days before it counts as due and is coloured; earlier it is just a date. */
type DueDateProps = { due_at: string | null; soon_days?: number };

export function DueDate({ due_at, soon_days = 7 }: DueDateProps) {
  const now = useNow();
  const format = useFormat();
  if (due_at === null) return <span className="ly-dimmed">{format.due(null, now).text}</span>;
  const phrase = format.due(due_at, now);
  const isCalm = phrase.state === 'due' && phrase.days > soon_days;
  return (
    <div className={css.due}>
      {isCalm ? (
        <DateTime value={due_at} format="date" />
      ) : (
        <Status kind={phrase.state === 'overdue' ? 'overdue' : 'due'}>{phrase.text}</Status>
      )}
      <span className={css.exact}>
        <DateTime value={due_at} format={isCalm ? 'time' : 'long'} />
      </span>
    </div>
  );
}
