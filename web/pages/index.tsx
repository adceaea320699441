// The front page: home for those who are signed in, the landing page for everybody else. Each is fetched only when it is
// the one that shows.
import { lazy } from 'react';
import { loadNamespaces } from '#web/lib/i18n.ts';
import { sessionQuery, useSession } from '#web/lib/session.ts';
import type { PageLoaderInput, PageModule } from '#web/shell/lazy-page.ts';

const loadDashboard = async () => {
  const [page] = await Promise.all([
    import('./DashboardPage.tsx'),
    loadNamespaces(['enrollment', 'certificates', 'gaps', 'achievements', 'bookings']),
  ]);
  return page;
};
const loadLanding = async () => {
  const [page] = await Promise.all([import('./LandingPage.tsx'), loadNamespaces(['catalog'])]);
  return page;
};

const Dashboard = lazy(async () => ({ default: (await loadDashboard()).DashboardPage }));
const Landing = lazy(async () => ({ default: (await loadLanding()).LandingPage }));

/** Fetches the page that will show, so that it appears whole. */
export async function loader(input: PageLoaderInput) {
  const session = await input.context.queryClient.ensureQueryData(sessionQuery);
  // A page may do without a loader.
  const page = (await (session?.user ? loadDashboard() : loadLanding())) as PageModule;
  await page.loader?.(input);
}

export function IndexPage() {
  return useSession()?.user ? <Dashboard /> : <Landing />;
}
