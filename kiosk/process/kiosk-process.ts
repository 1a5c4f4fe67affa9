import { createRequire } from 'node:module';
import process from 'node:process';
import type { DeviceStatus, ExchangeReport, KioskStore, SyncLoop } from '#kiosk/core/ports.ts';
import { BLANK_MACHINE } from '#kiosk/core/staff/machine-view.ts';
import type { SyncStore } from '#kiosk/core/sync-store.ts';
import type { Frame } from '#kiosk/devices/framing.ts';
import { createScannerMemory } from '#kiosk/devices/scanner-memory.ts';
import { openSerialScanner, type ScannerSetting, type SerialScanner } from '#kiosk/devices/serial-scanner.ts';
import { freeBytes } from '#kiosk/store/ballast.ts';
import { openKioskStore } from '#kiosk/store/open-kiosk-store.ts';
import { createDayKeySealer } from '#kiosk/sync/day-key-sealer.ts';
import { createKioskClock } from '#kiosk/sync/kiosk-clock.ts';
import { createSyncLoop } from '#kiosk/sync/sync-loop.ts';
import { createSigner } from '#shared/sealing/signing.ts';
import { KioskCore } from './kiosk-core.ts';
import { log } from './log.ts';
import type { BridgedKiosk } from './serve-bridge.ts';

export interface KioskProcessOptions {
  readonly dataDir: string;
  /** Where to pair; for a paired kiosk, where its server (known by its key) is to be found now. */
  readonly serverUrl: string | null;
  /** Taken only while unpaired. */
  readonly pairCode: string | null;
  /** null: no serial scanner. */
  readonly serial: ScannerSetting | null;
  /** For headless use: after every attempt to reach the server. */
  readonly onExchange?: (report: ExchangeReport) => void;
  /** For headless use: takes the serial scanner's frames in place of the screen's flow. */
  readonly onSerialFrame?: (frame: Frame) => void;
}

export interface KioskProcess extends BridgedKiosk {
  readonly store: Pick<KioskStore, 'countWaiting'>;
  readonly sync: SyncLoop;
  /** Resolves when the pairing asked for at the start has succeeded or failed. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/**
 * The whole kiosk without a screen: store, sync, scanner and core.
 *
 * @throws DataFolderBusy, NewerDatabase, StorageFailure: messages for whoever started it.
 */
export async function createKioskProcess(options: KioskProcessOptions): Promise<KioskProcess> {
  const opened = await openKioskStore(options.dataDir);
  if (opened.recovered) log('error', `the database was damaged; ${opened.recovered.events} records were taken over`);
  const store = atServer(opened.store, options.serverUrl);
  const marks = store.readMarks();
  const clock = createKioskClock(marks);
  const device = { camera: 'unknown', scanner: options.serial?.path ? 'closed' : 'none' } as DeviceParts;
  const sync = createSyncLoop({
    store,
    signer: await createSigner(opened.identity),
    clock,
    deviceStatus: () => ({
      ...device,
      appVersion: APP_VERSION,
      diskFreeBytes: freeBytes(options.dataDir),
      printer: 'none',
      uptimeMs: Math.round(process.uptime() * 1_000),
      inside: null,
      calls: 0,
      poster: null,
    }),
    listener: {
      onExchange(report) {
        core.onExchange(report);
        options.onExchange?.(report);
      },
      onDownLink: (down) => core.onDownLink(down),
      onStanding: (standing) => core.onStanding(standing),
    },
  });
  const down = store.readPairing() && store.readDownLink();
  const core: KioskCore = new KioskCore({
    store,
    sealer: createDayKeySealer(store, clock),
    clock,
    sync,
    down,
    serverUrl: options.serverUrl,
    connection: { online: false, ...store.countWaiting(), lastSyncAt: null, standing: marks?.standing ?? 'active' },
    clockOffsetMs: Math.round(marks?.offsetMs ?? 0),
    machine: { ...BLANK_MACHINE, scanner: device.scanner, appVersion: APP_VERSION },
  });
  const scanner = plugIn(options, core, device);
  sync.start();
  const { pairCode, serverUrl } = options;
  return {
    core,
    store,
    sync,
    ready: !down && pairCode !== null && serverUrl !== null ? core.pair(serverUrl, pairCode) : Promise.resolve(),
    setCamera: (state) => {
      device.camera = state;
    },
    async close() {
      await scanner?.close();
      await core.close();
      await sync.stop();
      store.close();
    },
  };
}

type DeviceParts = { -readonly [K in 'camera' | 'scanner']: DeviceStatus[K] };

/** The root's package.json, seen alike from the sources and from the packaged bundle. */
const APP_VERSION: string = createRequire(import.meta.url)('../../package.json').version;

/** A server is who holds its key, not where it is: a paired kiosk follows it to another address. */
function atServer(store: SyncStore, serverUrl: string | null): SyncStore {
  if (serverUrl === null) return store;
  const { origin } = new URL(serverUrl);
  return {
    ...store,
    readPairing() {
      const pairing = store.readPairing();
      return pairing && { ...pairing, serverUrl: origin };
    },
  };
}

function plugIn(
  { serial, dataDir, onSerialFrame }: KioskProcessOptions,
  core: KioskCore,
  device: DeviceParts,
): SerialScanner | null {
  if (serial === null) return null;
  const scan = (frame: Frame): void =>
    void (frame.kind === 'code' ? core.scan(frame.bytes, 'serial') : core.refuseUnread(frame.kind, 'serial'));
  return openSerialScanner({
    ...serial,
    memory: createScannerMemory(dataDir),
    onFrame: onSerialFrame ?? scan,
    onState(state, reason) {
      if (state !== device.scanner || state === 'open') log('info', `scanner ${state}${reason ? `: ${reason}` : ''}`);
      device.scanner = state;
      core.onMachine({ scanner: state });
    },
  });
}
