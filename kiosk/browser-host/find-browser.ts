import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
  readonly exists?: (path: string) => boolean;
}

export type FoundBrowser =
  | { readonly found: true; readonly binary: string }
  /** `why` is a sentence for whoever started the kiosk. */
  | { readonly found: false; readonly why: string };

const LINUX_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable'];
const MAC_APPS = ['Chromium', 'Google Chrome', 'Microsoft Edge'];
const WINDOWS_FILES = [
  'Chromium/Application/chrome.exe',
  'Google/Chrome/Application/chrome.exe',
  'Microsoft/Edge/Application/msedge.exe',
];
const WINDOWS_FOLDERS = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'];

/** The browser that shows the kiosk: the one named by KIOSK_BROWSER, or a Chromium where its installers put it. */
export function findBrowser({ platform, env, isRoot, exists = existsSync }: Surroundings): FoundBrowser {
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) {
    return refuse('There is no display here, so no browser is opened.');
  }
  const chosen = env['KIOSK_BROWSER'];
  if (chosen) {
    return exists(chosen) ? { found: true, binary: chosen } : refuse(`KIOSK_BROWSER: there is no ${chosen}.`);
  }
  if (isRoot) return refuse("Chromium's sandbox does not run as root, so no browser is opened: use another account.");
  const binary = candidates(platform, env).find((path) => exists(path));
  return binary === undefined
    ? refuse('No Chromium, Chrome or Edge was found: install one, or name it by KIOSK_BROWSER=PATH.')
    : { found: true, binary };
}

const refuse = (why: string): FoundBrowser => ({ found: false, why });

function candidates(platform: NodeJS.Platform, env: Surroundings['env']): string[] {
  if (platform === 'win32') {
    const folders = WINDOWS_FOLDERS.flatMap((name) => env[name] ?? []);
    return WINDOWS_FILES.flatMap((file) => folders.map((folder) => join(folder, file)));
  }
  if (platform === 'darwin') return MAC_APPS.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);
  const folders = [...(env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  return LINUX_NAMES.flatMap((name) => folders.filter(Boolean).map((folder) => join(folder, name)));
}
