/**
 * The service worker of an officer's rounds: brings the inspection page up on a phone that has no network. It holds the
 * page and its hashed files, never an answer of the API; and it answers with the page only when the server could not be
 * reached, so nobody is shown an old one after an update. Registered and removed by `api/offline-copy.ts`.
 */

/** Put in by the build (scripts/offline-copy.ts), so that every build is another worker. */
declare const OFFLINE_COPY: {
  /** Over the names of all files. */
  readonly version: string;
  /** The script that a page of this build starts with. */
  readonly entry: string;
  readonly files: readonly string[];
};

interface LifeEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends LifeEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  readonly location: Location;
  skipWaiting(): Promise<void>;
  addEventListener(name: 'install' | 'activate', listener: (event: LifeEvent) => void): void;
  addEventListener(name: 'fetch', listener: (event: FetchEvent) => void): void;
}

const worker = globalThis as unknown as Worker;
const { version, entry, files } = OFFLINE_COPY;
const PAGE = '/ward/inspect';
const FAMILY = 'offline-copy-';
const CACHE = `${FAMILY}${version}`;
const known = new Set(files);

/** All or nothing: what fails leaves the copy before it in place, and is tried again by the next visit. */
async function takeAlong(): Promise<void> {
  const page = await fetch(PAGE, { cache: 'reload', credentials: 'omit', redirect: 'error' });
  const text = await page.clone().text();
  // The server was updated a moment ago: the page asks for other files than these.
  if (!page.ok || !text.includes(entry)) throw new Error('another build is served');
  const cache = await caches.open(CACHE);
  await cache.addAll(files.map((file) => new Request(file, { credentials: 'omit' })));
  await cache.put(PAGE, page);
  await worker.skipWaiting();
}

async function dropOlder(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(FAMILY) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

const findKept = (path: string): Promise<Response | undefined> =>
  caches.match(path, { cacheName: CACHE, ignoreVary: true });

async function openPage(request: Request, path: string): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    // Inspecting is what can be done without a network.
    if (path !== PAGE) return Response.redirect(PAGE, 302);
    const kept = await findKept(PAGE);
    if (kept) return kept;
    throw error;
  }
}

worker.addEventListener('install', (event) => event.waitUntil(takeAlong()));
worker.addEventListener('activate', (event) => event.waitUntil(dropOlder()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate') {
    // An invitation is accepted with a network only, and its link must not be lost.
    if (pathname !== '/ward/join') event.respondWith(openPage(request, pathname));
    return;
  }
  if (known.has(pathname)) event.respondWith(findKept(pathname).then((kept) => kept ?? fetch(request)));
});
