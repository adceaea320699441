// Lets the application open without a network (public/sw.js). Where browsers cannot or may not, nothing is missing but that.

export function registerServiceWorker(): void {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return;
  const register = () =>
    navigator.serviceWorker
      .register('/sw.js', { updateViaCache: 'none' })
      .then(() => navigator.serviceWorker.ready)
      .then(tellLoaded)
      .catch(() => undefined);
  // The page comes first.
  if (document.readyState === 'complete') void register();
  else window.addEventListener('load', () => void register(), { once: true });
}

/** What was loaded before the worker could see it: the parts of the page that is open now. */
function tellLoaded(registration: ServiceWorkerRegistration): void {
  const urls = performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === window.location.origin && pathname.startsWith('/assets/'))
    .map(({ pathname }) => pathname);
  registration.active?.postMessage({ kind: 'loaded', urls });
}
