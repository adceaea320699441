// The router: layouts and pages put together, prefetching on hover and focus, screens for errors and lost ways.
import type { QueryClient } from '@tanstack/react-query';
import { createRouter, type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { ErrorScreen } from './ErrorScreen.tsx';
import { appLayout, focusLayout, openLayout, publicLayout, rootRoute } from './layouts.tsx';
import { NotFoundScreen } from './NotFoundScreen.tsx';
import { appPages, focusPages, openPages, publicPages } from './pages.ts';

const routeTree = rootRoute.addChildren([
  appLayout.addChildren(appPages),
  openLayout.addChildren(openPages),
  focusLayout.addChildren(focusPages),
  publicLayout.addChildren(publicPages),
]);

function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return <ErrorScreen error={error} onRetry={retry} />;
}

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 500,
    scrollRestoration: true,
    defaultErrorComponent: PageError,
    defaultNotFoundComponent: NotFoundScreen,
    trailingSlash: 'never',
  });
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}
