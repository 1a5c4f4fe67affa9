import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { SCREEN_FILE_TYPES } from '#kiosk/bridge/screen-file-types.ts';
import { screenPolicy, withNonce } from '#kiosk/bridge/screen-policy.ts';

export const SCREEN_SCHEME = 'app';
export const SCREEN_ORIGIN = 'app://kiosk';
export const SCREEN_URL = `${SCREEN_ORIGIN}/index.html`;

/** Answers one request of the page: a file of the built screen, or 404. Whatever the address says, it never leaves the folder. */
export async function serveScreenFile(folder: string, url: string): Promise<Response> {
  const file = locate(folder, url);
  const type = file === null ? undefined : SCREEN_FILE_TYPES[extname(file)];
  if (file === null || type === undefined) return notFound();
  const nonce = randomBytes(16).toString('base64');
  try {
    const bytes = await readFile(file);
    const body = type.startsWith('text/html') ? withNonce(bytes.toString('utf8'), nonce) : new Uint8Array(bytes);
    return new Response(body, { headers: headersOf(type, nonce) });
  } catch {
    return notFound();
  }
}

/** @returns null for an address that is not ours or points out of the folder. */
function locate(folder: string, url: string): string | null {
  const { protocol, host, pathname } = new URL(url);
  if (protocol !== `${SCREEN_SCHEME}:` || host !== 'kiosk') return null;
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (path.includes('\0')) return null;
  const file = normalize(join(folder, path));
  return file.startsWith(folder + sep) ? file : null;
}

/** Scripts too bring the policy: a worker lives under the one that its own script came with. */
const headersOf = (type: string, nonce: string): Record<string, string> => ({
  'content-type': type,
  'content-security-policy': screenPolicy(nonce),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
});

const notFound = (): Response =>
  new Response('', { status: 404, headers: { 'content-security-policy': "default-src 'none'" } });
