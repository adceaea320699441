// What administrators read of browsers' reports.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';

export const telemetryKeys = { errors: ['telemetry', 'errors'] as const };
export const errorsPageSize = 20;

export type ErrorsFilter = { state: 'open' | 'solved'; search?: string | undefined; page: number };

export const errorsQuery = ({ state, search, page }: ErrorsFilter) =>
  queryOptions({
    queryKey: [...telemetryKeys.errors, { state, search, page }],
    queryFn: ({ signal }) =>
      api.telemetry.listClientErrors({ query: { state, search, page, page_size: errorsPageSize }, signal }),
    placeholderData: keepPreviousData,
  });

export const usageQuery = (days: number) =>
  queryOptions({
    queryKey: ['telemetry', 'usage', days],
    queryFn: ({ signal }) => api.telemetry.getUsage({ query: { days }, signal }),
  });
