// What the web reads of identity. Keys begin with the contract's group, so that one invalidation reaches all of it.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';
import { type PeopleSearch, peoplePageSize } from './people-search.ts';

export const identityKeys = {
  all: ['identity'] as const,
  me: ['identity', 'me'] as const,
  profile: ['identity', 'profile'] as const,
  sessions: ['identity', 'sessions'] as const,
  people: ['identity', 'people'] as const,
  person: (id: string) => ['identity', 'person', id] as const,
  directory: ['identity', 'directory'] as const,
};

/** The installation's name and whether people may register; does not change while a page is open. */
export const siteQuery = queryOptions({
  queryKey: [...identityKeys.all, 'site'],
  queryFn: ({ signal }) => api.identity.getSite({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const meQuery = queryOptions({
  queryKey: identityKeys.me,
  queryFn: ({ signal }) => api.identity.getMe({ signal }),
});

export const profileQuery = queryOptions({
  queryKey: identityKeys.profile,
  queryFn: ({ signal }) => api.identity.getProfile({ signal }),
});

export const sessionsQuery = queryOptions({
  queryKey: identityKeys.sessions,
  queryFn: ({ signal }) => api.identity.listSessions({ signal }),
});

/** One page of people; the page before it stays on screen until the new one is there. */
export function peopleQuery({ person: _person, ...filters }: PeopleSearch) {
  return queryOptions({
    queryKey: [...identityKeys.people, 'page', filters],
    queryFn: ({ signal }) =>
      api.identity.listUsers({ query: { ...filters, page_size: peoplePageSize }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** A hundred of the people that the list shows, from a cursor on: for the CSV file. */
export function fetchPeople({ person: _person, page: _page, ...filters }: PeopleSearch, cursor: string) {
  return api.identity.listUsers({ query: { ...filters, cursor, page_size: 100 } });
}

/** How many people there are, and how many of them are deactivated; the smallest page carries the count. */
export function peopleCountQuery(filter: { is_active?: 'false' } = {}) {
  return queryOptions({
    queryKey: [...identityKeys.people, 'count', filter],
    queryFn: ({ signal }) => api.identity.listUsers({ query: { ...filter, page_size: 1 }, signal }),
    select: (page) => page.count ?? 0,
  });
}

export function personQuery(id: string) {
  return queryOptions({
    queryKey: identityKeys.person(id),
    queryFn: ({ signal }) => api.identity.getUser({ params: { id }, signal }),
  });
}

/** Names to choose from; long lists are still typed, the field only suggests. */
export const departmentsQuery = queryOptions({
  queryKey: [...identityKeys.directory, 'departments'],
  queryFn: ({ signal }) => api.identity.listDepartments({ query: { page_size: 100 }, signal }),
  select: (page) => page.results.map(({ name }) => name),
});

export const positionsQuery = queryOptions({
  queryKey: [...identityKeys.directory, 'positions'],
  queryFn: ({ signal }) => api.identity.listPositions({ query: { page_size: 100 }, signal }),
  select: (page) => page.results.map(({ name }) => name),
});
