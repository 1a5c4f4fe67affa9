import { type KeyObject, randomBytes } from 'node:crypto';
import type { DayKey } from '#shared/contract/kiosk-sync.ts';
import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Bytes } from '#shared/sealing/bytes.ts';
import type { EnvelopeOpener } from '#shared/sealing/envelope.ts';
import { createVerifier, signDocument, verifyDocument } from '#shared/sealing/signing.ts';
import type { Clock } from '../config/clock.ts';
import { type AuditMarks, createAuditMarks } from './audit-marks.ts';
import { type ClockEvidenceStore, createClockEvidenceStore } from './clock-evidence.ts';
import { type ContentKeys, createContentKeys } from './content-keys.ts';
import { createDayKeys } from './day-keys.ts';
import { createErasures, type Erasures } from './erasures.ts';
import { findKekProblem, makeKek, placesIn, promoteNextKek, readKek, saveFingerprint } from './kek-file.ts';
import {
  createKeyTables,
  KEY_STORE_VERSION,
  type KeyDatabase,
  latestChangeOf,
  openKeyDatabase,
  readIdentity,
  upgradeKeyTables,
} from './key-database.ts';
import { createKeyRing } from './key-ring.ts';
import { createRevocations, type Revocations } from './revocations.ts';
import { createSecrets, type Secrets } from './secrets.ts';
import { createKeyShredder, type KeyShredder } from './shredder.ts';
import { insertSigningKeys, makeFirstSigningKeys, openSigningKeys } from './signing-keys.ts';
import { createStandings, type Standings } from './standings.ts';
import { createWrapper, makeKekCheck, matchesKekCheck } from './wrapping.ts';

export type { ClockEvidence, ClockEvidenceStore } from './clock-evidence.ts';
export type { ContentOwner, ContentPlace, PersonKeyKind, SealedContent } from './content-keys.ts';
export { LASTING_DAY } from './content-keys.ts';
export { erasedPersonId } from './erasures.ts';
export { findKekProblem } from './kek-file.ts';
export { makeRecoveryParts, type RecoveryRefusal, recoverKek } from './recovery.ts';
export { membershipIdOf, officeIdOf, secretIdOf } from './revocations.ts';
export { rotateKek } from './rotate-kek.ts';

/** Every key of the deployment. None leaves this service but public ones. */
export interface KeyService
  extends ContentKeys,
    Secrets,
    KeyShredder,
    Erasures,
    Revocations,
    Standings,
    AuditMarks,
    ClockEvidenceStore {
  readonly serverId: string;
  /** Ed25519, base64url; kiosks pin it. */
  readonly serverPublicKey: string;
  /** Ed25519 public keys that sign visitor passes, by key id. */
  readonly passKeys: ReadonlyArray<{ readonly keyId: number; readonly publicKey: string }>;
  /** Public keys to seal to, both days included, and the fallback keys; makes what is missing. */
  listDayKeys(from: CalendarDay, through: CalendarDay): Promise<DayKey[]>;
  /** 'destroyed': its content is lost on purpose. */
  openerFor(dayKeyId: string): Promise<EnvelopeOpener | 'unknown' | 'destroyed'>;
  signAsServer(message: Bytes): Promise<Bytes>;
  signServerDocument(label: string, payload: unknown): Promise<string>;
  /** @returns null when this server did not sign it under that label. */
  verifyServerDocument(label: string, text: string): Promise<unknown>;
  /** The key id belongs into the signed bytes: take it from `passKeyId`. */
  signPass(message: Bytes): Promise<Bytes>;
  readonly passKeyId: number;
  isOpen(): boolean;
  close(): void;
}

/** When the key store in a file last changed; of two copies, the later one knows of every destroyed key. null: no key store. */
export const findKeyStoreChange = (file: string): Instant | null => (readIdentity(file) ? latestChangeOf(file) : null);

export type KeyRefusal = 'kek-missing' | 'kek-wrong' | 'key-store-missing' | 'key-store-foreign' | 'newer-key-store';

export interface KeyFolders {
  /** Holds `keys/keys.db` and `secrets/kek`. */
  readonly dataDir: string;
  /** The server the database belongs to; null: a new database. */
  readonly expectedServerId: string | null;
}

/**
 * Whether key store and KEK belong to a database and open, looked at before anything is opened for writing.
 *
 * @throws when the folder cannot be read.
 */
export function findKeyRefusal({ dataDir, expectedServerId }: KeyFolders): KeyRefusal | null {
  const problem = findKekProblem(dataDir);
  if (problem) return problem;
  const places = placesIn(dataDir);
  const kek = readKek(places.kek);
  if (kek === 'damaged') return 'kek-wrong';
  const identity = readIdentity(places.keyStore);
  if (!identity) return expectedServerId === null ? null : 'key-store-missing';
  if (identity.version > KEY_STORE_VERSION) return 'newer-key-store';
  if (!kek) return 'kek-missing';
  if (expectedServerId !== null && expectedServerId !== identity.serverId) return 'key-store-foreign';
  return findRightKek(places, kek, identity.kekCheck) ? null : 'kek-wrong';
}

/**
 * Opens the key store, or makes one (and a KEK) for a new deployment. A refusal changes nothing.
 *
 * @throws when the folder cannot be read or written.
 */
export async function openKeyService(folders: KeyFolders, clock: Clock): Promise<Result<KeyService, KeyRefusal>> {
  const refusal = findKeyRefusal(folders);
  if (refusal) return err(refusal);
  const places = placesIn(folders.dataDir);
  const kek = readKek(places.kek);
  if (kek === 'damaged') return err('kek-wrong');
  const identity = readIdentity(places.keyStore);
  if (!identity) {
    // Cut off in between, a KEK without a key store is used by the next start; a key store without its KEK would be lost.
    const first = kek ?? makeKek(places.kek);
    // Another process was quicker: the keys are its.
    if (!first) return openKeyService(folders, clock);
    const serverId = await createKeyStore(places.keyStore, first, clock);
    if (!serverId && readIdentity(places.keyStore)) return openKeyService(folders, clock);
    if (!serverId) throw new Error('The key store has tables and belongs to no server');
    saveFingerprint(places.fingerprint, first);
    return ok(await createKeyService(openKeyDatabase(places.keyStore), first, serverId, clock));
  }
  const right = kek && settleKek(places, kek, identity.kekCheck);
  if (!right) return err('kek-wrong');
  return ok(await createKeyService(openKeyDatabase(places.keyStore), right, identity.serverId, clock));
}

/** Finishes a change of the KEK that was cut off: what the key store was last wrapped under counts. null: neither opens it. */
function settleKek(places: ReturnType<typeof placesIn>, kek: KeyObject, check: Uint8Array): KeyObject | null {
  const right = findRightKek(places, kek, check);
  if (!right) return null;
  saveFingerprint(places.fingerprint, right);
  if (right !== kek) promoteNextKek(places);
  return right;
}

function findRightKek(places: ReturnType<typeof placesIn>, kek: KeyObject, check: Uint8Array): KeyObject | null {
  if (matchesKekCheck(kek, check)) return kek;
  const next = readKek(places.nextKek);
  return next && next !== 'damaged' && matchesKekCheck(next, check) ? next : null;
}

/** @returns the id of the server whose it is; null when there is one already. */
async function createKeyStore(file: string, kek: KeyObject, clock: Clock): Promise<string | null> {
  const serverId = randomBytes(16).toString('hex');
  const signingKeys = await makeFirstSigningKeys();
  const db = openKeyDatabase(file);
  try {
    const isMade = createKeyTables(db, () => {
      db.prepare('insert into identity (id, server_id, kek_check) values (1, ?, ?)').run(serverId, makeKekCheck(kek));
      insertSigningKeys(db, createWrapper(kek), signingKeys, clock.now());
    });
    return isMade ? serverId : null;
  } finally {
    db.close();
  }
}

async function createKeyService(db: KeyDatabase, kek: KeyObject, serverId: string, clock: Clock): Promise<KeyService> {
  upgradeKeyTables(db);
  const wrapper = createWrapper(kek);
  const { server, pass, passKeys } = await openSigningKeys(db, wrapper);
  const serverVerifier = await createVerifier(server.publicKey);
  const dayKeys = createDayKeys(db, wrapper, clock);
  const ring = createKeyRing(db, wrapper, clock);
  return {
    ...createContentKeys(ring),
    ...createKeyShredder(db, clock, [ring, dayKeys]),
    ...createErasures(db, clock),
    ...createRevocations(db, clock),
    ...createStandings(db, clock),
    ...createAuditMarks(db),
    ...createClockEvidenceStore(db),
    serverId,
    serverPublicKey: server.publicKey,
    passKeys,
    passKeyId: pass.keyId,
    listDayKeys: (from, through) => dayKeys.list(from, through),
    openerFor: (dayKeyId) => dayKeys.openerFor(dayKeyId),
    signAsServer: (message) => server.sign(message),
    signServerDocument: (label, payload) => signDocument(server, label, payload),
    verifyServerDocument: (label, text) => verifyDocument(serverVerifier, label, text),
    ...createSecrets(ring),
    signPass: (message) => pass.sign(message),
    isOpen: () => db.open,
    close: () => db.close(),
  };
}
