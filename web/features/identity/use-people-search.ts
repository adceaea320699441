// The state of the people list as its address says it, and how to go to another one.
import { useRouter, useRouterState } from '@tanstack/react-router';
import { type PeopleSearch, peopleHref, readPeopleSearch } from './people-search.ts';

export function usePeopleSearch() {
  const router = useRouter();
  const state = useRouterState({ select: ({ location }) => location.searchStr });
  const show = (next: PeopleSearch, { replace = false } = {}) =>
    void router.navigate({ href: peopleHref(next), replace, resetScroll: false });
  return { state: readPeopleSearch(state), show };
}
