// Starts the browser application: texts first, then one render.
import '#web/ui/styles.ts';
import { RouterProvider } from '@tanstack/react-router';
import i18next from 'i18next';
import { lazy } from 'react';
import { createRoot } from 'react-dom/client';
import { startI18n } from '#web/lib/i18n.ts';
import type { Caught, Reporter } from '#web/lib/report.ts';
import { keepSession, keepSessionFresh, onSessionEnd } from '#web/lib/session.ts';
import { ErrorBoundary } from '#web/shell/ErrorBoundary.tsx';
import { frameParts } from '#web/shell/frame-parts.ts';
import { AccessDenied } from '#web/shell/guards.ts';
import { Providers } from '#web/shell/Providers.tsx';
import { createQueryClient } from '#web/shell/query-client.ts';
import { createAppRouter } from '#web/shell/router.tsx';
import { registerServiceWorker } from '#web/shell/service-worker.ts';
import { problemText } from '#web/ui/problem.ts';
import { notifyProblem } from '#web/ui/toast-store.ts';

const queryClient = createQueryClient({
  onSessionEnded: () => keepSession(queryClient, null),
  onWriteFailed: (error) => notifyProblem(problemText(error, i18next.t)),
});
const router = createAppRouter(queryClient);
onSessionEnd(() => void router.invalidate());

/** A page that is closed to somebody is shown as such; it is no failure that belongs into the console. */
function onCaughtError(error: unknown): void {
  if (!(error instanceof AccessDenied)) reportError(error);
}

// Errors are kept until the reporter is there: it comes after the first view, which it must not hold up.
const early: Caught[] = [];
const keepEarly = ({ error }: ErrorEvent) => void (early.length < 5 && early.push({ kind: 'error', error }));
window.addEventListener('error', keepEarly);
function loadReporter(): void {
  void import('#web/lib/report.ts').then(({ startReporting }): Reporter => {
    window.removeEventListener('error', keepEarly);
    return startReporting({
      version: import.meta.env.VITE_VERSION,
      routeOf: () => router.state.matches.at(-1)?.fullPath ?? '/',
      onPage: (shown) => void router.subscribe('onResolved', ({ pathChanged }) => pathChanged && shown()),
      early,
    });
  });
}

// After an upgrade the parts that an open tab asks for are gone: it starts anew where it stands, but never in a circle.
const lastReload = 'ly-reloaded-at';
window.addEventListener('vite:preloadError', (event) => {
  const before = Number(sessionStorage.getItem(lastReload) ?? 0);
  if (Date.now() - before < 60_000) return;
  event.preventDefault();
  sessionStorage.setItem(lastReload, String(Date.now()));
  window.location.reload();
});

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no #root');
  const texts = await startI18n();
  createRoot(root, { onCaughtError }).render(
    <Providers texts={texts} queryClient={queryClient}>
      <ErrorBoundary onRetry={() => void router.invalidate()}>
        <RouterProvider router={router} />
      </ErrorBoundary>
    </Providers>,
  );
}

frameParts.Search = lazy(async () => ({
  default: (await import('#web/features/search/components/Search.tsx')).Search,
}));
frameParts.Bell = lazy(async () => ({
  default: (await import('#web/features/notifications/components/Bell.tsx')).Bell,
}));
keepSessionFresh(queryClient);
void start().then(() => setTimeout(loadReporter, 3000));
if (import.meta.env.PROD) registerServiceWorker();
