// What the panel thinks about, told to the calendar beside it, with what the server says stands in its way.
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Clash, FreeSlot } from '#contract/calendar.ts';
import { clashesQuery, type Planned } from '../calendar.queries.ts';
import { instantOf, type Wall } from '../wall-time.ts';
import { dayInputOf, isWhole, type SessionValues, shiftedDays } from './session-values.ts';

/** Times as instants, because the calendar may be read in another zone than the session's. */
export type PanelDraft = {
  title: string;
  spans: readonly { starts_at: string; ends_at: string }[];
  clashes: readonly Clash[];
  slots: readonly FreeSlot[];
  onTake: (slot: FreeSlot) => void;
};

/** @returns null while a date or an hour is missing */
export function plannedOf(session_id: string | null, values: SessionValues): Planned | null {
  if (!values.days.every(isWhole)) return null;
  return {
    session_id,
    time_zone: values.time_zone,
    days: values.days.map(dayInputOf),
    room_id: values.room_id,
    trainer_ids: values.trainers.map(({ id }) => id),
    seats: Number.isInteger(values.seats) && values.seats > 0 ? Math.min(values.seats, 10_000) : null,
  };
}

/** Clashes while typing, asked for when the fingers rest. */
export function useClashes(session_id: string | null, values: SessionValues) {
  const planned = plannedOf(session_id, values);
  const [text] = useDebouncedValue(planned && JSON.stringify(planned), 250);
  const { data, refetch } = useQuery({
    ...clashesQuery(text ? (JSON.parse(text) as Planned) : nothing),
    enabled: text !== null,
  });
  return {
    planned,
    clashes: (planned && data?.clashes) || none,
    slots: (planned && data?.free_slots) || none,
    elsewhere: data?.elsewhere ?? none,
    people_count: session_id === null ? 0 : (data?.people_count ?? 0),
    refetch,
  };
}

const nothing: Planned = { time_zone: 'UTC', days: [] };
const none: never[] = [];

type DraftInput = {
  values: SessionValues;
  title: string;
  /** False while its times are those on the server: they stand in the calendar already. */
  isMoved: boolean;
  clashes: readonly Clash[];
  slots: readonly FreeSlot[];
  onValues: (change: (values: SessionValues) => SessionValues) => void;
  onDraft: (draft: PanelDraft | null) => void;
};

export function useDraft({ values, title, isMoved, clashes, slots, onValues, onDraft }: DraftInput): void {
  const { days, time_zone } = values;
  // Every letter would draw the whole calendar anew.
  const [settled] = useDebouncedValue(title, 300);
  useEffect(() => {
    const at = (wall: Wall) => instantOf(wall, time_zone);
    onDraft({
      title: settled,
      spans: (isMoved ? days : [])
        .filter(isWhole)
        .map(dayInputOf)
        .map(({ starts_local, ends_local }) => ({ starts_at: at(starts_local), ends_at: at(ends_local) })),
      clashes,
      slots,
      onTake: ({ starts_local }) =>
        onValues((now) => ({ ...now, days: shiftedDays(now.days, starts_local) })),
    });
  }, [days, time_zone, settled, isMoved, clashes, slots, onValues, onDraft]);
  useEffect(() => () => onDraft(null), [onDraft]);
}
