// The state of a page as its address says it.
import { useRouter, useRouterState } from '@tanstack/react-router';
import { hrefWith } from './activity-search.ts';

/** Reads the address with `read`; `show` goes to another state of the same page. */
export function useAddress<State extends Record<string, string | number | undefined>>(
  read: (search: string) => State,
) {
  const router = useRouter();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const search = useRouterState({ select: ({ location }) => location.searchStr });
  const show = (next: Record<string, string | number | undefined>, { replace = false } = {}) =>
    void router.navigate({ href: hrefWith(path, next), replace, resetScroll: false });
  return { state: read(search), show };
}
