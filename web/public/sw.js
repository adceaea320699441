// The service worker: opens the application without a network, and never stands between people and a new version.
//
// Pages come from the network first, so a new build is there with the next load; what is kept of the page is only for when there is
// no network. Files under /assets carry a hash of their content in their name and are kept for good. Nothing under /api is ever kept
// here: answers are personal, and whoever signs out or shares a device must not leave them behind.
'use strict';

// Filled in by scripts/build.ts: what this build consists of.
const build = { version: 'none', shell: ['/'], assets: [] };

const shellCache = `lyceum-shell-${build.version}`;
const assetCache = 'lyceum-assets';
const page = '/index.html';

self.addEventListener('install', (event) => {
  // Where browsers can, requests to the server do not even pass through here.
  if (typeof event.addRoutes === 'function') {
    const direct = event.addRoutes({ condition: { urlPattern: { pathname: '/api/*' } }, source: 'network' });
    event.waitUntil(Promise.resolve(direct).catch(() => undefined));
  }
  event.waitUntil(install());
});

async function install() {
  const shell = await caches.open(shellCache);
  await shell.addAll(build.shell.filter((url) => !isAsset(url)).map((url) => new Request(url, { cache: 'reload' })));
  const assets = await caches.open(assetCache);
  await Promise.all(build.shell.filter(isAsset).map((url) => keepAsset(assets, url)));
  await self.skipWaiting();
}

self.addEventListener('activate', (event) => event.waitUntil(activate()));

async function activate() {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith('lyceum-shell-') && name !== shellCache).map((name) => caches.delete(name)),
  );
  const assets = await caches.open(assetCache);
  const current = new Set(build.assets);
  const kept = await assets.keys();
  await Promise.all(
    kept.filter(({ url }) => !current.has(new URL(url).pathname)).map((request) => assets.delete(request)),
  );
  await self.clients.claim();
}

const isAsset = (pathname) => pathname.startsWith('/assets/');

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api/')) return;
  if (isAsset(url.pathname)) event.respondWith(asset(request));
  else if (request.mode === 'navigate') event.respondWith(networkFirst(request, page));
  else if (build.shell.includes(url.pathname)) event.respondWith(networkFirst(request, url.pathname));
});

async function asset(request) {
  const assets = await caches.open(assetCache);
  const kept = await assets.match(request.url);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && answer.status === 200) await assets.put(request.url, answer.clone()).catch(() => undefined);
  return answer;
}

async function networkFirst(request, fallback) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(shellCache)).match(fallback);
    if (kept) return kept;
    throw error;
  }
}

async function keepAsset(assets, url) {
  if (await assets.match(url)) return;
  const answer = await fetch(url);
  if (answer.ok) await assets.put(url, answer);
}

// A page that was opened before there was a worker says what it has loaded since, so that it opens again without a network.
self.addEventListener('message', (event) => {
  if (event.data?.kind !== 'loaded' || !Array.isArray(event.data.urls)) return;
  const current = new Set(build.assets);
  const urls = event.data.urls.filter((url) => current.has(url));
  event.waitUntil(
    caches.open(assetCache).then((assets) => Promise.allSettled(urls.map((url) => keepAsset(assets, url)))),
  );
});
