import { createHash, randomInt } from 'node:crypto';
import { encodePairingText, PAIRING_CODE_LENGTH } from '#shared/codes/pairing-code.ts';
import { isSafeOrigin } from '#shared/codes/private-host.ts';
import { encodeProvisioningText } from '#shared/codes/provisioning-code.ts';
import type { ExchangeRequest, KioskCertificate, PairingResponse } from '#shared/contract/kiosk-sync.ts';
import type { PairingCode } from '#shared/contract/portal-api.ts';
import { type AccountId, type EntranceId, type KioskId, mintId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { fingerprintOfKey } from '#shared/sealing/key-fingerprint.ts';
import { recordAudit } from '../audit/service.ts';
import type { Writable } from '../store/access.ts';
import { CERTIFICATE_LABEL } from './authenticator.ts';
import type { DownLinkAssembler, DownLinkParts } from './down-link.ts';
import { findKioskKey, findPairingCode, findSettingsSource, type KioskRecord } from './reader.ts';
import { insertKiosk, insertPairingCode, markCodeUsed } from './transactor.ts';

export type PairingProblem = 'code-unknown' | 'code-expired' | 'code-used';

export interface PairingParts extends DownLinkParts {
  readonly serverEpoch: string;
}

export interface Pairing {
  createCode(entranceId: EntranceId, by: AccountId | null): Promise<PairingCode | null>;
  pair(code: string, publicKey: string): Promise<Result<PairingResponse, PairingProblem>>;
}

const CODE_VALID_MS = 600_000;
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const HAVE_NOTHING: ExchangeRequest['have'] = { settings: 0, questions: 0, notices: 0, keysThrough: null };

/** SYNC-SPEC R4, R5. */
export function createPairing(parts: PairingParts, downLinks: DownLinkAssembler): Pairing {
  const { store, clock } = parts;
  return {
    async createCode(entranceId, by) {
      const source = await findSettingsSource(store.read, entranceId);
      if (!source) return null;
      const code = mintCode();
      const createdAt = clock.now();
      const expiresAt = createdAt + CODE_VALID_MS;
      await store.transact(async (tx) => {
        await insertPairingCode(tx, { codeHash: hashCode(code), entranceId, createdBy: by, createdAt, expiresAt });
        const act = { at: createdAt, actor: by ?? 'cli', action: 'pairing-code.made' } as const;
        await recordAudit(tx, { ...act, organisationId: source.organisationId, subject: `entrance:${entranceId}` });
      });
      return { code, qrText: await describeCode(parts, code), expiresAt };
    },

    async pair(code, publicKey) {
      const admitted = await store.transact((tx) => admit(tx, { code, publicKey, now: clock.now() }));
      return admitted.ok ? ok(await describePairing(parts, downLinks, admitted.value)) : admitted;
    },
  };
}

/** One QR for every kiosk; one over plain http on the internet is not set up by a glance, and takes the short code. */
async function describeCode({ keys, publicOrigin }: PairingParts, code: string): Promise<string> {
  const serverUrl = publicOrigin();
  if (!isSafeOrigin(serverUrl)) return encodePairingText(serverUrl, code);
  const keyFingerprint = await fingerprintOfKey(keys.serverPublicKey);
  return encodeProvisioningText({ serverUrl, code, keyFingerprint });
}

async function describePairing(
  { keys, clock, serverEpoch }: PairingParts,
  downLinks: DownLinkAssembler,
  kiosk: KioskRecord,
): Promise<PairingResponse> {
  const { settings, questions, keys: dayKeys, ...rest } = await downLinks.assemble(kiosk.entranceId, HAVE_NOTHING);
  if (!settings || !questions || !dayKeys) throw new Error('a kiosk was paired to an entrance without settings');
  const { organisationId, venueId, entranceId, publicKey, pairedAt } = kiosk;
  const place = { organisationId, venueId, entranceId };
  const certificate: KioskCertificate = {
    v: 1,
    serverId: keys.serverId,
    kioskId: kiosk.id,
    publicKey,
    ...place,
    issuedAt: pairedAt,
  };
  return {
    kioskId: kiosk.id,
    serverId: keys.serverId,
    serverPublicKey: keys.serverPublicKey,
    certificate: await keys.signServerDocument(CERTIFICATE_LABEL, certificate),
    serverEpoch,
    serverTime: clock.now(),
    down: { ...rest, settings, questions, keys: dayKeys },
  };
}

interface Applicant {
  readonly code: string;
  readonly publicKey: string;
  readonly now: Instant;
}

async function admit(tx: Writable, { code, publicKey, now }: Applicant): Promise<Result<KioskRecord, PairingProblem>> {
  const codeHash = hashCode(code);
  const found = await findPairingCode(tx, codeHash);
  const source = found && (await findSettingsSource(tx, found.entranceId));
  if (!found || !source) return err('code-unknown');
  const { organisationId, venueId } = source;
  const place = { organisationId, venueId, entranceId: found.entranceId };
  const standing = { revokedAt: null, readmittedAt: null };
  if (found.usedByKioskId !== null) {
    const user = await findKioskKey(tx, found.usedByKioskId);
    if (user?.publicKey !== publicKey || user.revokedAt !== null || found.expiresAt < now) return err('code-used');
    return ok({ id: found.usedByKioskId, ...place, publicKey, pairedAt: user.pairedAt, ...standing });
  }
  if (found.expiresAt < now) return err('code-expired');
  const kiosk: KioskRecord = { id: mintId<KioskId>(), ...place, publicKey, pairedAt: now, ...standing };
  await insertKiosk(tx, kiosk);
  await markCodeUsed(tx, codeHash, kiosk.id, now);
  const act = { at: now, actor: `kiosk:${kiosk.id}`, action: 'kiosk.paired' } as const;
  await recordAudit(tx, { ...act, organisationId, subject: `entrance:${found.entranceId}` });
  return ok(kiosk);
}

/** 40 random bits. */
const mintCode = (): string =>
  Array.from({ length: PAIRING_CODE_LENGTH }, () => CROCKFORD.charAt(randomInt(CROCKFORD.length))).join('');

/** Found by its hash, so that no comparison tells by its time how much of a guess was right. */
const hashCode = (code: string): Uint8Array =>
  createHash('sha256').update(`venue-checkin/pairing-code\n${code}`).digest();
