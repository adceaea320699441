// Day by day as a list: what a phone shows, what one prints, and where a figure leads.
import { useTranslation } from 'react-i18next';
import { now } from '#web/lib/clock.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { dayName } from '../day-words.ts';
import { useEntryWords } from '../entry-words.ts';
import type { DayEntries } from '../placing.ts';
import { useRoving } from '../use-roving.ts';
import { dayOf, wallOf } from '../wall-time.ts';
import css from './Agenda.module.css';
import { type EntryActs, EntryLink } from './EntryLink.tsx';

type AgendaProps = { days: readonly DayEntries[]; isTeaching: boolean; acts: EntryActs };

export function Agenda({ days, isTeaching, acts }: AgendaProps) {
  const { t } = useTranslation('calendar');
  const format = useFormat();
  const words = useEntryWords(isTeaching);
  const today = dayOf(wallOf(now(), format.zone));
  const filled = days
    .map(({ day, above, timed }) => ({ day, entries: [...above, ...timed.map(({ entry }) => entry)] }))
    .filter(({ entries }) => entries.length > 0);
  const ids = filled.flatMap(({ day, entries }) =>
    entries.filter((entry) => acts.hrefOf(entry) !== null).map(({ key }) => `${key}@${day}`),
  );
  const roving = useRoving(ids, 1);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys come from the entries inside
    <div className={css.agenda} onKeyDown={roving.onKeyDown} onFocus={roving.onFocus}>
      {filled.map(({ day, entries }) => {
        const name = dayName(day, format.locale);
        return (
          <section key={day} className={css.day} aria-label={name} data-day={day}>
            <h2 className={css.name}>
              {name}
              {day === today && <span className={css.today}>{t('today')}</span>}
            </h2>
            <ul className={css.list}>
              {entries.map((entry) => (
                <li key={entry.key}>
                  <EntryLink
                    id={`${entry.key}@${day}`}
                    entry={entry}
                    words={words(entry)}
                    date={name}
                    tabIndex={roving.tabIndexOf(`${entry.key}@${day}`)}
                    acts={acts}
                    shape="row"
                  />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
