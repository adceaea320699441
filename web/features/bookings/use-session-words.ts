// When and where a session is, in words: on its own clock first, because that is what was agreed on.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { zoneWord } from '#web/lib/format.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { timeLeft } from './session-standing.ts';

type Span = { starts_at: string; ends_at: string };
type Placed = { room?: { name: string } | null; room_name?: string | null; is_online: boolean };

export function useSessionWords() {
  const { t } = useTranslation('bookings');
  const format = useFormat();
  return useMemo(() => {
    const day = (moment: string, zone: string) =>
      new Intl.DateTimeFormat(format.locale, {
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        timeZone: zone,
      })
        .format(new Date(moment))
        .replace(/^(\w{3}),/, '$1');
    /** 'Thu 19 Nov 2026, 11:00 to 13:00 CET' */
    const span = ({ starts_at, ends_at }: Span, zone: string) => {
      const [first, last] = [day(starts_at, zone), day(ends_at, zone)];
      const to = `${first === last ? '' : `${last}, `}${format.time(ends_at, zone)}`;
      return t('when.span', {
        from: `${first}, ${format.time(starts_at, zone)}`,
        to,
        zone: zoneWord(starts_at, zone, format.locale),
      });
    };
    return {
      zone: format.zone,
      day,
      span,
      /** The same on the reader's own clock; empty where that shows the same. */
      here: (of: Span, zone: string): string => {
        const same =
          format.time(of.starts_at) === format.time(of.starts_at, zone) &&
          day(of.starts_at, format.zone) === day(of.starts_at, zone);
        return same ? '' : t('when.here', { when: span(of, format.zone) });
      },
      time: ({ starts_at, ends_at }: Span, zone: string) =>
        t('when.span', {
          from: format.time(starts_at, zone),
          to: format.time(ends_at, zone),
          zone: zoneWord(starts_at, zone, format.locale),
        }),
      moment: (moment: string, zone: string) =>
        `${day(moment, zone)}, ${format.time(moment, zone)} ${zoneWord(moment, zone, format.locale)}`,
      where: ({ room, room_name, is_online }: Placed): string =>
        [room?.name ?? room_name, is_online && t('where.online')].filter(Boolean).join(', '),
      seats: ({
        seats,
        seats_taken,
        waiting_count,
      }: {
        seats: number;
        seats_taken: number;
        waiting_count: number;
      }) =>
        [
          t('seats.taken', { taken: format.number(seats_taken), count: seats }),
          ...(waiting_count > 0 ? [t('seats.waiting', { count: waiting_count })] : []),
        ].join(', '),
      left: (until: string, now: Date): string => {
        const { days, hours, minutes } = timeLeft(until, now);
        if (days > 0) return t('left.days', { count: days });
        return hours > 0 ? t('left.hours', { count: hours, minutes }) : t('left.minutes', { count: minutes });
      },
      /** '2nd', as the language writes it. */
      ordinal: (place: number): string =>
        t(`ordinal.${new Intl.PluralRules(format.locale, { type: 'ordinal' }).select(place)}`, {
          place: format.number(place),
          defaultValue: `${format.number(place)}.`,
        }),
    };
  }, [t, format]);
}

export type SessionWords = ReturnType<typeof useSessionWords>;
