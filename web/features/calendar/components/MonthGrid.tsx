// A month: what fits of each day, and how much more there is. On a phone the days show how many, and one of them its list.
import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { now } from '#web/lib/clock.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { dayName, weekdayName } from '../day-words.ts';
import { useEntryWords } from '../entry-words.ts';
import { type DayEntries, isMovable } from '../placing.ts';
import type { DragControls } from '../use-drag.ts';
import type { Move } from '../use-move.ts';
import { useRoving } from '../use-roving.ts';
import { dayOf, wallOf } from '../wall-time.ts';
import { type EntryActs, EntryLink } from './EntryLink.tsx';
import css from './MonthGrid.module.css';

type MonthGridProps = {
  days: readonly DayEntries[];
  /** `2026-11`: days of other months are quieter. */
  month: string;
  isTeaching: boolean;
  isPhone: boolean;
  selected: string;
  acts: EntryActs;
  drag: DragControls;
  move: Move | null;
  dayHref: (day: string) => string;
  onDay: (day: string) => void;
};

/** As many as a cell has room for; one more is drawn rather than "+1 more". */
const mostShown = 4;
const shownOf = (day: DayEntries) => {
  const all = [...day.above, ...day.timed.map(({ entry }) => entry)];
  return { all, shown: all.length <= mostShown ? all : all.slice(0, mostShown - 1) };
};

export function MonthGrid(props: MonthGridProps) {
  const { days, month, isTeaching, isPhone, selected, acts, drag, dayHref } = props;
  const { t } = useTranslation('calendar');
  const format = useFormat();
  const words = useEntryWords(isTeaching);
  const today = dayOf(wallOf(now(), format.zone));
  const cells = days.map((day) => ({ day: day.day, ...shownOf(day) }));
  const ids = isPhone
    ? []
    : cells.flatMap(({ day, shown }) =>
        shown.filter((entry) => acts.hrefOf(entry) !== null).map(({ key }) => `${key}@${day}`),
      );
  const roving = useRoving(ids, 7);
  const nameOf = (day: string) => dayName(day, format.locale);
  const held = props.move && dayOf(props.move.starts);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys come from the entries inside
    <div className={css.month} onKeyDown={roving.onKeyDown} onFocus={roving.onFocus}>
      <div className={css.names} aria-hidden="true">
        {days.slice(0, 7).map(({ day }) => (
          <span key={day}>{weekdayName(day, format.locale, isPhone ? 'narrow' : 'short')}</span>
        ))}
      </div>
      <ol className={css.days}>
        {cells.map(({ day, all, shown }) => (
          <li
            key={day}
            className={css.cell}
            data-day={day}
            data-date={day}
            data-column
            data-outside={day.slice(0, 7) !== month || undefined}
            data-today={day === today || undefined}
            data-selected={(isPhone && day === selected) || undefined}
            data-target={(held === day && !isPhone) || undefined}
          >
            {isPhone ? (
              <button
                type="button"
                className={css.tap}
                aria-current={day === selected ? 'date' : undefined}
                onClick={() => props.onDay(day)}
              >
                <b aria-hidden="true">{Number(day.slice(8))}</b>
                <VisuallyHidden>
                  {t('grid.day_entries', { day: nameOf(day), count: all.length })}
                </VisuallyHidden>
                <span className={css.dots} aria-hidden="true">
                  {all.slice(0, 3).map((entry) => (
                    <i key={entry.key} data-kind={entry.kind} />
                  ))}
                </span>
              </button>
            ) : (
              <>
                <h2 className={css.number}>
                  <AppLink href={dayHref(day)} aria-label={nameOf(day)}>
                    {Number(day.slice(8))}
                  </AppLink>
                </h2>
                <ul className={css.list}>
                  {shown.map((entry) => (
                    <li key={entry.key}>
                      <EntryLink
                        id={`${entry.key}@${day}`}
                        entry={entry}
                        words={words(entry)}
                        date={nameOf(day)}
                        tabIndex={roving.tabIndexOf(`${entry.key}@${day}`)}
                        acts={acts}
                        shape="chip"
                        isHeld={props.move?.entry.key === entry.key}
                        onPointerDown={
                          isMovable(entry) ? (event) => drag.grab(event, entry, false) : undefined
                        }
                      />
                    </li>
                  ))}
                </ul>
                {all.length > shown.length && (
                  <AppLink href={dayHref(day)} className={css.more}>
                    {t('grid.more', { count: all.length - shown.length })}
                    <VisuallyHidden>, {nameOf(day)}</VisuallyHidden>
                  </AppLink>
                )}
              </>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
