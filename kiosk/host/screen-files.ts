import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { SCREEN_FILE_TYPES } from '#kiosk/bridge/screen-file-types.ts';
import { screenPolicy, withNonce } from '#kiosk/bridge/screen-policy.ts';

/** The only shape of a built screen's addresses: no dots before a name, no second folder, nothing encoded. */
const ADDRESS = /^\/(?:assets\/)?\w[\w-]*(?:\.[\w-]+)+$/;

export interface ScreenFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<'content-type' | 'content-security-policy' | 'cache-control', string>>;
}

/**
 * A file of the built screen, as both hosts serve it. The policy has a nonce of its own each time, and comes with scripts
 * too: a worker lives under the policy that its own script came with.
 *
 * @param pathname of the address, as it came; `/` is the page.
 * @returns null for whatever is no file of the built screen.
 */
export async function readScreenFile(folder: string, pathname: string): Promise<ScreenFile | null> {
  const path = pathname === '/' ? '/index.html' : pathname;
  const type = SCREEN_FILE_TYPES[extname(path)];
  if (type === undefined || !ADDRESS.test(path)) return null;
  const nonce = randomBytes(16).toString('base64');
  try {
    const bytes = await readFile(join(folder, path));
    return {
      body: new Uint8Array(
        type.startsWith('text/html') ? Buffer.from(withNonce(bytes.toString('utf8'), nonce)) : bytes,
      ),
      headers: {
        'content-type': type,
        'content-security-policy': screenPolicy(nonce),
        // The build puts a hash of the content into these names.
        'cache-control': path.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-store',
      },
    };
  } catch {
    return null;
  }
}
