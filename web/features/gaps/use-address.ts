// The state of a page as its address says it, and how to go to another one.
import { useRouter, useRouterState } from '@tanstack/react-router';

export function useAddress<State>(read: (search: string) => State, hrefOf: (state: State) => string) {
  const router = useRouter();
  const search = useRouterState({ select: ({ location }) => location.searchStr });
  const show = (next: State, { replace = false } = {}) =>
    void router.navigate({ href: hrefOf(next), replace, resetScroll: false });
  return { state: read(search), show };
}
