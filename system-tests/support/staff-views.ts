import type { Page } from 'playwright-core';
import type { PersonView } from '#kiosk/core/person-view.ts';
import type { Screen } from '#kiosk/core/screen.ts';
import type { MachineSettings, StaffPage } from '#kiosk/core/staff/staff-page.ts';
import type { KioskView } from '#kiosk/core/view.ts';
import { visitIdSchema } from '#shared/domain/ids.ts';
import type { Language } from '#shared/domain/language.ts';
import { kioskEn } from '#shared/i18n/kiosk.en.ts';
import { kioskVi } from '#shared/i18n/kiosk.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import { viewNamed } from './kiosk-views.ts';
import { drawView } from './paper-core.ts';

/** A view, and the buttons (by the key of their words) that lead from it to what is looked at. */
interface StaffView {
  readonly view: KioskView;
  readonly press: readonly StaffKey[];
}
type StaffKey =
  | 'staff.calls.sendAway'
  | 'staff.connection.pairAgain'
  | 'staff.connection.address'
  | 'staff.connection.code'
  | 'staff.settings.change'
  | 'staff.settings.host'
  | 'staff.system.leave';

const at = Date.UTC(2026, 10, 22, 2, 15);
const visitId = (n: number) => visitIdSchema.parse(`01928374-0000-7000-8000-${String(n).padStart(12, '0')}`);

const viewOf = (screen: Screen): KioskView => ({
  ...viewNamed('idle'),
  screen,
  // The clock of the machine that runs this may say anything.
  clockOffsetMs: at + 300_000 - Date.now(),
  connection: { online: false, waiting: 37, oldestWaitingAt: at - 7_200_000, lastSyncAt: at, standing: 'active' },
  presence: { scope: 'door', inside: 48, capacity: null, isFull: false },
  calls: 2,
});

const pin = (state: Extract<Screen, { name: 'staff-pin' }>['state'], more: object = {}): StaffView => ({
  view: viewOf({ name: 'staff-pin', card: false, state, triesLeft: null, lockedSeconds: 0, ...more }),
  press: [],
});

export const staffView = (page: StaffPage, ...press: readonly StaffKey[]): StaffView => ({
  view: viewOf({ name: 'staff', page }),
  press,
});

const PEOPLE: readonly PersonView[] = [
  { way: 'citizen-card', maskedName: 'N. T. Hương', tail: null, birthYear: 1986 },
  { way: 'visitor-pass', maskedName: null, tail: '4F2', birthYear: null },
  { way: 'typed', maskedName: 'T. V. Nguyên', tail: null, birthYear: null },
  { way: 'insurance-card', maskedName: null, tail: null, birthYear: null },
  { way: 'personal-qr', maskedName: 'H. T. N. T. PHUONG', tail: null, birthYear: 1958 },
];
const personAt = (n: number): PersonView => PEOPLE[n % PEOPLE.length] ?? raise();
function raise(): never {
  throw new Error('no people');
}

const callsPage = (count: number, saving = false): StaffPage => ({
  page: 'calls',
  people: Array.from({ length: count }, (_none, n) => ({
    visitId: visitId(n),
    person: personAt(n),
    at: at + n * 60_000,
  })),
  saving,
});

export const insidePage = (
  count: number,
  unnamed: number,
  printing: Extract<StaffPage, { page: 'inside' }>['printing'] = 'none',
): StaffPage => ({
  page: 'inside',
  people: Array.from({ length: count }, (_none, n) => ({
    visitId: visitId(n),
    kind: n % 7 === 3 ? 'child' : n % 7 === 5 ? 'elder' : 'person',
    person: n % 7 === 3 || n % 7 === 5 ? null : personAt(n),
    at: at + n * 60_000,
  })),
  unnamed,
  printing,
});

const WAYS = ['citizen-card', 'typed', 'visitor-pass', 'insurance-card', 'poster', 'staff', 'passport'] as const;
const VERDICTS = ['welcome', 'welcome', 'see-staff', 'welcome', 'not-today'] as const;

const lastPage: StaffPage = {
  page: 'last',
  visits: Array.from({ length: 10 }, (_none, n) => ({
    at: at - n * 90_000,
    direction: n % 3 === 1 ? 'out' : 'in',
    way: WAYS[n % WAYS.length] ?? 'typed',
    verdict: n % 3 === 1 ? null : (VERDICTS[n % VERDICTS.length] ?? null),
    people: n === 4 ? 5 : 1,
  })),
};

type Tests = Extract<StaffPage, { page: 'tests' }>;
const tests = (more: Partial<Tests>): StaffView =>
  staffView({
    page: 'tests',
    lastCode: null,
    camera: 'absent',
    scanner: 'none',
    printer: 'none',
    printing: 'none',
    ...more,
  });

type Export = Extract<StaffPage, { page: 'export' }>;
const exporting = (more: Partial<Export>): StaffView =>
  staffView({ page: 'export', waiting: 37, held: 0, drives: [], state: 'none', problem: null, files: [], ...more });
const DRIVES = [
  { id: '/media/usb0', label: 'KINGSTON', freeBytes: 14_300_000_000 },
  { id: '/media/usb1', label: 'Dữ liệu văn phòng', freeBytes: null },
];

type System = Extract<StaffPage, { page: 'system' }>;
const NO_UPDATE: System['update'] = { state: 'none', version: null, percent: null, byHand: false };
const updating = (state: System['update']['state'], percent: number | null = null): System['update'] => ({
  state,
  version: '0.2.0',
  percent,
  byHand: false,
});
const systemPage = (more: Partial<System> = {}): StaffPage => ({
  page: 'system',
  appVersion: '0.1.0',
  serverVersion: '0.1.0',
  updateNeeded: false,
  update: NO_UPDATE,
  ...more,
});

type Connection = Extract<StaffPage, { page: 'connection' }>;
export const connectionPage = (more: Partial<Connection> = {}): StaffPage => ({
  page: 'connection',
  serverUrl: 'https://checkin.example.vn',
  kioskId: '01928374-5566-7788-99aa-bbccddeeff00',
  held: 0,
  syncing: false,
  pairing: 'none',
  offer: null,
  ...more,
});

export const settingsPage = (
  printer: MachineSettings['printer'],
  { venueLanguage = null, ...more }: Partial<MachineSettings> & { readonly venueLanguage?: Language | null } = {},
): StaffPage => ({
  page: 'settings',
  machine: { language: 'vi', volume: 70, pixelsPerMm: null, printer, ...more },
  venueLanguage,
  systemPrinters: ['HP LaserJet Pro M404', 'Brother QL-820NWB', 'Canon LBP 2900 (phòng kế toán)'],
  serialPorts: ['/dev/ttyUSB0', '/dev/ttyACM0'],
});
const receipt = { kind: 'escpos', dots: 576, cut: true } as const;

export const calibratePage = (pixelsPerMm: number | null): StaffPage => ({ page: 'calibrate', pixelsPerMm });

const diagnosticsPage: StaffPage = {
  page: 'diagnostics',
  facts: [
    { key: 'app-version', value: '0.1.0', tone: 'good' },
    { key: 'server-version', value: '0.1.0', tone: 'good' },
    { key: 'kiosk-id', value: '01928374-5566-7788-99aa-bbccddeeff00', tone: 'calm' },
    { key: 'server', value: 'https://checkin.example.vn', tone: 'calm' },
    { key: 'connection', value: 'offline', tone: 'calm' },
    { key: 'last-sync', value: '09:15', tone: 'calm' },
    { key: 'waiting', value: '37', tone: 'calm' },
    { key: 'oldest-waiting', value: '26 h', tone: 'amber' },
    { key: 'clock-trust', value: 'server', tone: 'good' },
    { key: 'clock-error', value: '0,4 s', tone: 'good' },
    { key: 'uptime', value: '12 d 4 h', tone: 'calm' },
    { key: 'memory', value: '148 MB', tone: 'calm' },
    { key: 'disk-free', value: '21,4 GB', tone: 'good' },
    { key: 'database-size', value: '3,2 MB', tone: 'calm' },
    { key: 'keys-through', value: '2026-12-22', tone: 'good' },
    { key: 'camera', value: 'live', tone: 'good' },
    { key: 'scanner', value: 'open', tone: 'good' },
    { key: 'printer', value: 'missing', tone: 'amber' },
    { key: 'runtime', value: 'Node 24.11.0, Electron 45.4.1', tone: 'calm' },
    { key: 'system', value: 'Debian GNU/Linux 12 (bookworm), x64', tone: 'calm' },
    { key: 'logs', value: '/home/kiosk/.config/venue-check-in/logs', tone: 'calm' },
  ],
};

const poster = (result: Extract<StaffPage, { page: 'poster' }>['result'], entranceName: string | null): StaffView =>
  staffView({ page: 'poster', result, entranceName });

const home = staffView({ page: 'home' });

const PIN_VIEWS = {
  'pin-ask': pin('ask'),
  'pin-card': pin('ask', { card: true }),
  'pin-checking': pin('checking'),
  'pin-wrong': pin('wrong', { triesLeft: 2 }),
  'pin-locked': pin('locked', { lockedSeconds: 285 }),
  'pin-unset': pin('unset'),
};

const DOOR_VIEWS = {
  home,
  'home-quiet': { ...home, view: { ...home.view, calls: 0, presence: null, groups: false } },
  calls: staffView(callsPage(2)),
  'calls-many': staffView(callsPage(9, true)),
  'calls-confirm': staffView(callsPage(2), 'staff.calls.sendAway'),
  'calls-none': staffView(callsPage(0)),
  last: staffView(lastPage),
  'last-none': staffView({ page: 'last', visits: [] }),
  inside: staffView(insidePage(44, 4)),
  'inside-few': staffView(insidePage(3, 0, 'done')),
  'inside-failed': staffView(insidePage(12, 1, 'failed')),
  'inside-sealed': staffView(insidePage(0, 12, 'working')),
  'inside-none': staffView(insidePage(0, 0)),
};

const MACHINE_VIEWS = {
  tests: tests({}),
  'tests-good': tests({
    lastCode: { source: 'serial', kind: 'citizen-card', at },
    camera: 'live',
    scanner: 'open',
    printer: 'ready',
    printing: 'done',
  }),
  'tests-bad': tests({
    lastCode: { source: 'camera', kind: 'unknown:number', at },
    camera: 'lost',
    scanner: 'closed',
    printer: 'error',
    printing: 'failed',
  }),
  poster: poster(null, null),
  'poster-current': poster('current', 'Cửa chính'),
  'poster-other': poster('other-entrance', 'Cửa sau, đường Lê Lợi'),
  'poster-retired': poster('retired', 'Cửa chính'),
  'poster-foreign': poster('foreign', null),
  'poster-none': poster('not-a-poster', null),
  'export-drives': exporting({ drives: DRIVES }),
  'export-no-drives': exporting({}),
  'export-nothing': exporting({ waiting: 0 }),
  'export-working': exporting({ drives: DRIVES, state: 'working' }),
  'export-done': exporting({
    drives: DRIVES,
    state: 'done',
    files: [{ name: 'venue-check-in-20261122-0915-01928374.vci', records: 37 }],
  }),
  'export-held': exporting({
    waiting: 3,
    held: 12,
    drives: DRIVES,
    state: 'done',
    files: [
      { name: 'venue-check-in-20261122-0915-01928374.vcx', records: 3 },
      { name: 'venue-check-in-20261122-0915-0a7b6f3e.vcx', records: 12 },
    ],
  }),
  'export-failed': exporting({ drives: DRIVES, state: 'failed', problem: 'not-writable' }),
  'export-hung': exporting({ drives: DRIVES, state: 'failed', problem: 'not-answering' }),
};

const onDisk = (disk: KioskView['disk']): StaffView => {
  const { view, press } = staffView({ page: 'home' });
  return { view: { ...view, disk }, press };
};

const shut = (mode: KioskView['mode']): StaffView => {
  const { venue } = viewOf({ name: 'idle' });
  const view = { ...viewOf({ name: 'staff', page: { page: 'home' } }), mode, groups: false };
  return { view: { ...view, venue: venue && { ...venue, closedByWard: true } }, press: [] };
};

const DISK_VIEWS = {
  'home-disk-low': onDisk('low'),
  'home-disk-scarce': onDisk('scarce'),
  'home-disk-full': onDisk('full'),
  'home-shut': shut('entrance'),
  'home-shut-both': shut('both'),
  'calls-slow': { view: viewOf({ name: 'staff', page: callsPage(3, true), slow: true }), press: [] },
};

function offerWhileWaiting(): StaffView {
  const offer = { serverUrl: 'https://checkin.hue.gov.vn', isOtherServer: true };
  const { view, press } = staffView(connectionPage({ offer }));
  return { view: { ...view, connection: { ...view.connection, waiting: 12, oldestWaitingAt: at } }, press };
}

const SETUP_VIEWS = {
  connection: staffView(connectionPage()),
  'connection-new': staffView(connectionPage({ serverUrl: null, kioskId: null, pairing: 'done' })),
  'connection-held': staffView(connectionPage({ pairing: 'done', held: 12 })),
  'connection-syncing': staffView(connectionPage({ syncing: true, pairing: 'unreachable' })),
  'pair-again': staffView(connectionPage({ pairing: 'code-expired' }), 'staff.connection.pairAgain'),
  'pair-address': staffView(connectionPage(), 'staff.connection.pairAgain', 'staff.connection.address'),
  'pair-code': staffView(connectionPage(), 'staff.connection.pairAgain', 'staff.connection.code'),
  settings: staffView(settingsPage({ kind: 'none' })),
  'settings-language': staffView(settingsPage({ kind: 'none' }, { venueLanguage: 'en' })),
  'settings-receipt': staffView(
    settingsPage({ ...receipt, over: { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 9_600 } }, { volume: 0 }),
  ),
  'printer-none': staffView(settingsPage({ kind: 'none' }), 'staff.settings.change'),
  'printer-system': staffView(settingsPage({ kind: 'system', name: 'Brother QL-820NWB' }), 'staff.settings.change'),
  'printer-serial': staffView(
    settingsPage({ ...receipt, over: { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 19_200 } }),
    'staff.settings.change',
  ),
  'printer-network': staffView(
    settingsPage({ ...receipt, over: { kind: 'network', host: '192.168.1.50', port: 9_100 } }),
    'staff.settings.change',
  ),
  'printer-address': staffView(
    settingsPage({ ...receipt, over: { kind: 'network', host: '192.168.1.50', port: 9_100 } }),
    'staff.settings.change',
    'staff.settings.host',
  ),
  calibrate: staffView(calibratePage(null)),
  'calibrate-saved': staffView(calibratePage(5.1)),
  // A 7-inch screen of 1024 x 600: the card is more than half as wide as the screen.
  'calibrate-dense': staffView(calibratePage(6.65)),
  diagnostics: staffView(diagnosticsPage),
  'diagnostics-none': staffView({ page: 'diagnostics', facts: [] }),
  system: staffView(systemPage()),
  'system-old': staffView(systemPage({ serverVersion: '0.2.0', updateNeeded: true })),
  'system-by-hand': staffView(
    systemPage({ serverVersion: '0.2.0', updateNeeded: true, update: { ...NO_UPDATE, byHand: true } }),
  ),
  'system-downloading': staffView(systemPage({ update: updating('downloading', 42) })),
  'system-downloaded': staffView(systemPage({ update: updating('downloaded') })),
  'system-failed': staffView(systemPage({ update: updating('failed') })),
  'system-rolled-back': staffView(systemPage({ update: updating('rolled-back') })),
  'system-leave': staffView(systemPage({ serverVersion: null }), 'staff.system.leave'),
  'connection-offer': staffView(
    connectionPage({ offer: { serverUrl: 'https://checkin.hue.gov.vn', isOtherServer: true } }),
  ),
  'connection-offer-waiting': offerWhileWaiting(),
};

/** Every state of the staff's screens, as the core would send it. */
export const STAFF_VIEWS: Readonly<Record<string, StaffView>> = {
  ...PIN_VIEWS,
  ...DOOR_VIEWS,
  ...MACHINE_VIEWS,
  ...DISK_VIEWS,
  ...SETUP_VIEWS,
};

export function staffViewNamed(name: string): StaffView {
  const view = STAFF_VIEWS[name];
  if (!view) throw new Error(`no staff view named ${name}`);
  return view;
}

const texts = createTranslators(kioskVi, kioskEn);

/** Shows a staff view in a language, and presses what leads to it. */
export async function drawStaffView(
  page: Page,
  { view, press }: StaffView,
  language: Language,
  theme: 'light' | 'dark' = 'light',
): Promise<void> {
  const look = { ...view.look, theme };
  // By way of another page, so that nothing of the one before is left open.
  await drawView(page, { ...view, look, language, screen: { name: 'saving' } });
  await drawView(page, { ...view, look, language });
  for (const key of press) {
    await page
      .getByRole('button', { name: texts[language](key) })
      .first()
      .click();
  }
}
