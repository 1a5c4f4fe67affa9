import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import process from 'node:process';
import type { DeviceStatus, ExchangeReport, KioskStore, SyncListener, SyncLoop } from '#kiosk/core/ports.ts';
import type { PrinterSetting } from '#kiosk/core/printer-setting.ts';
import type { UpdateView } from '#kiosk/core/staff/staff-page.ts';
import type { SyncStore } from '#kiosk/core/sync-store.ts';
import type { Frame } from '#kiosk/devices/framing.ts';
import { createPortList } from '#kiosk/devices/list-ports.ts';
import { createScannerMemory } from '#kiosk/devices/scanner-memory.ts';
import { openSerialScanner, type ScannerSetting, type SerialScanner } from '#kiosk/devices/serial-scanner.ts';
import { freeBytes } from '#kiosk/store/ballast.ts';
import type { StoreNews } from '#kiosk/store/healing-store.ts';
import { openKioskStore } from '#kiosk/store/open-kiosk-store.ts';
import { openWitnessFile } from '#kiosk/store/witness-file.ts';
import { createDayKeySealer } from '#kiosk/sync/day-key-sealer.ts';
import { createKioskClock } from '#kiosk/sync/kiosk-clock.ts';
import { createSyncLoop } from '#kiosk/sync/sync-loop.ts';
import type { PackagePlatform } from '#shared/contract/kiosk-update.ts';
import { createSigner } from '#shared/sealing/signing.ts';
import { KioskCore, type KioskCoreParts } from './kiosk-core.ts';
import { log } from './log.ts';
import { createMachine, type HostWish, type Machine, type MachineParts } from './machine/machine.ts';
import { openMachineSettings } from './machine/machine-settings.ts';
import { createPinGate } from './machine/pin-gate.ts';
import { createPress } from './machine/press.ts';
import { watchDisk } from './machine/watch-disk.ts';
import type { BridgedKiosk } from './serve-bridge.ts';
import { followServer } from './server-address.ts';
import { waitForNight } from './update/night-install.ts';
import { Updater } from './update/updater.ts';

export interface KioskProcessOptions {
  readonly dataDir: string;
  /** Where to pair; for a paired kiosk, where its server (known by its key) is to be found now. */
  readonly serverUrl: string | null;
  /** Taken only while unpaired. */
  readonly pairCode: string | null;
  /** null: no serial scanner. */
  readonly serial: ScannerSetting | null;
  /** Saved as this machine's printer; null: the one that was set before. */
  readonly printer: PrinterSetting | null;
  /** Folders that count as USB sticks. */
  readonly usbDirs: readonly string[];
  /** What this kiosk's host can install; null or left out: nothing. */
  readonly updatePlatform?: PackagePlatform | null;
  /** For headless use: after every attempt to reach the server. */
  readonly onExchange?: (report: ExchangeReport) => void;
  /** For headless use: takes the serial scanner's frames in place of the screen's flow. */
  readonly onSerialFrame?: (frame: Frame) => void;
}

export interface KioskProcess extends BridgedKiosk {
  readonly store: Pick<KioskStore, 'countWaiting' | 'readDownLink'>;
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
  const { dataDir, serverUrl } = options;
  const opened = await openKioskStore(dataDir, { onNews: logStoreNews });
  const address = followServer(opened.store, serverUrl, dataDir);
  const { store } = address;
  const clock = createKioskClock(store.readMarks());
  const signer = await createSigner(opened.identity);
  const wishes = new EventEmitter<{ wish: [HostWish] }>();
  const sync = createSyncLoop({
    store,
    signer,
    clock,
    deviceStatus: () => describeDevice(dataDir, core, machine, updater),
    witnesses: openWitnessFile(dataDir),
    listener: createListener(options, () => ({ core, machine, updater })),
    beforePairing: address.prepare,
  });
  const machine: Machine = openMachine(options, {
    store,
    clock,
    signer,
    sync,
    connection: () => core.view.connection,
    onChange: () => core.onMachine(),
    onHostWish: (wish) => wishes.emit('wish', wish),
    onInstallUpdate: () => install(),
    onPairedAgain: (down) => core.onDownLink(down),
  });
  const pinGate = createPinGate(dataDir);
  const core: KioskCore = openCore({ store, clock, sync, machine, pinGate, provisioned: address.provisioned });
  const updater = openUpdater(options, sync, machine);
  const install = installer(updater, core, (wish) => wishes.emit('wish', wish));
  const stopWaiting = waitForNight(core, clock, install);
  const scanner = plugIn(options, core, machine);
  const stopWatching = watchDisk(dataDir, (level) => core.onDisk(level));
  sync.start();
  return {
    core,
    store,
    sync,
    ready: pairOnce(core, options),
    setCamera: (camera) => machine.note({ camera }),
    listenToHost(listener) {
      wishes.on('wish', listener);
      return () => wishes.off('wish', listener);
    },
    async close() {
      stopWatching();
      stopWaiting();
      await scanner?.close();
      await core.close();
      await sync.stop();
      await updater.close();
      await machine.close();
      pinGate.close();
      store.close();
    },
  };
}

function logStoreNews(news: StoreNews): void {
  switch (news.is) {
    case 'damaged':
      return log('error', `the database was damaged and put aside: ${basename(news.movedTo)}`);
    case 'salvaged':
      return log('warn', `${news.events} records were taken over from ${basename(news.from)}`);
    case 'failed':
      return log('error', 'the disk failed; the database is opened anew');
    case 'back':
      return log('warn', 'the database is open again');
    case 'verified':
      return;
  }
}

function openUpdater({ dataDir, updatePlatform }: KioskProcessOptions, sync: SyncLoop, machine: Machine): Updater {
  const platform = updatePlatform ?? null;
  const onChange = (update: UpdateView): void => machine.note({ update });
  const updater = new Updater({ dataDir, platform, appVersion: APP_VERSION, sync, onChange });
  onChange(updater.view);
  return updater;
}

/** Has the host install what is downloaded; never under the eyes of a visitor, whoever asks. */
function installer(updater: Updater, core: KioskCore, tellHost: (wish: HostWish) => void): () => void {
  return () => {
    const { ready } = updater;
    if (!ready || !['staff', 'idle'].includes(core.state.flow.name)) return;
    log('info', `the update ${ready.version} is to be installed`);
    updater.noteInstalling();
    tellHost({ do: 'install', ...ready });
  };
}

function openCore({
  store,
  ...parts
}: Pick<KioskCoreParts, 'clock' | 'sync' | 'machine' | 'pinGate' | 'provisioned'> & {
  readonly store: SyncStore;
}): KioskCore {
  const marks = store.readMarks();
  const standing = marks?.standing ?? 'active';
  return new KioskCore({
    ...parts,
    store,
    sealer: createDayKeySealer(store, parts.clock),
    down: store.readPairing() && store.readDownLink(),
    connection: { online: false, ...store.countWaiting(), lastSyncAt: null, standing },
    clockOffsetMs: Math.round(marks?.offsetMs ?? 0),
  });
}

/** The code on the command line is for the first start; later ones do without it. */
function pairOnce(core: KioskCore, { serverUrl, pairCode }: KioskProcessOptions): Promise<void> {
  const isWanted = core.state.flow.name === 'unpaired' && serverUrl !== null && pairCode !== null;
  return isWanted ? core.pair(serverUrl, pairCode) : Promise.resolve();
}

/** The loop begins before those it speaks to are there, and is silent until then. */
const createListener = (
  { onExchange }: KioskProcessOptions,
  parts: () => { readonly core: KioskCore; readonly machine: Machine; readonly updater: Updater },
): SyncListener => ({
  onExchange(report) {
    const { core, machine, updater } = parts();
    if (report.outOfDate && !core.view.connection.outOfDate) {
      log('warn', 'the certificate of the server is out of date: nothing is sent until it has another');
    }
    core.onExchange(report);
    updater.onExchange(report);
    if (report.serverVersion !== null) machine.note({ serverVersion: report.serverVersion });
    onExchange?.(report);
  },
  onDownLink: (down) => parts().core.onDownLink(down),
  onStanding: (standing) => parts().core.onStanding(standing),
});

/** The root's package.json, seen alike from the sources and from the packaged bundle. */
const APP_VERSION: string = createRequire(import.meta.url)('../../package.json').version;

const describeDevice = (
  dataDir: string,
  core: KioskCore,
  { view, poster }: Machine,
  updater: Updater,
): DeviceStatus => ({
  appVersion: APP_VERSION,
  diskFreeBytes: freeBytes(dataDir),
  camera: view.camera,
  scanner: view.scanner,
  printer: view.printer,
  uptimeMs: Math.round(process.uptime() * 1_000),
  ...core.counts,
  poster,
  update: updater.status,
});

type Given =
  | 'dataDir'
  | 'usbDirs'
  | 'appVersion'
  | 'settings'
  | 'press'
  | 'scanner'
  | 'scannerMemory'
  | 'listSerialPorts';

function openMachine(
  { dataDir, usbDirs, printer, serial }: KioskProcessOptions,
  parts: Omit<MachineParts, Given>,
): Machine {
  const settings = openMachineSettings(dataDir);
  if (printer !== null) settings.save({ printer });
  const press = createPress({
    setting: settings.settings.printer,
    onState: (state) => machine.note({ printer: state }),
    onPrinting: (printing) => machine.note({ printing }),
  });
  const listPorts = createPortList();
  const machine = createMachine({
    ...parts,
    dataDir,
    usbDirs,
    appVersion: APP_VERSION,
    settings,
    press,
    scannerMemory: createScannerMemory(dataDir),
    listSerialPorts: async () => (await listPorts()).map(({ path }) => path),
    scanner: serial?.path ? 'closed' : 'none',
  });
  return machine;
}

function plugIn(
  { serial, dataDir, onSerialFrame }: KioskProcessOptions,
  core: KioskCore,
  machine: Machine,
): SerialScanner | null {
  if (serial === null) return null;
  const scan = (frame: Frame): void =>
    void (frame.kind === 'code' ? core.scan(frame.bytes, 'serial') : core.refuseUnread(frame.kind, 'serial'));
  return openSerialScanner({
    ...serial,
    memory: createScannerMemory(dataDir),
    onFrame: onSerialFrame ?? scan,
    onState(state, reason) {
      const isNews = state !== machine.view.scanner || state === 'open';
      if (isNews) log('info', `scanner ${state}${reason ? `: ${reason}` : ''}`);
      machine.note({ scanner: state });
    },
    get excludedPaths() {
      return printerPorts(machine.view.settings.printer);
    },
  });
}

const printerPorts = (printer: PrinterSetting): string[] =>
  printer.kind === 'escpos' && printer.over.kind === 'serial' ? [printer.over.path] : [];
