// Where a session takes place: a room that is large enough and free, an online address, or both.
import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { roomChoicesQuery, takenQuery } from '../calendar.queries.ts';
import { dayInputOf, isWhole, type SessionValues, usualSeats } from '../planning/session-values.ts';
import { instantOf } from '../wall-time.ts';

type PlaceFieldsProps = {
  session_id: string | null;
  values: SessionValues;
  /** The room it has on the server, which may be archived by now. */
  current: { id: string; name: string; capacity: number } | null;
  errors: Readonly<Record<string, string>>;
  onChange: (change: Partial<SessionValues>) => void;
};

export function PlaceFields({ session_id, values, current, errors, onChange }: PlaceFieldsProps) {
  const { t } = useTranslation('calendar');
  const known = useQuery(roomChoicesQuery).data?.results ?? [];
  const rooms = current && !known.some(({ id }) => id === current.id) ? [current, ...known] : known;
  const taken = useTakenRooms(session_id, values);
  const options = rooms.map(({ id, name, capacity }) => {
    const words = [t('room.seats', { count: capacity })];
    if (taken) words.push(taken.has(id) ? t('room.taken') : t('room.free'));
    return { value: id, label: [name, ...words].join(', ') };
  });
  return (
    <>
      <Select
        id="room_id"
        label={t('form.room')}
        placeholder={t('form.no_room')}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('form.clear_room') }}
        data={options}
        value={values.room_id}
        error={errors['room_id']}
        nothingFoundMessage={t('form.nothing_found')}
        onChange={(room_id) => {
          const capacity = rooms.find(({ id }) => id === room_id)?.capacity;
          const isUntouched = session_id === null && values.seats === usualSeats;
          onChange({ room_id, ...(isUntouched && capacity ? { seats: capacity } : {}) });
        }}
      />
      <TextInput
        id="online_url"
        type="url"
        label={t('form.online_url')}
        description={t('form.online_help')}
        placeholder="https://"
        value={values.online_url}
        error={errors['online_url']}
        onChange={(event) => onChange({ online_url: event.currentTarget.value })}
      />
    </>
  );
}

/** Rooms in which a session stands at these times, of those the reader sees; undefined while that is not known. */
function useTakenRooms(
  session_id: string | null,
  { days, time_zone }: SessionValues,
): Set<string> | undefined {
  const spans = days
    .filter(isWhole)
    .map(dayInputOf)
    .map(({ starts_local, ends_local }) => ({
      from: instantOf(starts_local, time_zone),
      to: instantOf(ends_local, time_zone),
    }));
  const from = spans.map((span) => span.from).sort()[0];
  const to = spans
    .map((span) => span.to)
    .sort()
    .at(-1);
  const { data } = useQuery({
    ...takenQuery(from ?? '', to ?? ''),
    enabled: from !== undefined && to !== undefined,
  });
  if (!data) return undefined;
  const overlaps = (day: { starts_at: string; ends_at: string }) =>
    spans.some(
      (span) =>
        Date.parse(day.starts_at) < Date.parse(span.to) && Date.parse(day.ends_at) > Date.parse(span.from),
    );
  return new Set(
    data.results
      .filter(
        ({ id, status, days: held }) => id !== session_id && status !== 'cancelled' && held.some(overlaps),
      )
      .flatMap(({ room }) => (room ? [room.id] : [])),
  );
}
