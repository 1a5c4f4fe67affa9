import { accessSync, constants } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { PackagePlatform } from '#shared/contract/kiosk-update.ts';

/** Where this program lives, if it can be replaced from within. */
export type UpdatePlace =
  /** One file that starts the whole kiosk. */
  | { readonly kind: 'appimage'; readonly file: string; readonly platform: PackagePlatform }
  /** An installer does it. */
  | { readonly kind: 'nsis'; readonly platform: PackagePlatform };

export interface Around {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** Set by an AppImage's own start: its path. */
  readonly appImage: string | undefined;
  /** Electron, installed. */
  readonly isPackaged: boolean;
}

/** @returns null for a kiosk that runs from a folder or a package of the system: whoever put it there updates it. */
export function findUpdatePlace({ platform, arch, appImage, isPackaged }: Around): UpdatePlace | null {
  if (platform === 'win32' && isPackaged && arch === 'x64') return { kind: 'nsis', platform: 'win-x64' };
  if (platform !== 'linux' || !appImage || (arch !== 'x64' && arch !== 'arm64')) return null;
  const file = resolve(appImage);
  return isReplaceable(file) ? { kind: 'appimage', file, platform: `linux-${arch}` } : null;
}

function isReplaceable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    accessSync(dirname(file), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
