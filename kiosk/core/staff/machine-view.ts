import type { KioskView } from '../view.ts';
import type { MachineSettings, StaffPage, UpdateView } from './staff-page.ts';

type Page<P extends StaffPage['page']> = Extract<StaffPage, { page: P }>;

/** What the staff's pages show of the machine around the core; looked up when a page is opened, and when it changes. */
export interface MachineView {
  readonly settings: MachineSettings;
  readonly camera: Page<'tests'>['camera'];
  readonly scanner: KioskView['scanner'];
  readonly printer: Page<'tests'>['printer'];
  readonly printing: Page<'tests'>['printing'];
  readonly drives: Page<'export'>['drives'];
  readonly exporting: Pick<Page<'export'>, 'state' | 'problem' | 'files'>;
  readonly serverUrl: string | null;
  readonly kioskId: string | null;
  /** Records that wait for other servers. */
  readonly held: number;
  readonly syncing: boolean;
  readonly pairing: Page<'connection'>['pairing'];
  readonly systemPrinters: readonly string[];
  readonly serialPorts: readonly string[];
  readonly facts: Page<'diagnostics'>['facts'];
  readonly appVersion: string;
  readonly serverVersion: string | null;
  readonly update: UpdateView;
}

/** Before anything was looked up. */
export const BLANK_MACHINE: MachineView = {
  settings: { language: 'vi', volume: 100, pixelsPerMm: null, printer: { kind: 'none' } },
  camera: 'unknown',
  scanner: 'none',
  printer: 'none',
  printing: 'none',
  drives: [],
  exporting: { state: 'none', problem: null, files: [] },
  serverUrl: null,
  kioskId: null,
  held: 0,
  syncing: false,
  pairing: 'none',
  systemPrinters: [],
  serialPorts: [],
  facts: [],
  appVersion: '0.0.0',
  serverVersion: null,
  update: { state: 'none', version: null, percent: null, byHand: true },
};
