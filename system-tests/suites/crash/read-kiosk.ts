import { createHash } from 'node:crypto';
import { cpuUsage } from 'node:process';
import { openKioskStore } from '#kiosk/store/open-kiosk-store.ts';
import type { OutboxRecord } from '#shared/contract/kiosk-sync.ts';

const PAGE = 1_000;

/** What a kiosk's folder holds when it is opened as the kiosk opens it. */
export interface KioskFolder {
  /** Waiting or confirmed, by rising seq. */
  readonly rows: readonly OutboxRecord[];
  readonly waiting: number;
  readonly recovered: boolean;
  /** Of the processor's time: how busy the machine is with other things does not count. */
  readonly openedInMs: number;
  readonly isPaired: boolean;
  /** The first that the kiosk would sign its next request with. */
  readonly nextCounter: number;
}

/** @throws whatever keeps the kiosk from opening its folder. */
export async function readKiosk(dir: string): Promise<KioskFolder> {
  const before = cpuUsage();
  const { store, recovered } = await openKioskStore(dir);
  const { user, system } = cpuUsage(before);
  const openedInMs = (user + system) / 1_000;
  try {
    return {
      rows: readRows(store.readRecords),
      waiting: store.countWaiting().waiting,
      recovered: recovered !== null,
      openedInMs,
      isPaired: store.readPairing() !== null && store.readDownLink() !== null && store.readDayKeys() !== null,
      nextCounter: store.reserveCounters(1),
    };
  } finally {
    store.close();
  }
}

function readRows(readRecords: (seqs: readonly number[]) => OutboxRecord[]): OutboxRecord[] {
  const rows: OutboxRecord[] = [];
  for (let first = 1; ; first += PAGE) {
    const page = readRecords(Array.from({ length: PAGE }, (_, index) => first + index));
    if (page.length === 0) return rows;
    rows.push(...page);
  }
}

export interface Promised {
  /** Ids that the kiosk said were written down. */
  readonly acknowledged: readonly string[];
  /** The highest counter that went out in a request. */
  readonly counter?: number;
  /** Rows at the beginning may have been confirmed long ago, and swept. */
  readonly isSwept?: boolean;
}

/** A folder opens within this, whatever happened to it. */
const OPENS_WITHIN_MS = 5_000;

/** @returns every promise that the folder breaks, in words; empty: none. */
export function findBrokenPromises(folder: KioskFolder, { acknowledged, counter = 0, isSwept }: Promised): string[] {
  const { rows } = folder;
  const kept = new Set<string>(rows.map(({ id }) => id));
  const lost = acknowledged.filter((id) => !kept.has(id));
  const first = isSwept ? (rows[0]?.seq ?? 1) : 1;
  const gap = rows.findIndex(({ seq, epoch }, index) => seq !== first + index || epoch !== rows[0]?.epoch);
  const altered = rows.filter((row) => !isWhole(row));
  return [
    ...(lost.length > 0 ? [`${lost.length} of ${acknowledged.length} acknowledged are lost`] : []),
    ...(kept.size < rows.length ? [`${rows.length - kept.size} are there twice`] : []),
    ...(gap >= 0 ? [`the numbering breaks at row ${gap + 1}`] : []),
    ...(altered.length > 0 ? [`${altered.length} rows are not as they were written`] : []),
    ...(folder.recovered ? ['the database counted as damaged'] : []),
    ...(acknowledged.length > 0 && !folder.isPaired ? ['the pairing is lost'] : []),
    ...(folder.nextCounter <= counter ? [`counter ${folder.nextCounter} would be used again`] : []),
    ...(folder.openedInMs > OPENS_WITHIN_MS ? [`it took ${Math.round(folder.openedInMs)} ms to open`] : []),
  ];
}

/** By hash: images of one disk hold the same rows again and again. */
const known = new Map<string, string>();

function isWhole({ id, body, hash }: OutboxRecord): boolean {
  if (known.get(hash) === body) return true;
  const isSound = createHash('sha256').update(body).digest('base64url') === hash;
  if (!isSound || (JSON.parse(body) as { id: string }).id !== id) return false;
  known.set(hash, body);
  return true;
}
