import { join } from 'node:path';
import { app, BrowserWindow, type Input, Menu, protocol, type Session, type WebContents } from 'electron';
import { isPermitted, isScreen } from './permissions.ts';
import { SCREEN_SCHEME, SCREEN_URL, serveScreen } from './screen-scheme.ts';

/** Before the app is ready: our scheme is an origin of its own, as good as https. */
export function registerScreenScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCREEN_SCHEME, privileges }]);
}

/** No menu, no window and no page but ours, ever. */
export function lockDown(): void {
  Menu.setApplicationMenu(null);
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
}

function lockContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // No page may ask to stay when the kiosk ends.
  contents.on('will-prevent-unload', (event) => event.preventDefault());
  contents.on('devtools-opened', () => app.isPackaged && contents.closeDevTools());
  contents.on('before-input-event', (event, input) => {
    if (isForSystem(input)) event.preventDefault();
  });
  // Pinch and keys would otherwise zoom the page away from the visitor.
  const resetZoom = (): void => {
    contents.setZoomFactor(1);
    void contents.setVisualZoomLevelLimits(1, 1);
  };
  contents.on('did-finish-load', resetZoom);
  contents.on('zoom-changed', resetZoom);
}

/**
 * Keys that never belong to the page: what is left of the menu bar, and of the window. All others reach it, because scanners
 * that type send strange ones too; it answers for them itself (renderer/lock-down.ts), and no menu of ours knows any.
 */
function isForSystem({ key, code, alt, control, meta }: Input): boolean {
  // AltGr is both to Windows. A scanner may type characters by their number.
  const isText = control && Array.from(key).length === 1;
  return meta || (alt && key !== 'Alt' && !isText && !code.startsWith('Numpad'));
}

/** The camera for our page; every other wish, and every device, is refused. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    answer(isPermitted({ permission, origin: details.requestingUrl, media }));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) =>
    isPermitted({ permission, origin, media: details.mediaType === undefined ? [] : [details.mediaType] }),
  );
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

export interface WindowOptions {
  /** Folder of the built screen. */
  readonly screenFolder: string;
  readonly preload: string;
  /** Covers everything and cannot be left. */
  readonly kiosk: boolean;
}

export async function openKioskWindow({ screenFolder, preload, kiosk }: WindowOptions): Promise<BrowserWindow> {
  protocol.handle(SCREEN_SCHEME, (request) => serveScreen(screenFolder, request.url));
  const window = new BrowserWindow({
    kiosk,
    width: 1080,
    height: 1440,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#ffffff',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      devTools: !app.isPackaged && !kiosk,
      // The camera must go on seeing when another window was in front for a moment.
      backgroundThrottling: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  if (kiosk) holdOpen(window);
  await window.loadURL(SCREEN_URL);
  return window;
}

/** In front of everything, and closed by the staff's "leave" or a signal only. */
function holdOpen(window: BrowserWindow): void {
  let isEnding = false;
  window.setAlwaysOnTop(true, 'screen-saver');
  app.once('before-quit', () => {
    isEnding = true;
  });
  // The computer is shut down.
  window.on('session-end', () => {
    isEnding = true;
  });
  window.on('close', (event) => {
    if (!isEnding) event.preventDefault();
  });
}

/** Whether an IPC message came from our page itself, not from a frame in it. */
export const isFromScreen = (frame: { readonly url: string; readonly parent: unknown } | null): boolean =>
  frame !== null && frame.parent === null && isScreen(frame.url);

/** Where the built parts lie, relative to this bundle in `dist/kiosk`. */
export const builtParts = (here: string) => ({
  core: join(here, 'core.mjs'),
  preload: join(here, 'preload.cjs'),
  screenFolder: join(here, '..', 'renderer'),
});
