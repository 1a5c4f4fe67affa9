import { readScreenFile } from '#kiosk/host/screen-files.ts';

export const SCREEN_SCHEME = 'app';
export const SCREEN_ORIGIN = 'app://kiosk';
export const SCREEN_URL = `${SCREEN_ORIGIN}/index.html`;

/** Answers one request of the page: a file of the built screen, or 404. */
export async function serveScreen(folder: string, url: string): Promise<Response> {
  const { protocol, host, pathname } = new URL(url);
  const isOurs = protocol === `${SCREEN_SCHEME}:` && host === 'kiosk';
  const file = isOurs ? await readScreenFile(folder, pathname) : null;
  return file === null
    ? new Response('', { status: 404, headers: { 'content-security-policy': "default-src 'none'" } })
    : new Response(file.body, { headers: { ...file.headers, ...HEADERS } });
}

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
} as const;
