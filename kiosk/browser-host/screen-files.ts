import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { SCREEN_FILE_TYPES } from '#kiosk/bridge/screen-file-types.ts';

/** The only shape of a built screen's addresses: no dots before a name, no second folder, nothing encoded. */
const ADDRESS = /^\/(?:assets\/)?\w[\w-]*(?:\.[\w-]+)+$/;

export interface ScreenFile {
  readonly bytes: Buffer;
  readonly type: string;
}

/** @returns null for whatever is no file of the built screen. */
export async function readScreenFile(folder: string, pathname: string): Promise<ScreenFile | null> {
  const path = pathname === '/' ? '/index.html' : pathname;
  const type = SCREEN_FILE_TYPES[extname(path)];
  if (type === undefined || !ADDRESS.test(path)) return null;
  try {
    return { bytes: await readFile(join(folder, path)), type };
  } catch {
    return null;
  }
}
