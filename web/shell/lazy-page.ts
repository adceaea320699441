// One line per page: its code, its texts and its data are fetched together, when the page is wanted.
import { lazyRouteComponent } from '@tanstack/react-router';
import { loadNamespaces } from '#web/lib/i18n.ts';
import type { RouterContext } from './guards.ts';

export type PageLoaderInput = {
  context: RouterContext;
  params: Readonly<Record<string, string>>;
  /** What the address carries after `?`, as the router parsed it. */
  search: Readonly<Record<string, unknown>>;
  preload: boolean;
};

/**
 * A page's module: the component, and optionally `loader`, which starts the page's queries.
 *
 * The loader should `void queryClient.prefetchQuery(…)` and not wait: the page then appears at once with skeletons.
 * It waits only for what decides whether the page exists at all.
 */
export type PageModule = { loader?: (input: PageLoaderInput) => unknown };

type LazyPageOptions = {
  /** Namespaces of texts beyond the base ones. */
  texts?: readonly string[];
};

/** What a router loader hands over that pages use; a structural part of the router's own type. */
type RouterLoaderInput = {
  context: unknown;
  params: unknown;
  preload: boolean;
  location: { search: unknown };
};

export function lazyPage<Module extends object, Name extends keyof Module & string>(
  load: () => Promise<Module>,
  name: Name,
  { texts = [] }: LazyPageOptions = {},
) {
  return {
    component: lazyRouteComponent(load as () => Promise<Record<string, never>>, name),
    loader: async ({ context, params, preload, location }: RouterLoaderInput): Promise<void> => {
      const start = async () => {
        const module = (await load()) as PageModule;
        await module.loader?.({
          context: context as RouterContext,
          params: params as Record<string, string>,
          search: location.search as Record<string, unknown>,
          preload,
        });
      };
      await Promise.all([loadNamespaces(texts), start()]);
    },
  };
}
