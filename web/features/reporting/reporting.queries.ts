// What the screens of reporting lines read. Keys begin with the contract's group.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';
import type { LinesSearch } from './lines-search.ts';

export const reportingKeys = { all: ['reporting'] as const };
export const linesPageSize = 25;

const queryOf = ({ without_manager, include_inactive, ...rest }: LinesSearch) => ({
  ...rest,
  without_manager: without_manager && ('true' as const),
  include_inactive: include_inactive && ('true' as const),
});

export const linesQuery = (search: LinesSearch) =>
  queryOptions({
    queryKey: [...reportingKeys.all, 'lines', search],
    queryFn: ({ signal }) =>
      api.reporting.listLines({ query: { ...queryOf(search), page_size: linesPageSize }, signal }),
    placeholderData: keepPreviousData,
  });

/** How many people have no manager. */
export const withoutManagerQuery = queryOptions({
  queryKey: [...reportingKeys.all, 'without'],
  queryFn: ({ signal }) =>
    api.reporting.listLines({ query: { without_manager: 'true', page_size: 1 }, signal }),
  select: ({ count }) => count ?? 0,
});

export const managerQuery = (person_id: string) =>
  queryOptions({
    queryKey: [...reportingKeys.all, 'manager', person_id],
    queryFn: ({ signal }) => api.reporting.getManager({ params: { id: person_id }, signal }),
  });

export const actingQuery = queryOptions({
  queryKey: [...reportingKeys.all, 'acting'],
  queryFn: ({ signal }) => api.reporting.listActing({ query: { page_size: 100 }, signal }),
});

/** People to choose from, as somebody types. */
export const peopleChoicesQuery = (search: string) =>
  queryOptions({
    queryKey: [...reportingKeys.all, 'people', search],
    queryFn: ({ signal }) =>
      api.identity.listUsers({
        query: { search: search || undefined, is_active: 'true', page_size: 10 },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
