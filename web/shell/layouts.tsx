// The layouts a page can stand in, as routes: `app` (signed in, with the frame), `open` (the frame that fits the
// session), `focus` (signed in, bare) and `public`.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  Outlet,
  useRouter,
  useRouterState,
} from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { hasChosenLanguage, setLanguage } from '#web/lib/i18n.ts';
import { sessionQuery } from '#web/lib/session.ts';
import { TimeZoneProvider } from '#web/lib/time-zone.tsx';
import { ToastRegion } from '#web/ui/ToastRegion.tsx';
import { AppFrame } from './AppFrame.tsx';
import { frameParts } from './frame-parts.ts';
import { type RouterContext, requireSession } from './guards.ts';
import { NotFoundScreen } from './NotFoundScreen.tsx';
import { PublicFrame } from './PublicFrame.tsx';
import { RouteProgress } from './RouteProgress.tsx';
import { signOut } from './sign-out.ts';
import { useArrival } from './use-arrival.ts';

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Root,
  notFoundComponent: NotFoundScreen,
});

function Root() {
  const isNavigating = useRouterState({ select: (state) => state.isLoading });
  const { data: session } = useQuery({ ...sessionQuery, enabled: false });
  useArrival();
  return (
    <TimeZoneProvider zone={session?.user.time_zone}>
      <RouteProgress isNavigating={isNavigating} />
      <Outlet />
      <ToastRegion />
    </TimeZoneProvider>
  );
}

export const appLayout = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  beforeLoad: requireSession,
  component: AppLayout,
});

function AppLayout() {
  const { data: session } = useQuery(sessionQuery);
  const queryClient = useQueryClient();
  const router = useRouter();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const user = session?.user;
  useEffect(() => {
    if (user?.language && !hasChosenLanguage()) void setLanguage(user.language);
  }, [user?.language]);
  if (!user) return null;
  const { Search, Bell } = frameParts;
  return (
    <AppFrame
      person={{ ...user, leads: session.leads }}
      pathname={pathname}
      search={
        Search && (
          <Suspense fallback={null}>
            <Search />
          </Suspense>
        )
      }
      bell={
        Bell && (
          <Suspense fallback={null}>
            <Bell />
          </Suspense>
        )
      }
      onSignOut={() => void signOut(queryClient, router)}
    >
      <Outlet />
    </AppFrame>
  );
}

/** Pages for everybody: in the application's frame with a session, in the public one without. */
export const openLayout = createRoute({
  getParentRoute: () => rootRoute,
  id: 'open',
  beforeLoad: async ({ context }) => {
    await context.queryClient.ensureQueryData(sessionQuery);
  },
  component: OpenLayout,
});

function OpenLayout() {
  const { data: session } = useQuery(sessionQuery);
  if (session?.user) return <AppLayout />;
  return (
    <PublicFrame>
      <Outlet />
    </PublicFrame>
  );
}

export const focusLayout = createRoute({
  getParentRoute: () => rootRoute,
  id: 'focus',
  beforeLoad: requireSession,
});

/** Pages that work with and without a session; each chooses PublicFrame or WallFrame itself. */
export const publicLayout = createRoute({ getParentRoute: () => rootRoute, id: 'public' });
