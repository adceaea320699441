// Warns where the reader is somewhere else at the time of a session. It forbids nothing.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { Note } from '#web/ui/Note.tsx';
import { meanwhileQuery, type SessionDetail } from '../bookings.queries.ts';
import { inTheWay } from '../session-standing.ts';
import { useSessionWords } from '../use-session-words.ts';
import css from './Bookings.module.css';

export function Meanwhile({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('bookings');
  const words = useSessionWords();
  // Between the days of a session one is free: only what meets one of its days counts.
  const entries = (useQuery(meanwhileQuery(session)).data?.results ?? []).filter(
    ({ starts_at: from, ends_at: to }) =>
      from !== null && to !== null && session.days.some((day) => from < day.ends_at && to > day.starts_at),
  );
  const there = inTheWay(session, entries);
  if (there.length === 0) return null;
  return (
    <Note tone="due" title={t('meanwhile.title')}>
      <ul className={css.lines}>
        {there.slice(0, 3).map((entry) => (
          <li key={entry.key}>
            {entry.link ? <AppLink href={entry.link}>{entry.title}</AppLink> : entry.title}
            {entry.starts_at && entry.ends_at && (
              <> {words.time({ starts_at: entry.starts_at, ends_at: entry.ends_at }, session.time_zone)}</>
            )}
          </li>
        ))}
      </ul>
    </Note>
  );
}
