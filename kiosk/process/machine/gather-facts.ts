import { statSync } from 'node:fs';
import { arch, release, type } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Clock } from '#kiosk/core/ports.ts';
import type { MachineView } from '#kiosk/core/staff/machine-view.ts';
import type { SyncStore } from '#kiosk/core/sync-store.ts';
import type { Connection } from '#kiosk/core/view.ts';
import type { KnownScanner } from '#kiosk/devices/scanner-memory.ts';
import { freeBytes } from '#kiosk/store/ballast.ts';
import { readDiskLevel } from '#kiosk/store/disk-level.ts';
import { addDays, DAY_MS, dayOf, type Instant } from '#shared/domain/instant.ts';
import { wallClockText } from '#shared/domain/zoned-time.ts';

type Fact = MachineView['facts'][number];
type Tone = Fact['tone'];

export interface FactParts {
  readonly dataDir: string;
  readonly store: Pick<SyncStore, 'readDayKeys' | 'readDownLink' | 'countWaiting'>;
  readonly clock: Clock;
  readonly connection: Connection;
  readonly view: MachineView;
  readonly scanner: KnownScanner | null;
}

const NOTHING = '–';
const OLD_MS = 7 * DAY_MS;
const WRONG_CLOCK_MS = 60_000;
const MUCH_MEMORY_BYTES = 600_000_000;
const FEW_KEY_DAYS = 14;

/** What somebody on the telephone asks for; of visitors nothing but how many records wait. */
export function gatherFacts(parts: FactParts): Fact[] {
  return [...describeVersions(parts), ...describeSync(parts), ...describeClock(parts), ...describeMachine(parts)].map(
    ([key, value, tone]) => ({ key, value: value.slice(0, 300), tone }),
  );
}

type Row = readonly [key: Fact['key'], value: string, tone: Tone];

const describeVersions = ({ view }: FactParts): Row[] => [
  ['app-version', view.appVersion, 'calm'],
  ['server-version', view.serverVersion ?? NOTHING, 'calm'],
  ['kiosk-id', view.kioskId ?? NOTHING, view.kioskId === null ? 'amber' : 'calm'],
  ['server', view.serverUrl ?? NOTHING, view.serverUrl === null ? 'amber' : 'calm'],
];

function describeSync({ store, clock, connection }: FactParts): Row[] {
  const { at } = clock.estimate();
  const { online, outOfDate, standing, lastSyncAt } = connection;
  const { waiting, oldestWaitingAt } = store.countWaiting();
  const isOld = (since: Instant | null): boolean => since !== null && at - since > OLD_MS;
  const state: Row = outOfDate
    ? ['connection', 'out-of-date', 'amber']
    : online
      ? ['connection', 'online', 'good']
      : ['connection', 'offline', 'calm'];
  const time = (instant: Instant | null): string => formatInstant(instant, store.readDownLink()?.settings.timeZone);
  const through = store.readDayKeys()?.through ?? null;
  const fewKeys = through === null || through < addDays(dayOf(at), FEW_KEY_DAYS);
  return [
    standing === 'revoked' ? ['connection', 'revoked', 'amber'] : state,
    ['last-sync', time(lastSyncAt), isOld(lastSyncAt) ? 'amber' : 'calm'],
    ['waiting', String(waiting), waiting === 0 ? 'good' : 'calm'],
    ['oldest-waiting', time(oldestWaitingAt), isOld(oldestWaitingAt) ? 'amber' : 'calm'],
    ['keys-through', through ?? NOTHING, fewKeys ? 'amber' : 'good'],
  ];
}

function describeClock({ clock }: FactParts): Row[] {
  const { trust, offsetMs } = clock.estimate().evidence;
  const tone = { attested: 'good', estimated: 'calm', untrusted: 'amber' } as const;
  const error = offsetMs === null ? NOTHING : `${offsetMs > 0 ? '+' : ''}${(offsetMs / 1_000).toFixed(1)} s`;
  return [
    ['clock-trust', trust, tone[trust]],
    ['clock-error', error, offsetMs === null || Math.abs(offsetMs) > WRONG_CLOCK_MS ? 'amber' : 'good'],
  ];
}

function describeMachine({ dataDir, view, scanner }: FactParts): Row[] {
  const free = freeBytes(dataDir);
  const memory = process.memoryUsage.rss();
  const electron = process.versions['electron'];
  const port = scanner ? ` ${scanner.port} ${scanner.baudRate}` : '';
  return [
    ['uptime', formatDuration(process.uptime()), 'calm'],
    ['memory', formatBytes(memory), memory > MUCH_MEMORY_BYTES ? 'amber' : 'calm'],
    [
      'disk-free',
      free === null ? NOTHING : formatBytes(free),
      free === null || readDiskLevel(dataDir) !== 'ok' ? 'amber' : 'good',
    ],
    ['database-size', formatBytes(sizeOf(join(dataDir, 'kiosk.db')) + sizeOf(join(dataDir, 'kiosk.db-wal'))), 'calm'],
    ['camera', view.camera, view.camera === 'live' ? 'good' : 'amber'],
    ['scanner', view.scanner === 'none' ? 'none' : `${view.scanner}${port}`, toneOf(view.scanner, 'open')],
    ['printer', view.printer, toneOf(view.printer, 'ready')],
    ['runtime', `Node ${process.version}${electron ? `, Electron ${electron}` : ''}`, 'calm'],
    ['system', `${type()} ${release()} ${arch()}`, 'calm'],
    ['logs', join(dataDir, 'logs'), 'calm'],
  ];
}

/** A device that this machine does not have is no fault. */
const toneOf = (state: string, good: string): Tone => (state === good ? 'good' : state === 'none' ? 'calm' : 'amber');

const formatInstant = (at: Instant | null, timeZone: string | undefined): string =>
  at === null ? NOTHING : wallClockText(at, timeZone);

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** `3 d 4 h 05 min`. */
export function formatDuration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const [days, hours] = [Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24];
  return `${days > 0 ? `${days} d ` : ''}${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
}

const formatBytes = (bytes: number): string =>
  bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`;
