// The state of the mail log as its address says it, and how to go to another one.
import { useRouter, useRouterState } from '@tanstack/react-router';
import { type MailSearch, mailHref, readMailSearch } from './mail-search.ts';

export function useMailSearch() {
  const router = useRouter();
  const state = useRouterState({ select: ({ location }) => location.searchStr });
  const show = (next: MailSearch, { replace = false } = {}) =>
    void router.navigate({ href: mailHref(next), replace, resetScroll: false });
  return { state: readMailSearch(state), show };
}
