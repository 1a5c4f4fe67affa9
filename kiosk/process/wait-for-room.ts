import { type BridgeMessage, bridgeMessageSchema, channels } from '#kiosk/bridge/contract.ts';
import { usualComfort } from '#kiosk/core/comfort.ts';
import { StorageFailure } from '#kiosk/core/ports.ts';
import type { KioskView } from '#kiosk/core/view.ts';
import { readKeptSettings } from '#kiosk/store/kept-copy.ts';
import { log } from './log.ts';
import type { BridgePort } from './serve-bridge.ts';

const TRY_AGAIN_MS = 2_000;

/**
 * Starts the kiosk as soon as its disk has room for that. Until then it is out of order, says why and whom to call: ended,
 * it would be started again and again, and nobody at the door would learn what is wrong.
 *
 * @param ended resolves when nobody wants the kiosk any more.
 * @returns null when that came first. @throws whatever else keeps the kiosk from starting.
 */
export async function startWhenThereIsRoom<T>(
  dataDir: string,
  port: BridgePort,
  ended: Promise<unknown>,
  start: () => Promise<T>,
): Promise<T | null> {
  let stopServing: (() => void) | null = null;
  let isWanted = true;
  void ended.then(() => {
    isWanted = false;
  });
  try {
    while (isWanted) {
      const started = await unlessFull(start);
      if (started !== null) return started;
      if (stopServing === null) log('error', 'the disk is full: the kiosk starts when there is room');
      stopServing ??= serveOutOfOrder(dataDir, port);
      await pause(TRY_AGAIN_MS, ended);
    }
    return null;
  } finally {
    stopServing?.();
  }
}

async function unlessFull<T>(start: () => Promise<T>): Promise<T | null> {
  try {
    return await start();
  } catch (error) {
    if (error instanceof StorageFailure && error.reason === 'full') return null;
    throw error;
  }
}

async function pause(ms: number, ended: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([over, ended]);
  clearTimeout(timer);
}

/** Shows why, with the poster's code, which needs no machine; of all that a screen may ask, only the language is granted. */
function serveOutOfOrder(dataDir: string, port: BridgePort): () => void {
  let view = viewOfFullDisk(dataDir);
  const show = (): void => port.send({ type: 'push', push: 'view', payload: view });
  const stop = port.listen((raw) => {
    const message = bridgeMessageSchema.safeParse(raw);
    if (!message.success || message.data.type !== 'call') return;
    const { id, channel, args } = message.data;
    const intent = channels.intent.args.safeParse(channel === 'intent' ? args : null);
    if (intent.success && intent.data.do === 'set-language') view = { ...view, language: intent.data.language };
    const isKnown = intent.success || channel === 'view';
    const answer: BridgeMessage = { type: 'answer', id, result: channel === 'view' ? view : {} };
    port.send(isKnown ? answer : { type: 'failure', id, reason: 'failed' });
    if (intent.success) show();
  });
  show();
  return stop;
}

function viewOfFullDisk(dataDir: string): KioskView {
  const settings = readKeptSettings(dataDir);
  return {
    screen: { name: 'out-of-order' },
    language: 'vi',
    venue: settings && {
      organisationName: settings.organisationName,
      venueName: settings.venueName,
      entranceName: settings.entranceName,
      posterUrl: settings.posterUrl,
      timeZone: settings.timeZone,
      closedByWard: settings.closedByWard,
    },
    connection: { online: false, waiting: 0, oldestWaitingAt: null, lastSyncAt: null, standing: 'active' },
    disk: 'full',
    notices: [],
    clockOffsetMs: 0,
    scanner: 'none',
    mode: settings?.mode ?? 'entrance',
    groups: false,
    presence: null,
    comfort: usualComfort(settings),
    look: { theme: settings?.theme ?? 'light', night: settings?.night ?? null, pixelsPerMm: null },
    calls: 0,
  };
}
