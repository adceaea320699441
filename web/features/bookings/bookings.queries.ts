// What the screens of sessions and bookings read. Keys begin with the contract's group, so that one live hint reaches them.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Booking } from '#contract/bookings.ts';
import type { SessionDetail, TrainingSession } from '#contract/calendar.ts';
import { api } from '#web/lib/api.ts';
import type { SessionsSearch } from './sessions-search.ts';

export type { Booking, SessionDetail, TrainingSession };

export const bookingsKeys = { all: ['bookings'] as const };

const pageOf = (next: string | null): number | undefined =>
  next === null ? undefined : Number(new URL(next).searchParams.get('page')) || undefined;

const sessionsPageSize = 25;

/** Sessions to come, a page at a time; pages by number, because they say how many there are in all. */
export const sessionsQuery = ({ view, search, course_id, free }: SessionsSearch) =>
  infiniteQueryOptions({
    queryKey: [...bookingsKeys.all, 'sessions', { view, search, course_id, free }],
    queryFn: ({ pageParam, signal }) =>
      api.calendar.listTrainingSessions({
        query: {
          view,
          search,
          course_id,
          free_seats: free ? 'true' : undefined,
          page: pageParam,
          page_size: sessionsPageSize,
        },
        signal,
      }),
    initialPageParam: 1,
    getNextPageParam: ({ next }) => pageOf(next),
    placeholderData: keepPreviousData,
  });

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: [...bookingsKeys.all, 'session', id],
    queryFn: ({ signal }) => api.calendar.getTrainingSession({ params: { id }, signal }),
    // Hints reach those whose own booking changed; that others came or went, and one's place moved on, is asked for.
    refetchInterval: 30_000,
  });

/** The next sessions of a course that can be seen, for its page. */
export const courseSessionsQuery = (course_id: string) =>
  queryOptions({
    queryKey: [...bookingsKeys.all, 'course', course_id],
    queryFn: ({ signal }) =>
      api.calendar.listTrainingSessions({ query: { course_id, page_size: 4 }, signal }),
  });

/** Everything of one's own that is not over, what comes first first. */
export const ownSessionsQuery = queryOptions({
  queryKey: [...bookingsKeys.all, 'own'],
  queryFn: ({ signal }) =>
    api.calendar.listTrainingSessions({ query: { view: 'mine', page_size: 20 }, signal }),
});

/** What stands in the reader's own calendar at the time of a session. */
export const meanwhileQuery = ({ starts_at, ends_at }: Pick<TrainingSession, 'starts_at' | 'ends_at'>) =>
  queryOptions({
    queryKey: [...bookingsKeys.all, 'meanwhile', { starts_at, ends_at }],
    queryFn: ({ signal }) =>
      api.calendar.listEntries({ query: { from: starts_at, to: ends_at, view: 'mine' }, signal }),
    // A warning is worth nothing where the server cannot answer; the booking itself needs none.
    retry: false,
  });

export const peoplePageSize = 50;
export const peopleStates = [
  'booked',
  'offered',
  'waiting',
  'requested',
  'cancelled',
  'refused',
  'lapsed',
] as const;
export type PeopleFilter = { state?: Booking['state']; search?: string; page: number };

/** The people of a session, in the order in which they asked. */
export const peopleQuery = (session_id: string, { state, search, page }: PeopleFilter) =>
  queryOptions({
    queryKey: [...bookingsKeys.all, 'people', session_id, { state, search, page }],
    queryFn: ({ signal }) =>
      api.bookings.listBookings({
        query: { session_id, state, search, ordering: 'queue', page, page_size: peoplePageSize },
        signal,
      }),
    placeholderData: keepPreviousData,
  });

export const requestsPageSize = 25;

export const requestsQuery = (page: number) =>
  queryOptions({
    queryKey: [...bookingsKeys.all, 'requests', page],
    queryFn: ({ signal }) =>
      api.bookings.listApprovals({ query: { page, page_size: requestsPageSize }, signal }),
    placeholderData: keepPreviousData,
  });

/** The next sessions the reader teaches or runs; a few more than are shown, because some may be cancelled. */
export const taughtNextQuery = queryOptions({
  queryKey: [...bookingsKeys.all, 'taught', 'next'],
  queryFn: ({ signal }) =>
    api.calendar.listTrainingSessions({ query: { view: 'teaching', page_size: 10 }, signal }),
});

/** How many requests wait for the reader. */
export const requestCountQuery = queryOptions({
  queryKey: [...bookingsKeys.all, 'requests', 'count'],
  queryFn: ({ signal }) => api.bookings.listApprovals({ query: { page_size: 1 }, signal }),
});

/** People whom the reader may book: anybody for those who run the session, else those below them. */
export const bookableQuery = (runs: boolean, search: string) =>
  queryOptions({
    queryKey: [...bookingsKeys.all, 'bookable', { runs, search }],
    queryFn: async ({ signal }) => {
      const asked = search || undefined;
      if (!runs) {
        const team = await api.gaps.listTeam({ query: { search: asked, page_size: 20 }, signal });
        return team.results.map(({ person }) => ({ id: person.id, display_name: person.display_name }));
      }
      const found = await api.identity.listUsers({
        query: { search: asked, is_active: 'true', page_size: 20 },
        signal,
      });
      return found.results.map(({ id, display_name, email }) => ({ id, display_name, email }));
    },
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
