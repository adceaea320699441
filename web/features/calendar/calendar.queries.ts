// What the calendar's screens read. Keys begin with the contract's group, so that one live hint reaches all of it.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type * as z from 'zod';
import type { calendar } from '#contract/calendar.ts';
import { api } from '#web/lib/api.ts';

export const calendarKeys = { all: ['calendar'] as const };

type EntriesView = 'mine' | 'offered' | 'teaching';

export const entriesQuery = (from: string, to: string, view: EntriesView) =>
  queryOptions({
    queryKey: [...calendarKeys.all, 'entries', { from, to, view }],
    queryFn: ({ signal }) => api.calendar.listEntries({ query: { from, to, view }, signal }),
    placeholderData: keepPreviousData,
  });

export const sessionDetailQuery = (id: string) =>
  queryOptions({
    queryKey: [...calendarKeys.all, 'session', id],
    queryFn: ({ signal }) => api.calendar.getTrainingSession({ params: { id }, signal }),
  });

export type Planned = z.input<typeof calendar.findClashes.body>;

/** What stands in the way of a time that is being thought about. Old answers stay until the new one is there. */
export const clashesQuery = (planned: Planned) =>
  queryOptions({
    queryKey: [...calendarKeys.all, 'clashes', planned],
    queryFn: ({ signal }) => api.calendar.findClashes({ body: planned, signal }),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });

export type SeriesPlan = z.input<typeof calendar.previewSeries.body>;

export const seriesPreviewQuery = (plan: SeriesPlan) =>
  queryOptions({
    queryKey: [...calendarKeys.all, 'preview', plan],
    queryFn: ({ signal }) => api.calendar.previewSeries({ body: plan, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });

/** Who stands first in the waiting list, for the panel; the whole list is on the session's own page. */
export const bookedQuery = (session_id: string, state: 'booked' | 'waiting') =>
  queryOptions({
    queryKey: [...calendarKeys.all, 'booked', session_id, state],
    queryFn: ({ signal }) =>
      api.bookings.listBookings({ query: { session_id, state, ordering: 'queue', page_size: 5 }, signal }),
  });

export const roomChoicesQuery = queryOptions({
  queryKey: [...calendarKeys.all, 'rooms', 'choices'],
  queryFn: ({ signal }) => api.calendar.listRooms({ query: { page_size: 100 }, signal }),
  staleTime: 60_000,
});

/** Sessions that touch a stretch of time, to say which rooms are taken then. */
export const takenQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: [...calendarKeys.all, 'taken', { from, to }],
    queryFn: ({ signal }) =>
      api.calendar.listTrainingSessions({ query: { from, to, page_size: 100 }, signal }),
    placeholderData: keepPreviousData,
  });

export type RoomsSearch = { search: string; page: number; archived: boolean; ordering: RoomOrdering };
export type RoomOrdering = 'name' | '-name' | 'capacity' | '-capacity';
export const roomsPageSize = 25;

export const roomsQuery = ({ search, page, archived, ordering }: RoomsSearch) =>
  queryOptions({
    queryKey: [...calendarKeys.all, 'rooms', { search, page, archived, ordering }],
    queryFn: ({ signal }) =>
      api.calendar.listRooms({
        query: {
          search: search || undefined,
          page,
          ordering,
          archived: archived ? 'true' : 'false',
          page_size: roomsPageSize,
        },
        signal,
      }),
    placeholderData: keepPreviousData,
  });

export const roomSessionsQuery = (room_id: string, page: number) =>
  queryOptions({
    queryKey: [...calendarKeys.all, 'room-sessions', room_id, page],
    queryFn: ({ signal }) =>
      api.calendar.listTrainingSessions({
        query: { room_id, page, page_size: 10, status: 'planned' },
        signal,
      }),
    placeholderData: keepPreviousData,
  });

export const holidaysPageSize = 25;

export const holidaysQuery = ({ search, page }: { search: string; page: number }) =>
  queryOptions({
    queryKey: [...calendarKeys.all, 'holidays', { search, page }],
    queryFn: ({ signal }) =>
      api.calendar.listHolidays({
        query: { search: search || undefined, page, page_size: holidaysPageSize },
        signal,
      }),
    placeholderData: keepPreviousData,
  });

export const ownEventQuery = (id: string) =>
  queryOptions({
    queryKey: [...calendarKeys.all, 'own-event', id],
    queryFn: ({ signal }) => api.calendar.getOwnEvent({ params: { id }, signal }),
  });

export const feedsQuery = queryOptions({
  queryKey: [...calendarKeys.all, 'feeds'],
  queryFn: ({ signal }) => api.calendar.listFeeds({ query: { page_size: 100 }, signal }),
});

/** Trainers and administrators by name: who may teach a session. */
export const teachersQuery = (search: string) =>
  queryOptions({
    queryKey: [...calendarKeys.all, 'teachers', search],
    queryFn: async ({ signal }) => {
      const find = (role: 'trainer' | 'admin') =>
        api.identity.listUsers({
          query: { role, search: search || undefined, is_active: 'true', page_size: 20 },
          signal,
        });
      const found = (await Promise.all([find('trainer'), find('admin')])).flatMap(({ results }) => results);
      return found.map(({ id, display_name }) => ({ id, display_name, avatar_url: null }));
    },
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

export const courseChoicesQuery = (search: string) =>
  queryOptions({
    queryKey: [...calendarKeys.all, 'courses', search],
    queryFn: ({ signal }) =>
      api.catalog.listCourses({
        query: { search: search || undefined, teaching: 'true', page_size: 20 },
        signal,
      }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

/** For the title of a course that was chosen elsewhere. */
export const courseTitleQuery = (id: string) =>
  queryOptions({
    queryKey: [...calendarKeys.all, 'course', id],
    queryFn: ({ signal }) => api.catalog.getCourse({ params: { id }, signal }),
    staleTime: 60_000,
  });

/** The lessons of a course that one completes by being there. */
export const sessionLessonsQuery = (course_id: string) =>
  queryOptions({
    queryKey: [...calendarKeys.all, 'lessons', course_id],
    queryFn: async ({ signal }) => {
      const { modules } = await api.catalog.getDraftOutline({ params: { id: course_id }, signal });
      return modules.flatMap(({ lessons }) => lessons).filter(({ kind }) => kind === 'session');
    },
    retry: false,
  });
