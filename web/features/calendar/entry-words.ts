// What is written on an entry, and what is read out of it: the same facts, whatever the look.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { zoneWord } from '#web/lib/format.ts';
import { useFormat } from '#web/lib/use-format.ts';
import type { CalendarEntry } from './placing.ts';
import { timeOf } from './wall-time.ts';

type EntryLook = 'solid' | 'online' | 'open' | 'pending' | 'cancelled' | 'own' | 'date' | 'holiday';
/** The shapes that stand for a state, always beside its word. */
export type EntryMark = 'cancelled' | 'waiting' | 'offered' | 'requested' | 'deadline' | 'expiry' | null;

export type EntryWords = {
  look: EntryLook;
  mark: EntryMark;
  title: string;
  /** '11:00 to 13:00'; empty for what has no hours. */
  time: string;
  /** Its start on the session's own clock when that is another one. */
  elsewhere: string;
  place: string;
  /** '16 of 16, 5 wait' */
  seats: string;
  /** 'Waiting list', 'Cancelled', 'Day 2 of 3'. */
  states: readonly string[];
  /** All of it in one sentence. */
  full: string;
};

export function useEntryWords(isTeaching: boolean): (entry: CalendarEntry) => EntryWords {
  const { t } = useTranslation('calendar');
  const format = useFormat();
  return useMemo(() => {
    const timeIn = (entry: CalendarEntry) => {
      if (entry.starts_at === null || entry.ends_at === null) return '';
      if (entry.starts_at === entry.ends_at) return format.time(entry.starts_at);
      return t('time.span', { from: format.time(entry.starts_at), to: format.time(entry.ends_at) });
    };
    const elsewhereIn = ({ session, starts_at }: CalendarEntry) => {
      if (!session || starts_at === null) return '';
      const local = timeOf(session.starts_local);
      if (local === format.time(starts_at)) return '';
      return t('time.elsewhere', {
        time: local,
        zone: zoneWord(starts_at, session.time_zone, format.locale),
      });
    };
    const statesIn = (entry: CalendarEntry): { mark: EntryMark; states: string[] } => {
      const { session } = entry;
      if (!session) {
        const mark = entry.kind === 'deadline' || entry.kind === 'expiry' ? entry.kind : null;
        return { mark, states: [t(`kind.${entry.kind}`)] };
      }
      const days =
        session.day_count > 1
          ? [t('entry.day', { number: session.day_number, count: session.day_count })]
          : [];
      if (session.status === 'cancelled')
        return { mark: 'cancelled', states: [t('entry.cancelled'), ...days] };
      const isPending =
        session.role === 'waiting' || session.role === 'offered' || session.role === 'requested';
      if (isPending) return { mark: session.role as EntryMark, states: [t(`role.${session.role}`), ...days] };
      const role = isTeaching || session.role === 'planned' ? [] : [t(`role.${session.role}`)];
      return { mark: null, states: [...role, ...days] };
    };
    const lookOf = ({ kind, session }: CalendarEntry): EntryLook => {
      if (kind === 'own_event') return 'own';
      if (kind === 'holiday') return 'holiday';
      if (!session) return 'date';
      if (session.status === 'cancelled') return 'cancelled';
      if (session.role === 'waiting' || session.role === 'offered' || session.role === 'requested')
        return 'pending';
      if (session.role === 'planned' && !isTeaching) return 'open';
      return session.room_name === null ? 'online' : 'solid';
    };
    return (entry) => {
      const { session } = entry;
      const { mark, states } = statesIn(entry);
      const place = session ? (session.room_name ?? (session.is_online ? t('entry.online') : '')) : '';
      const isLive = session !== null && session.status !== 'cancelled';
      const seats = isLive ? seatWords(session) : '';
      const [time, elsewhere] = [timeIn(entry), elsewhereIn(entry)];
      const full = [time, elsewhere, place, seats, ...states].filter(Boolean).join(', ');
      return { look: lookOf(entry), mark, title: entry.title, time, elsewhere, place, seats, states, full };
    };

    function seatWords(session: NonNullable<CalendarEntry['session']>): string {
      const taken = t('entry.seats', { taken: session.seats_taken, count: session.seats });
      if (session.waiting_count === 0) return taken;
      return `${taken}, ${t('entry.waiting', { count: session.waiting_count })}`;
    }
  }, [t, format, isTeaching]);
}
