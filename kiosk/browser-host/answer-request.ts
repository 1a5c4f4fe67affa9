import type { IncomingMessage, ServerResponse } from 'node:http';
import { readScreenFile } from '#kiosk/host/screen-files.ts';
import { browserHostEn } from '#shared/i18n/browser-host.en.ts';
import { browserHostVi } from '#shared/i18n/browser-host.vi.ts';
import type { Access } from './access.ts';

export interface HostParts {
  readonly access: Access;
  /** `http://127.0.0.1:8081`. */
  readonly origin: string;
  /** The built renderer. */
  readonly folder: string;
}

/**
 * Whether a request is meant for this kiosk: a page elsewhere that reaches 127.0.0.1 by a name of its own (DNS rebinding)
 * or by a request of its own names itself in Host or Origin.
 */
export function isOurs({ headers }: IncomingMessage, origin: string, needsOrigin: boolean): boolean {
  if (`http://${headers.host}` !== origin) return false;
  return headers.origin === undefined ? !needsOrigin : headers.origin === origin;
}

/** Everything but the bridge: the link's token, the screen's files, and sentences for who comes otherwise. */
export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { access, origin, folder }: HostParts,
): Promise<void> {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405);
  if (!isOurs(request, origin, false)) return explain(response, 421, 'wrongAddress');
  const url = request.url?.startsWith('/') ? URL.parse(origin + request.url) : null;
  if (!url) return explain(response, 404, 'notFound');
  const { pathname, searchParams } = url;
  const token = pathname === '/' ? searchParams.get('token') : null;
  if (access.hasSession(request.headers.cookie)) {
    return token === null ? serveFile(response, folder, pathname) : redirectHome(response);
  }
  if (token === null) return explain(response, 403, 'needsLink');
  const cookie = access.exchange(token);
  if (cookie === null) return explain(response, 403, access.token === null ? 'usedLink' : 'needsLink');
  response.setHeader('set-cookie', cookie);
  redirectHome(response);
}

const HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=(), serial=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const;

/** The token leaves the address bar and the history with it. */
function redirectHome(response: ServerResponse): void {
  response.setHeader('location', '/');
  end(response, 303);
}

async function serveFile(response: ServerResponse, folder: string, pathname: string): Promise<void> {
  const file = await readScreenFile(folder, pathname);
  if (!file) return explain(response, 404, 'notFound');
  for (const [name, value] of Object.entries(file.headers)) response.setHeader(name, value);
  end(response, 200, file.body);
}

/** A page of two sentences, for whoever cannot have the kiosk. */
function explain(response: ServerResponse, status: number, why: Exclude<keyof typeof browserHostVi, 'title'>): void {
  const [vi, en] = [browserHostVi, browserHostEn];
  response.setHeader('content-type', 'text/html; charset=utf-8');
  end(
    response,
    status,
    `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>${vi.title}</title></head>
<body><h1>${vi.title}</h1><p>${vi[why]}</p><div lang="en"><h2>${en.title}</h2><p>${en[why]}</p></div></body></html>`,
  );
}

function end(response: ServerResponse, status: number, body: string | Uint8Array = ''): void {
  response.statusCode = status;
  response.setHeader('content-length', Buffer.byteLength(body));
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
