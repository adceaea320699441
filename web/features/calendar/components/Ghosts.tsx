// What is only thought about: the time in the panel or under the hand with its clashes, and the slots that are free for everybody.
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Wall } from '../wall-time.ts';
import css from './WeekGrid.module.css';

/** A part of it within one day, on the reader's clock. */
export type DraftSpan = {
  key: string;
  day: string;
  starts: Wall;
  ends: Wall;
  title: string;
  /** '11:00 to 13:00' */
  time: string;
  clash_count: number;
  isChecking?: boolean;
  /** A free slot: pressing it takes it. */
  onTake?: () => void;
};

type Drawn = { draft: DraftSpan; top: number; height: number };

export function Ghosts({ spans }: { spans: readonly Drawn[] }) {
  const { t } = useTranslation('calendar');
  return spans.map(({ draft, top, height }) => {
    const style = { insetBlockStart: `${top}%`, blockSize: `max(22px, ${height}%)` };
    if (draft.onTake)
      return (
        <button
          key={draft.key}
          type="button"
          className={css.free}
          style={style}
          onClick={draft.onTake}
          tabIndex={-1}
        >
          <b>{draft.title}</b>
          <span>{draft.time}</span>
        </button>
      );
    // Read out by the announcer and written in the panel; here it is for the eye.
    return (
      <div
        key={draft.key}
        className={css.ghost}
        style={style}
        data-clash={draft.clash_count > 0 || undefined}
        aria-hidden="true"
      >
        <b>{draft.title}</b>
        <span>{draft.time}</span>
        {draft.clash_count > 0 && (
          <span className={css.clash}>
            <IconAlertTriangle size={14} stroke={1.75} />
            {t('clash.count', { count: draft.clash_count })}
          </span>
        )}
      </div>
    );
  });
}
