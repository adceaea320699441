// The state of the catalog as its address says it, and how to go to another one.
import { useRouter, useRouterState } from '@tanstack/react-router';
import { type CatalogSearch, catalogHref, readCatalogSearch } from './catalog-search.ts';

export function useCatalogSearch() {
  const router = useRouter();
  const state = useRouterState({ select: ({ location }) => location.searchStr });
  const show = (next: CatalogSearch, { replace = false } = {}) =>
    void router.navigate({ href: catalogHref(next), replace, resetScroll: !replace });
  return { state: readCatalogSearch(state), show };
}
