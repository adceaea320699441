// The state of a calendar as its address says it, and how to go to another one.
import { useRouter, useRouterState } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { type CalendarSearch, calendarHref, readCalendarSearch } from './calendar-search.ts';

export function useCalendarAddress(path: string) {
  const router = useRouter();
  const search = useRouterState({ select: ({ location }) => location.searchStr });
  const show = useCallback(
    (next: CalendarSearch, { replace = false } = {}) =>
      void router.navigate({ href: calendarHref(path, next), replace, resetScroll: false }),
    [router, path],
  );
  return { state: useMemo(() => readCalendarSearch(search), [search]), show };
}
