// What people change in calendars. All of it may change what stands where, so all of it is read again.
import { useQueryClient } from '@tanstack/react-query';
import type * as z from 'zod';
import type { calendar, Room } from '#contract/calendar.ts';
import { api } from '#web/lib/api.ts';
import { useWrite } from '#web/lib/use-write.ts';
import { calendarKeys } from './calendar.queries.ts';
import type { SessionBody, SessionChange } from './planning/session-values.ts';

function useCalendarWrite<Input, Answer>(
  write: (input: Input) => Promise<Answer>,
  also: readonly string[] = [],
) {
  const client = useQueryClient();
  return useWrite({
    mutationFn: write,
    onSettled: () =>
      Promise.all(
        [calendarKeys.all, ...also.map((group) => [group])].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

export const usePlanSession = () =>
  useCalendarWrite((body: SessionBody) => api.calendar.createSession({ body }), ['bookings']);

type SeriesBody = z.input<typeof calendar.createSeries.body>;
export const usePlanSeries = () =>
  useCalendarWrite((body: SeriesBody) => api.calendar.createSeries({ body }), ['bookings']);

export const useChangeSession = (id: string) =>
  useCalendarWrite(
    ({ body, ifMatch }: { body: SessionChange; ifMatch: number }) =>
      api.calendar.updateSession({ params: { id }, body, ifMatch }),
    ['bookings', 'attendance'],
  );

export const useCancelSession = (id: string) =>
  useCalendarWrite(
    (body: { reason: string; scope: 'one' | 'following'; tell: boolean }) =>
      api.calendar.cancelSession({ params: { id }, body }),
    ['bookings'],
  );

export const useRestoreSession = (id: string) =>
  useCalendarWrite(
    (tell: boolean) => api.calendar.restoreSession({ params: { id }, body: { tell } }),
    ['bookings'],
  );

export const useDeleteSession = (id: string) =>
  useCalendarWrite(() => api.calendar.deleteSession({ params: { id } }), ['bookings']);

type RoomBody = z.input<typeof calendar.createRoom.body>;

/** Adds a room without one, else changes it if it still has this version. */
export const useSaveRoom = () =>
  useCalendarWrite(({ room, body }: { room?: Room; body: RoomBody }) =>
    room
      ? api.calendar.updateRoom({ params: { id: room.id }, body, ifMatch: room.record_version })
      : api.calendar.createRoom({ body }),
  );

export const useArchiveRoom = () =>
  useCalendarWrite(({ id, isArchived }: { id: string; isArchived: boolean }) =>
    isArchived ? api.calendar.archiveRoom({ params: { id } }) : api.calendar.restoreRoom({ params: { id } }),
  );

type HolidayBody = z.input<typeof calendar.createHoliday.body>;

export const useSaveHoliday = () =>
  useCalendarWrite(
    ({ holiday, body }: { holiday?: { id: string; record_version: number }; body: HolidayBody }) =>
      holiday
        ? api.calendar.updateHoliday({ params: { id: holiday.id }, body, ifMatch: holiday.record_version })
        : api.calendar.createHoliday({ body }),
  );

export const useDeleteHoliday = () =>
  useCalendarWrite((id: string) => api.calendar.deleteHoliday({ params: { id } }));

type OwnEventBody = z.input<typeof calendar.createOwnEvent.body>;

export const useSaveOwnEvent = () =>
  useCalendarWrite(
    ({ event, body }: { event?: { id: string; record_version: number }; body: OwnEventBody }) =>
      event
        ? api.calendar.updateOwnEvent({ params: { id: event.id }, body, ifMatch: event.record_version })
        : api.calendar.createOwnEvent({ body }),
  );

export const useDeleteOwnEvent = () =>
  useCalendarWrite((id: string) => api.calendar.deleteOwnEvent({ params: { id } }));

export const useMakeFeed = () =>
  useCalendarWrite((body: z.input<typeof calendar.createFeed.body>) => api.calendar.createFeed({ body }));

export const useRevokeFeed = () =>
  useCalendarWrite((id: string) => api.calendar.revokeFeed({ params: { id } }));
