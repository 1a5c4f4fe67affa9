import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { Channel, KioskBridge } from '#kiosk/bridge/contract.ts';
import type { ScreenPush } from '#kiosk/bridge/core-link.ts';
import { BRIDGE_CALL, BRIDGE_PUSH, PULSE_ANSWER, PULSE_ASK } from '#kiosk/bridge/electron-ipc.ts';

/** The types make these lists complete; the main process checks every message again. */
const CHANNELS: Readonly<Record<Channel, true>> = {
  view: true,
  scan: true,
  intent: true,
  pair: true,
  'camera-state': true,
};
const PUSHES: Readonly<Record<ScreenPush, true>> = { view: true, signal: true };

const bridge: KioskBridge = {
  call(channel, args) {
    if (!Object.hasOwn(CHANNELS, channel)) return Promise.reject(new Error('unknown channel'));
    return ipcRenderer.invoke(BRIDGE_CALL, channel, args);
  },
  on(push, listener) {
    if (!Object.hasOwn(PUSHES, push)) throw new Error('unknown push');
    const forward = (_event: IpcRendererEvent, name: unknown, payload: unknown): void => {
      if (name === push) (listener as (payload: unknown) => void)(payload);
    };
    ipcRenderer.on(BRIDGE_PUSH, forward);
    return () => ipcRenderer.off(BRIDGE_PUSH, forward);
  },
};

contextBridge.exposeInMainWorld('kioskBridge', bridge);

// Answered on the page's own thread: a page that hangs, or draws nothing any more, is found out.
ipcRenderer.on(PULSE_ASK, () => {
  ipcRenderer.send(PULSE_ANSWER, (document.getElementById('app')?.childElementCount ?? 0) > 0);
});
