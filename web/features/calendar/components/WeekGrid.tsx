// Days side by side with their hours: a week, or one day. Whole days stand above, blocks that overlap stand beside each other.
import { useTranslation } from 'react-i18next';
import { now, useNow } from '#web/lib/clock.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { hoursShown, layDay, type Span } from '../day-layout.ts';
import { dayName, weekdayName } from '../day-words.ts';
import { useEntryWords } from '../entry-words.ts';
import { type DayEntries, isMovable } from '../placing.ts';
import type { DragControls } from '../use-drag.ts';
import { useRoving } from '../use-roving.ts';
import { dayOf, minutesOf, wallAt, wallOf, weekdayOf } from '../wall-time.ts';
import { type EntryActs, EntryLink } from './EntryLink.tsx';
import { type DraftSpan, Ghosts } from './Ghosts.tsx';
import css from './WeekGrid.module.css';

type WeekGridProps = {
  days: readonly DayEntries[];
  isTeaching: boolean;
  areAllHours: boolean;
  acts: EntryActs;
  drag: DragControls;
  /** The entry that is being moved, or whose time is being changed in the panel. */
  heldKey: string | null;
  /** What is being thought about: the time in the panel, free slots, the block under the pointer. */
  drafts: readonly DraftSpan[];
  dayHref: (day: string) => string;
  mayAdd: boolean;
};

/** Minutes that a block is drawn as at least: one line of words. */
const shortest = 25;

export function WeekGrid(props: WeekGridProps) {
  const { days, isTeaching, areAllHours, acts, drag, dayHref } = props;
  const { t } = useTranslation('calendar');
  const format = useFormat();
  const words = useEntryWords(isTeaching);
  const today = dayOf(wallOf(now(), format.zone));
  const drafts = props.drafts.map((draft) => ({ draft, ...minutesIn(draft) }));
  const used: Span[] = [
    ...days.flatMap(({ timed }) => timed),
    ...drafts.filter(({ draft }) => days.some(({ day }) => day === draft.day)),
  ];
  const hours = hoursShown(used, areAllHours);
  const ids = days.flatMap(({ day, above, timed }) =>
    [...above, ...timed.map(({ entry }) => entry)]
      .filter((entry) => acts.hrefOf(entry) !== null)
      .map(({ key }) => `${key}@${day}`),
  );
  const roving = useRoving(ids, 0);
  const hasAbove = days.some(({ above }) => above.length > 0);
  const columns = days.map((day) => (isQuiet(day, days.length) ? 'minmax(40px, 0.3fr)' : 'minmax(0, 1fr)'));
  const style = {
    '--columns': `56px ${columns.join(' ')}`,
    '--hours': (hours.end - hours.start) / 60,
  } as React.CSSProperties;
  const nameOf = (day: string) => dayName(day, format.locale);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys come from the entries inside
    <div className={css.grid} style={style} onKeyDown={roving.onKeyDown} onFocus={roving.onFocus}>
      <div className={css.head}>
        <span className={css.corner} />
        {days.map((day) => (
          <h2 key={day.day} className={css.day} data-today={day.day === today || undefined}>
            <AppLink href={dayHref(day.day)} aria-label={nameOf(day.day)} className={css.dayLink}>
              {!isQuiet(day, days.length) && <span>{weekdayName(day.day, format.locale, 'short')} </span>}
              <b>{Number(day.day.slice(8))}</b>
            </AppLink>
          </h2>
        ))}
      </div>
      {hasAbove && (
        <div className={css.above}>
          <span className={css.aboveName}>{t('grid.whole_day')}</span>
          {days.map(({ day, above }) => (
            <ul key={day} data-day={day} aria-label={t('grid.whole_day_of', { day: nameOf(day) })}>
              {above.map((entry) => (
                <li key={entry.key}>
                  <EntryLink
                    id={`${entry.key}@${day}`}
                    entry={entry}
                    words={words(entry)}
                    date={nameOf(day)}
                    tabIndex={roving.tabIndexOf(`${entry.key}@${day}`)}
                    acts={acts}
                    shape="chip"
                  />
                </li>
              ))}
            </ul>
          ))}
        </div>
      )}
      <div className={css.body}>
        <div className={css.gutter} aria-hidden="true">
          {hourList(hours).map((hour) => (
            <span key={hour} className={css.hour} style={{ insetBlockStart: `${share(hour * 60, hours)}%` }}>
              {String(hour).padStart(2, '0')}:00
            </span>
          ))}
        </div>
        {days.map((day) => (
          <div key={day.day} className={css.column} data-weekend={weekdayOf(day.day) > 4 || undefined}>
            <ol
              className={css.list}
              aria-label={t('grid.day_entries', { day: nameOf(day.day), count: day.timed.length })}
              data-day={day.day}
              data-date={day.day}
              data-column
              data-first={hours.start}
              data-last={hours.end}
              data-adds={props.mayAdd || undefined}
              onPointerDown={props.mayAdd ? drag.draw : undefined}
              onClick={props.mayAdd ? drag.press : undefined}
              onKeyDown={undefined}
            >
              {layDay(day.timed, shortest).map(({ block, lane, lanes, reach }) => {
                const { entry } = block;
                const height = ((block.end - block.start) / 60) * hour_px;
                return (
                  <li key={entry.key}>
                    <EntryLink
                      id={`${entry.key}@${day.day}`}
                      entry={entry}
                      words={words(entry)}
                      date={nameOf(day.day)}
                      tabIndex={roving.tabIndexOf(`${entry.key}@${day.day}`)}
                      acts={acts}
                      shape="block"
                      isShort={height < 52}
                      start={block.start}
                      isHeld={props.heldKey === entry.key}
                      style={{
                        insetBlockStart: `${share(block.start, hours)}%`,
                        blockSize: `max(22px, ${share(block.end, hours) - share(block.start, hours)}% - 2px)`,
                        insetInlineStart: `calc(${(lane / lanes) * 100}% + 2px)`,
                        inlineSize: `calc(${(reach / lanes) * 100}% - 5px)`,
                      }}
                      onPointerDown={isMovable(entry) ? (event) => drag.grab(event, entry, false) : undefined}
                    >
                      {isMovable(entry) && block.isLast && (
                        <span
                          className={css.resize}
                          aria-hidden="true"
                          onPointerDown={(event) => drag.grab(event, entry, true)}
                        />
                      )}
                    </EntryLink>
                  </li>
                );
              })}
            </ol>
            <Ghosts
              spans={drafts
                .filter(({ draft }) => draft.day === day.day)
                .map(({ draft, start, end }) => ({
                  draft,
                  top: share(start, hours),
                  height: share(end, hours) - share(start, hours),
                }))}
            />
            {drag.sketch?.day === day.day && (
              <span
                className={css.sketch}
                aria-hidden="true"
                style={{
                  insetBlockStart: `${share(drag.sketch.start, hours)}%`,
                  blockSize: `${share(drag.sketch.end, hours) - share(drag.sketch.start, hours)}%`,
                }}
              />
            )}
            {day.day === today && <NowLine hours={hours} />}
          </div>
        ))}
      </div>
    </div>
  );
}

const hour_px = 60;

function NowLine({ hours }: { hours: Span }) {
  const { zone } = useFormat();
  const minute = minutesOf(wallOf(useNow(60), zone));
  if (minute < hours.start || minute > hours.end) return null;
  return (
    <span className={css.now} aria-hidden="true" style={{ insetBlockStart: `${share(minute, hours)}%` }} />
  );
}

/** A day of the weekend on which nothing stands takes less room. */
const isQuiet = ({ day, above, timed }: DayEntries, count: number): boolean =>
  count > 1 && weekdayOf(day) > 4 && timed.length === 0 && above.every(({ kind }) => kind === 'holiday');

const share = (minute: number, hours: Span): number =>
  (Math.min(Math.max(minute, hours.start), hours.end) - hours.start) / ((hours.end - hours.start) / 100);

const hourList = ({ start, end }: Span): number[] =>
  Array.from({ length: (end - start) / 60 - 1 }, (_, index) => start / 60 + index + 1);

function minutesIn({ day, starts, ends }: DraftSpan): Span {
  const start = starts <= wallAt(day, '00:00') ? 0 : minutesOf(starts);
  return { start, end: dayOf(ends) > day ? 24 * 60 : Math.max(minutesOf(ends), start + 15) };
}
