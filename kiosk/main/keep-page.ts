import { type BrowserWindow, ipcMain } from 'electron';
import { PULSE_ANSWER, PULSE_ASK } from '#kiosk/bridge/electron-ipc.ts';
import { Patience, watchPulse } from '#kiosk/bridge/heartbeat.ts';
import type { HostLog } from '#kiosk/host/host-log.ts';
import { killNow } from './launch-core.ts';
import { SCREEN_URL } from './screen-scheme.ts';
import { isFromScreen } from './window.ts';

/** A page waits for no disk: found out within 1.4 s, which leaves a second and a half for it to be drawn anew. */
const HANG_PATIENCE_MS = 1_200;
const LOAD_PATIENCE_MS = 15_000;
/** A question put to a page that is just being loaded is lost. */
const ASK_AGAIN_MS = 400;
const RELOAD_MS = 100;

/** A page that crashed, hangs or draws nothing is drawn anew; the core still knows where the visitor was. */
export function keepPage(window: BrowserWindow, log: HostLog): void {
  const patience = new Patience(HANG_PATIENCE_MS);
  let hasDrawn = false;
  let isAlive: (answer: boolean) => void = () => undefined;
  let stop = (): void => undefined;
  const contents = window.webContents;
  const ask = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('no answer')), ASK_AGAIN_MS);
      isAlive = (isDrawn) => {
        clearTimeout(late);
        hasDrawn ||= isDrawn;
        if (isDrawn) resolve();
        else reject(new Error('nothing is drawn'));
      };
      if (!window.isDestroyed()) contents.send(PULSE_ASK);
    });
  const watch = (): void => {
    stop();
    hasDrawn = false;
    stop = watchPulse({
      ping: ask,
      patienceMs: () => (hasDrawn ? patience.ms : LOAD_PATIENCE_MS),
      onSilence() {
        patience.lose();
        log.say('error', 'the page hung and is drawn anew');
        // From outside: a page that is stopped would not even hear that it shall crash. Its end is an event, below.
        if (!window.isDestroyed()) killNow(contents.getOSProcessId());
      },
    });
  };
  ipcMain.on(PULSE_ANSWER, (event, isDrawn: unknown) => {
    if (isFromScreen(event.senderFrame)) isAlive(isDrawn === true);
  });
  contents.on('render-process-gone', (_event, { reason }) => {
    stop();
    log.say('error', `the page's process is gone (${reason})`);
    setTimeout(() => {
      if (window.isDestroyed()) return;
      watch();
      contents.loadURL(SCREEN_URL).catch(() => undefined);
    }, RELOAD_MS);
  });
  window.on('closed', () => stop());
  watch();
}
