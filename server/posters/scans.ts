import type { EntranceCode } from '#shared/domain/ids.ts';
import { MINUTE_MS } from '#shared/domain/instant.ts';
import type { Clock } from '../config/clock.ts';
import type { Store } from '../store/access.ts';
import type { Place, VenueService } from '../venues/service.ts';
import { findPoster, isOfClosedVenue } from './reader.ts';
import { subjectOfPlace } from './subject.ts';
import { createScanWriter, type PosterKey } from './transactor.ts';

/** What a code on a poster stands for now. */
export type PosterReading =
  | { readonly kind: 'works'; readonly place: Place; readonly key: PosterKey }
  /** A new one took its place, and its grace period is over. */
  | { readonly kind: 'replaced'; readonly code: EntranceCode }
  /** Its owner or its ward closed the venue. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'unknown' };

export interface Scans {
  read(code: EntranceCode): Promise<PosterReading>;
  /** A phone opened the page behind the poster. */
  noteScan(reading: PosterReading): Promise<void>;
  noteCheckIn(key: PosterKey): Promise<void>;
}

const REMEMBERED_CODES = 50_000;

export interface ScanDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly venues: Pick<VenueService, 'findPlace' | 'findPlaceByCode'>;
}

export function createScans(deps: ScanDependencies): Scans {
  const { store, clock } = deps;
  const writer = createScanWriter(store);
  /** The minute of the last scan that was written: a queue at the door is one write a minute. */
  const written = new Map<EntranceCode, number>();
  const checkedIn = new Set<EntranceCode>();

  async function noteWorking(key: PosterKey): Promise<void> {
    const at = clock.now();
    const minute = Math.floor(at / MINUTE_MS);
    if (written.get(key.code) === minute) return;
    if (written.size >= REMEMBERED_CODES) written.clear();
    written.set(key.code, minute);
    await writer.insertScan(key, at);
  }

  return {
    read: (code) => readCode(deps, code),
    async noteScan(reading) {
      if (reading.kind === 'works') await noteWorking(reading.key);
      if (reading.kind === 'replaced') await writer.insertLateScan(reading.code, clock.today());
    },
    async noteCheckIn(key) {
      if (checkedIn.has(key.code)) return;
      if (checkedIn.size >= REMEMBERED_CODES) checkedIn.clear();
      checkedIn.add(key.code);
      await writer.insertCheckIn(key, clock.now());
    },
  };
}

async function readCode({ store, clock, venues }: ScanDependencies, code: EntranceCode): Promise<PosterReading> {
  const current = await venues.findPlaceByCode(code);
  if (current) return { kind: 'works', place: current, key: subjectOfPlace(current) };
  if (await isOfClosedVenue(store.read, code)) return { kind: 'closed' };
  const old = await findPoster(store.read, code);
  if (!old?.replacedAt) return { kind: 'unknown' };
  const place = (old.worksUntil ?? 0) > clock.now() ? await venues.findPlace(old.entranceId) : null;
  if (!place) return { kind: 'replaced', code };
  return { kind: 'works', place, key: { code, entranceId: old.entranceId, serial: old.serial } };
}
