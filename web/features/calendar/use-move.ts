// Moving and resizing an entry, by pointer and by keys: one state, so that both look and sound the same. Nothing is saved here.
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { clashesQuery, type Planned, sessionDetailQuery } from './calendar.queries.ts';
import { type CalendarEntry, recordIdOf, spanOf } from './placing.ts';
import {
  addDays,
  addMinutes,
  dayOf,
  instantOf,
  minutesBetween,
  timeOf,
  type Wall,
  wallAt,
  wallOf,
} from './wall-time.ts';

/** Times as the reader's clock shows them. */
export type Move = { entry: CalendarEntry; way: 'keys' | 'pointer'; starts: Wall; ends: Wall };
export type Moved = { record_id: string; day_id: string | null; starts_at: string; ends_at: string };

export const stepMinutes = 15;
const mostMinutes = 24 * 60;
const clamped = (minutes: number) => Math.min(mostMinutes, Math.max(stepMinutes, minutes));

export function useMove(zone: string, onDrop: (entry: CalendarEntry, moved: Moved) => void) {
  const [move, setMove] = useState<Move | null>(null);
  const begin = (entry: CalendarEntry, way: Move['way']) => {
    const { starts, ends } = spanOf(entry, zone);
    if (starts && ends) setMove({ entry, way, starts, ends });
  };
  const place = (change: (move: Move) => { starts: Wall; ends: Wall }) =>
    setMove((now) => now && { ...now, ...change(now) });
  return {
    move,
    begin,
    cancel: () => setMove(null),
    /** Shifts by minutes and days; its length stays. */
    shift: (minutes: number, days: number) =>
      place(({ starts, ends }) => shifted(starts, ends, minutes, days)),
    /** The same length from another start. */
    startAt: (next: Wall) =>
      place(({ starts, ends }) => ({ starts: next, ends: addMinutes(next, minutesBetween(starts, ends)) })),
    /** The same start, longer or shorter, never shorter than one step. */
    endAt: (next: Wall) =>
      place(({ starts }) => ({ starts, ends: addMinutes(starts, clamped(minutesBetween(starts, next))) })),
    lengthen: (minutes: number) =>
      place(({ starts, ends }) => ({
        starts,
        ends: addMinutes(starts, clamped(minutesBetween(starts, ends) + minutes)),
      })),
    drop: () => {
      if (!move) return;
      setMove(null);
      const { starts, ends } = spanOf(move.entry, zone);
      if (starts === move.starts && ends === move.ends) return;
      onDrop(move.entry, {
        record_id: recordIdOf(move.entry),
        day_id: move.entry.session?.day_id ?? null,
        starts_at: instantOf(move.starts, zone),
        ends_at: instantOf(move.ends, zone),
      });
    },
  };
}

export type MoveControls = ReturnType<typeof useMove>;

function shifted(starts: Wall, ends: Wall, minutes: number, days: number): { starts: Wall; ends: Wall } {
  const by = (wall: Wall) => addMinutes(wallAt(addDays(dayOf(wall), days), timeOf(wall)), minutes);
  return { starts: by(starts), ends: by(ends) };
}

/** What stands in the way where the entry is held now. Asked once the hand rests for a moment. */
export function useMoveClashes(move: Move | null, zone: string) {
  const session_id = move?.entry.session?.id ?? null;
  const { data: session } = useQuery({
    ...sessionDetailQuery(session_id ?? ''),
    enabled: session_id !== null,
  });
  const planned: Planned | null =
    move && session && session.id === session_id
      ? {
          session_id,
          time_zone: session.time_zone,
          days: session.days.map(({ id, starts_local, ends_local }) =>
            id === move.entry.session?.day_id
              ? {
                  id,
                  starts_local: wallOf(instantOf(move.starts, zone), session.time_zone),
                  ends_local: wallOf(instantOf(move.ends, zone), session.time_zone),
                }
              : { id, starts_local, ends_local },
          ),
          room_id: session.room?.id ?? null,
          trainer_ids: session.trainers.map(({ id }) => id),
          seats: session.seats,
        }
      : null;
  const [resting] = useDebouncedValue(planned && JSON.stringify(planned), 150);
  const { data, isFetching } = useQuery({
    ...clashesQuery(resting ? (JSON.parse(resting) as Planned) : emptyPlan),
    enabled: move !== null && resting !== null,
  });
  const isChecking = isFetching || JSON.stringify(planned) !== resting;
  return { clashes: session_id && data ? data.clashes : [], isChecking: session_id !== null && isChecking };
}

const emptyPlan: Planned = { time_zone: 'UTC', days: [] };
