import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';

const ORIGIN = 'https://venues.example';
const COPY = { version: 'v2', entry: '/assets/index-2.js', files: ['/assets/index-2.js', '/assets/index-2.css'] };
const PAGE = `<script src="${COPY.entry}"></script>`;

type Listener = (event: Record<string, unknown>) => void;
const listeners = new Map<string, Listener>();
const kept = new Map<string, Map<string, Response>>();
let isReachable = true;
let page = PAGE;

const pathOf = (request: Request | string): string =>
  new URL(typeof request === 'string' ? request : request.url, ORIGIN).pathname;
async function fetchOnce(request: Request | string): Promise<Response> {
  if (!isReachable) throw new TypeError('no network');
  return new Response(pathOf(request) === '/ward/inspect' ? page : `server: ${pathOf(request)}`);
}
const openCache = (name: string) => {
  const cache = kept.get(name) ?? new Map<string, Response>();
  kept.set(name, cache);
  return {
    addAll: async (requests: Request[]) => {
      for (const request of requests) cache.set(pathOf(request), await fetchOnce(request));
    },
    put: async (path: string, answer: Response) => void cache.set(path, answer),
  };
};

beforeAll(async () => {
  vi.stubGlobal('OFFLINE_COPY', COPY);
  vi.stubGlobal('location', new URL(ORIGIN));
  vi.stubGlobal('addEventListener', (name: string, listener: Listener) => listeners.set(name, listener));
  vi.stubGlobal('skipWaiting', async () => undefined);
  vi.stubGlobal('fetch', fetchOnce);
  // Node wants whole addresses where a browser knows its own.
  vi.stubGlobal(
    'Request',
    class extends Request {
      constructor(path: string, init?: RequestInit) {
        super(new URL(path, ORIGIN), init);
      }
    },
  );
  vi.stubGlobal(
    'Response',
    class extends Response {
      static override redirect(path: string): Response {
        return new Response(null, { status: 302, headers: { location: path } });
      }
    },
  );
  vi.stubGlobal('caches', {
    open: async (name: string) => openCache(name),
    keys: async () => [...kept.keys()],
    delete: async (name: string) => kept.delete(name),
    match: async (path: string, { cacheName }: { cacheName: string }) => kept.get(cacheName)?.get(path)?.clone(),
  });
  await vi.importActual('./offline-worker.ts');
});
afterAll(() => vi.unstubAllGlobals());
beforeEach(() => {
  isReachable = true;
  page = PAGE;
  kept.clear();
});

async function live(name: 'install' | 'activate'): Promise<void> {
  let work: unknown;
  listeners.get(name)?.({ waitUntil: (given: unknown) => void (work = given) });
  await work;
}
/** @returns null where the browser goes on as if there were no worker. */
async function ask(path: string, mode: 'navigate' | 'cors', init: { method?: string; origin?: string } = {}) {
  let answer: Promise<Response> | null = null;
  const { method = 'GET', origin = ORIGIN } = init;
  const request = { url: `${origin}${path}`, method, mode };
  listeners.get('fetch')?.({ request, respondWith: (given: Promise<Response>) => void (answer = given) });
  return answer as Promise<Response> | null;
}

it('a page of the server is shown whenever the server can be reached, never the kept one', async () => {
  await live('install');
  page = '<script src="/assets/index-3.js"></script>';
  expect(await (await ask('/ward/inspect', 'navigate'))?.text()).toBe(page);
});

it('without a network the kept page and its files are there, and other pages of officers lead to it', async () => {
  await live('install');
  isReachable = false;
  expect(await (await ask('/ward/inspect', 'navigate'))?.text()).toBe(PAGE);
  expect(await (await ask('/assets/index-2.css', 'cors'))?.text()).toBe('server: /assets/index-2.css');
  const led = await ask('/ward/reports', 'navigate');
  expect([led?.status, led?.headers.get('location')]).toEqual([302, '/ward/inspect']);
});

it('what is asked of the server is none of its business: data, acts, other sites, files of another build', async () => {
  await live('install');
  isReachable = false;
  expect(await ask('/api/portal/v1/ward/inspection-round', 'cors')).toBeNull();
  expect(await ask('/ward/inspect', 'navigate', { method: 'POST' })).toBeNull();
  expect(await ask('/assets/index-2.js', 'cors', { origin: 'https://elsewhere.example' })).toBeNull();
  expect(await ask('/assets/index-3.js', 'cors')).toBeNull();
  expect(await ask('/ward/join', 'navigate')).toBeNull();
});

it('a copy is whole or none: a page of another build is not kept', async () => {
  page = '<script src="/assets/index-3.js"></script>';
  await expect(live('install')).rejects.toThrow('another build');
  expect(kept.size).toBe(0);
});

it('the copy of the build before goes once the new one is whole; caches of others stay', async () => {
  openCache('offline-copy-v1');
  openCache('somebody-else');
  await live('install');
  await live('activate');
  expect([...kept.keys()].toSorted()).toEqual(['offline-copy-v2', 'somebody-else']);
});
