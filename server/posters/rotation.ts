import { randomBytes } from 'node:crypto';
import type { GracePeriod } from '#shared/contract/portal-posters.ts';
import type { EntranceCode, EntranceId } from '#shared/domain/ids.ts';
import { DAY_MS, type Instant } from '#shared/domain/instant.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { Store } from '../store/access.ts';
import type { VenueService } from '../venues/service.ts';
import { findPoster, listReplaced, type PosterRecord } from './reader.ts';
import { type PosterSubject, subjectOfPlace } from './subject.ts';
import { markCurrent, markReplaced } from './transactor.ts';

const GRACE_MS: Readonly<Record<GracePeriod, number>> = { now: 0, '7-days': 7 * DAY_MS, '30-days': 30 * DAY_MS };
/** A slip of the finger can be taken back even where there is no grace period. */
const UNDO_MS = 10 * 60_000;

export interface RotationDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly venues: Pick<VenueService, 'findPlace'>;
}

/** Until when a rotation that replaced this poster can be undone. */
export const undoUntilOf = ({ replacedAt, worksUntil }: Pick<PosterRecord, 'replacedAt' | 'worksUntil'>): Instant =>
  Math.max(worksUntil ?? 0, (replacedAt ?? 0) + UNDO_MS);

/** The last one replaced, where that can still be undone. @param replaced newest first. */
export function findUndoable(replaced: readonly PosterRecord[], now: Instant): PosterRecord | undefined {
  const last = replaced[0];
  return last && undoUntilOf(last) > now ? last : undefined;
}

/**
 * A new code for an entrance. The old poster works until the end of the grace period, and is recognised ever after.
 *
 * @returns `conflict` when somebody else was quicker.
 */
export async function rotatePoster(
  { store, clock, venues }: RotationDependencies,
  entranceId: EntranceId,
  grace: GracePeriod,
  actor: string,
): Promise<Result<void, 'not-found' | 'conflict'>> {
  const place = await venues.findPlace(entranceId);
  if (!place) return err('not-found');
  const at = clock.now();
  const old = subjectOfPlace(place);
  return store.transact(async (tx) => {
    const replaced = await listReplaced(tx, entranceId);
    const code = randomBytes(16).toString('base64url') as EntranceCode;
    const fresh = { code, entranceId, serial: nextSerial(old.serial, replaced) };
    if (!(await markCurrent(tx, old.code, fresh))) return err('conflict');
    await markReplaced(tx, old, { at, worksUntil: at + GRACE_MS[grace] });
    const { organisationId } = old;
    const subject = `entrance:${entranceId}`;
    await recordAudit(tx, { at, actor, action: 'poster.rotated', organisationId, subject, details: { grace } });
    return ok(undefined);
  });
}

/** The poster before the last rotation is the entrance's again; the one it gives way to goes on as long as the old would have. */
export async function undoRotation(
  { store, clock, venues }: RotationDependencies,
  entranceId: EntranceId,
  actor: string,
): Promise<Result<void, 'not-found' | 'conflict'>> {
  const place = await venues.findPlace(entranceId);
  if (!place) return err('not-found');
  const at = clock.now();
  const current = subjectOfPlace(place);
  return store.transact(async (tx) => {
    const back = findUndoable(await listReplaced(tx, entranceId), at);
    if (!back) return err('conflict');
    const used = await findPoster(tx, current.code);
    const hangs = used !== undefined && (used.prints > 0 || used.firstScanAt !== null);
    if (!(await markCurrent(tx, current.code, back))) return err('conflict');
    await markReplaced(tx, current, { at, worksUntil: hangs ? Math.max(at, back.worksUntil ?? at) : at });
    const { organisationId } = current;
    await recordAudit(tx, { at, actor, action: 'poster.restored', organisationId, subject: `entrance:${entranceId}` });
    return ok(undefined);
  });
}

/** `HUE-7K3MQ-01` -> `HUE-7K3MQ-01B` -> … `01Z` -> `01AA`: the door keeps its number, and no serial is given out twice. */
function nextSerial(serial: PosterSubject['serial'], replaced: readonly PosterRecord[]): string {
  const stem = serial.replace(/[A-Z]+$/, '');
  const taken = new Set([serial, ...replaced.map((poster) => poster.serial)]);
  for (let edition = taken.size + 1; ; edition += 1) {
    const next = `${stem}${lettersOf(edition)}`;
    if (!taken.has(next)) return next;
  }
}

/** 1 -> A, 26 -> Z, 27 -> AA. */
const lettersOf = (number: number): string =>
  number === 0 ? '' : lettersOf(Math.floor((number - 1) / 26)) + String.fromCharCode(65 + ((number - 1) % 26));
