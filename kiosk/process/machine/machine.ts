import type { Clock, KeptDownLink, PairingTarget, SyncLoop } from '#kiosk/core/ports.ts';
import type { MachineAct, Slip } from '#kiosk/core/staff/machine-act.ts';
import { BLANK_MACHINE, type MachineView } from '#kiosk/core/staff/machine-view.ts';
import type { MachineChanges, StaffPageName } from '#kiosk/core/staff/staff-page.ts';
import { exportKeyOf, type SyncStore } from '#kiosk/core/sync-store.ts';
import type { Connection } from '#kiosk/core/view.ts';
import { listSystemPrinters } from '#kiosk/devices/printer/list-system-printers.ts';
import type { ScannerMemory } from '#kiosk/devices/scanner-memory.ts';
import { within } from '#kiosk/devices/within.ts';
import type { ExportParts } from '#kiosk/sync/seal-export.ts';
import type { KioskStatus } from '#shared/contract/kiosk-status.ts';
import type { Signer } from '#shared/sealing/signing.ts';
import { log } from '../log.ts';
import { gatherFacts } from './gather-facts.ts';
import { listDrives } from './list-drives.ts';
import type { MachineSettingsFile } from './machine-settings.ts';
import type { Press } from './press.ts';
import { type ExportProblem, type WrittenExport, writeExport } from './write-export.ts';

/** The machine around the core, as the staff's pages show and steer it. Nothing here makes a visitor wait, or throws. */
export interface Machine {
  readonly view: MachineView;
  readonly poster: KioskStatus['poster'];
  perform(act: MachineAct): void;
  print(slips: readonly Slip[]): void;
  /** A device, or the pairing, is different now. */
  note(change: Partial<MachineView>): void;
  close(): Promise<void>;
}

export type HostWish =
  | { readonly do: 'leave' | 'restart' }
  | { readonly do: 'install'; readonly file: string; readonly sha256: string; readonly version: string };

export interface MachineParts {
  readonly dataDir: string;
  /** Folders that count as USB sticks. */
  readonly usbDirs: readonly string[];
  readonly appVersion: string;
  readonly store: SyncStore;
  readonly clock: Clock;
  readonly signer: Signer;
  readonly sync: Pick<SyncLoop, 'exchangeNow' | 'pairAgain'>;
  readonly settings: MachineSettingsFile;
  readonly press: Press;
  readonly scannerMemory: ScannerMemory;
  /** Before it said anything of itself. */
  readonly scanner: MachineView['scanner'];
  readonly listSerialPorts: () => Promise<readonly string[]>;
  readonly connection: () => Connection;
  readonly onChange: () => void;
  readonly onHostWish: (wish: HostWish) => void;
  readonly onInstallUpdate: () => void;
  /** Another pairing took the place of the old one. */
  readonly onPairedAgain: (down: KeptDownLink) => void;
}

/** A driver that hangs must not keep a page of the staff empty. */
const LISTING_MS = 5_000;
/** Nor the kiosk from ending. */
const CLOSE_MS = 2_000;

export const createMachine = (parts: MachineParts): Machine => new KioskMachine(parts);

class KioskMachine implements Machine {
  readonly #parts: MachineParts;
  #view: MachineView;
  #poster: KioskStatus['poster'] = null;
  #isDriveHung = false;
  /** What is being looked up or written; nobody waits for it but the end. */
  readonly #working = new Set<Promise<void>>();

  constructor(parts: MachineParts) {
    this.#parts = parts;
    const { settings, press, appVersion, scanner } = parts;
    const devices = { scanner, printer: press.state };
    this.#view = {
      ...BLANK_MACHINE,
      appVersion,
      settings: settings.settings,
      ...devices,
      ...this.#pairing(),
    };
  }

  get view(): MachineView {
    return this.#view;
  }

  get poster(): KioskStatus['poster'] {
    return this.#poster;
  }

  note(change: Partial<MachineView>): void {
    this.#view = { ...this.#view, ...change };
    this.#parts.onChange();
  }

  perform(act: MachineAct): void {
    switch (act.act) {
      case 'open-page':
        return this.#run(() => this.#lookUp(act.page));
      case 'print-test':
      case 'print-inside':
        return this.#run(async () => this.#printForStaff(act));
      case 'look-for-drives':
        return this.#run(() => this.#lookForDrives());
      case 'export':
        return this.#run(() => this.#export(act.drive));
      case 'sync':
        return this.#run(() => this.#sync());
      case 'pair-again':
        return this.#run(() => this.#pairAgain(act));
      case 'save-machine':
        return this.#run(async () => this.#save(act.machine));
      case 'poster-checked':
        this.#poster = { at: act.at, result: act.result };
        return;
      case 'leave-kiosk':
        return this.#parts.onHostWish({ do: 'leave' });
      case 'restart':
        return this.#parts.onHostWish({ do: 'restart' });
      case 'install-update':
        return this.#parts.onInstallUpdate();
    }
  }

  print(slips: readonly Slip[]): void {
    this.#run(async () => {
      const down = this.#parts.store.readDownLink();
      if (down) this.#parts.press.printSlips(slips, down);
    });
  }

  async close(): Promise<void> {
    await this.#parts.press.close();
    await within(CLOSE_MS, Promise.all(this.#working), []);
  }

  /** Whatever fails here is a line in the log: the kiosk at the door goes on. */
  #run(work: () => Promise<void>): void {
    const running = work()
      .catch((error: unknown) => log('error', `the machine failed: ${error instanceof Error ? error.name : 'unknown'}`))
      .finally(() => this.#working.delete(running));
    this.#working.add(running);
  }

  async #lookUp(page: StaffPageName): Promise<void> {
    switch (page) {
      case 'export':
        this.note({ exporting: BLANK_MACHINE.exporting, ...this.#pairing() });
        return this.#lookForDrives();
      case 'inside':
      case 'tests':
        return this.note({ printing: 'none' });
      case 'connection':
        return this.note({ pairing: 'none', ...this.#pairing() });
      case 'settings': {
        const { listSerialPorts } = this.#parts;
        const [systemPrinters, serialPorts] = await Promise.all([
          within(
            LISTING_MS,
            listSystemPrinters().catch(() => []),
            [],
          ),
          within(
            LISTING_MS,
            listSerialPorts().catch(() => []),
            [],
          ),
        ]);
        return this.note({ systemPrinters: systemPrinters.slice(0, 50), serialPorts: serialPorts.slice(0, 50) });
      }
      case 'diagnostics': {
        const { dataDir, store, clock, connection, scannerMemory } = this.#parts;
        const view = { ...this.#view, ...this.#pairing() };
        const scanner = scannerMemory.read();
        return this.note({ facts: gatherFacts({ dataDir, store, clock, connection: connection(), view, scanner }) });
      }
      case 'home':
      case 'calls':
      case 'last':
      case 'poster':
      case 'calibrate':
      case 'system':
        return;
    }
  }

  #pairing(): Pick<MachineView, 'serverUrl' | 'kioskId' | 'held'> {
    const { store } = this.#parts;
    const pairing = store.readPairing();
    return { serverUrl: pairing?.serverUrl ?? null, kioskId: pairing?.kioskId ?? null, held: store.countHeld() };
  }

  #printForStaff(act: Extract<MachineAct, { act: 'print-test' | 'print-inside' }>): void {
    const { store, press, clock } = this.#parts;
    const down = store.readDownLink();
    if (!down) return;
    const { at } = clock.estimate();
    if (act.act === 'print-test') press.printTest(down, at);
    else press.printInside(act, down, at);
  }

  async #lookForDrives(): Promise<void> {
    this.note({ drives: await listDrives(this.#parts.usbDirs) });
  }

  async #export(drive: string): Promise<void> {
    if (this.#view.exporting.state === 'working') return;
    this.note({ exporting: { state: 'working', problem: null, files: [] } });
    const files: WrittenExport[] = [];
    const fail = (problem: ExportProblem): void => this.note({ exporting: { state: 'failed', problem, files } });
    if (this.#isDriveHung) return fail('not-answering');
    try {
      const wanted = this.#gatherExports();
      if (wanted === null) return fail('no-key');
      // Only where a stick is now, whatever the screen asked for.
      const drives = await listDrives(this.#parts.usbDirs);
      this.note({ drives });
      if (!drives.some(({ id }) => id === drive)) return fail('no-drive');
      for (const parts of wanted) {
        const written = await writeExport(parts, { dir: drive, onHung: (held) => this.#noteHung(held) });
        if (!written.ok) return fail(written.error);
        log('info', `${written.value.records} records were exported`);
        files.push(written.value);
      }
      this.note({ exporting: { state: 'done', problem: null, files } });
    } catch (error) {
      fail('failed');
      throw error;
    }
  }

  /** One for each server that anything waits for. @returns null: there is no key to seal them to. */
  #gatherExports(): ExportParts[] | null {
    const { store, signer, clock } = this.#parts;
    const { at } = clock.estimate();
    const held = store.listHeld().map(({ pairing, key, signedBy, seqs }): ExportParts => {
      const { epoch } = store;
      const rows = { epoch, readRecords: (of: number[]) => store.readRecords(of), listWaitingSeqs: () => [...seqs] };
      return { store: rows, pairing, key, signer, signedBy, at };
    });
    if (held.length > 0 && store.countWaiting().waiting === 0) return held;
    const pairing = store.readPairing();
    const key = exportKeyOf(store.readDayKeys());
    return pairing && key ? [{ store, pairing, key, signer, at }, ...held] : null;
  }

  #noteHung(held: Promise<void>): void {
    this.#isDriveHung = true;
    void held.then(() => {
      this.#isDriveHung = false;
    });
  }

  async #sync(): Promise<void> {
    if (this.#view.syncing) return;
    this.note({ syncing: true });
    try {
      await this.#parts.sync.exchangeNow();
    } finally {
      this.note({ syncing: false });
    }
  }

  async #pairAgain({ serverUrl, code, keyFingerprint }: PairingTarget): Promise<void> {
    if (this.#view.pairing === 'working') return;
    this.note({ pairing: 'working' });
    try {
      const paired = await this.#parts.sync.pairAgain(serverUrl, code, keyFingerprint);
      if (paired.ok) this.#parts.onPairedAgain(paired.value);
      this.note({ pairing: paired.ok ? 'done' : paired.error, ...this.#pairing() });
    } catch (error) {
      this.note({ pairing: 'unreachable' });
      throw error;
    }
  }

  #save(changes: MachineChanges): void {
    const { settings: file, press } = this.#parts;
    const before = file.settings.printer;
    const settings = file.save(changes);
    this.note({ settings });
    if (JSON.stringify(settings.printer) !== JSON.stringify(before)) press.use(settings.printer);
  }
}
