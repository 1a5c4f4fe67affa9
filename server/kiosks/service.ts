import type { KioskStatus } from '#shared/contract/kiosk-status.ts';
import type { DownLink, ExchangeRequest, PairingRequest, PairingResponse } from '#shared/contract/kiosk-sync.ts';
import type { Kiosk, PairingCode } from '#shared/contract/portal-api.ts';
import type { KioskChanges } from '#shared/contract/portal-settings.ts';
import type { AccountId, EntranceId, KioskId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Result } from '#shared/domain/result.ts';
import { recordAudit } from '../audit/service.ts';
import type { KioskAuthenticator, KioskPrincipal, PairingPrincipal } from '../http/principals.ts';
import type { Writable } from '../store/access.ts';
import { createKioskGate, type KioskGate } from './authenticator.ts';
import { createDownLinkAssembler } from './down-link.ts';
import { createPairing, type PairingParts, type PairingProblem } from './pairing.ts';
import { type FoundKiosk, findKioskView, isBesideKiosk, type Listening, listFleet, listKiosks } from './reader.ts';
import { markConfirmed, markRevoked, prepareContact, updateKiosk } from './transactor.ts';

export type { FileSender } from './authenticator.ts';
export type { CurrentQuestions } from './down-link.ts';

export interface KioskService extends KioskAuthenticator, Pick<KioskGate, 'findSender' | 'findPrincipal'> {
  /**
   * A fresh one-time code, shown once. null when there is no such entrance.
   *
   * @param by null: the admin command.
   */
  createPairingCode(entranceId: EntranceId, by: AccountId | null): Promise<PairingCode | null>;
  /** R4, R5. The same kiosk may ask again within the code's time, when the first answer was lost. */
  pair(request: PairingRequest, kiosk: PairingPrincipal): Promise<Result<PairingResponse, PairingProblem>>;
  list(venueId: VenueId): Promise<Kiosk[]>;
  /** Every trusted kiosk of an organisation, by venue. */
  listFleet(organisationId: OrganisationId): Promise<FoundKiosk[]>;
  /** What it is called and where it stands; `unknown-entrance` for one that is not of its venue. null when there is no such kiosk. */
  change(id: KioskId, changes: KioskChanges, by: AccountId): Promise<Kiosk | 'unknown-entrance' | null>;
  revoke(id: KioskId, by: AccountId): Promise<Kiosk | null>;
  /** R6: trusts a re-admitted kiosk again. What it sent until now waits in quarantine to be released. */
  confirm(id: KioskId, by: AccountId): Promise<Kiosk | null>;
  /** R6, S9: nothing for a revoked kiosk; for a re-admitted one no settings, in which are the staff's PIN and cards. */
  assembleDownLink(kiosk: KioskPrincipal, have: ExchangeRequest['have']): Promise<DownLink>;
  /**
   * Saves the request's counter (R2) and what the kiosk said of itself. Only inside `transactPrepared`.
   *
   * @returns the high-water mark of the kiosk's epoch.
   */
  recordContact(kiosk: KioskPrincipal, at: Instant, status: KioskStatus): number;
  /** What exchanges attest, told alone (SYNC-SPEC T4). */
  tellTime(): Instant;
  readonly serverEpoch: string;
}

export function createKioskService(parts: PairingParts): KioskService {
  const { store, clock, serverEpoch } = parts;
  const gate = createKioskGate(parts);
  const downLinks = createDownLinkAssembler(parts);
  const pairing = createPairing(parts, downLinks);
  const contact = prepareContact(store);
  const startedAt = clock.now();
  const listening = (): Listening => ({ now: clock.now(), since: startedAt, timeZone: parts.timeZone });

  async function decide(
    id: KioskId,
    by: AccountId,
    action: 'kiosk.revoked' | 'kiosk.confirmed',
    write: (tx: Writable) => Promise<void>,
  ): Promise<Kiosk | null> {
    await store.transact(async (tx) => {
      const kiosk = await tx.selectFrom('kiosks').select('organisation_id').where('id', '=', id).executeTakeFirst();
      await write(tx);
      const organisationId = kiosk?.organisation_id ?? null;
      await recordAudit(tx, { at: clock.now(), actor: by, action, subject: `kiosk:${id}`, organisationId });
    });
    return findKioskView(store.read, id, listening());
  }

  return {
    serverEpoch,
    authenticate: (request) => gate.authenticate(request),
    authenticatePairing: (request, body) => gate.authenticatePairing(request, body),
    signAnswer: (authorization, status, body) => gate.signAnswer(authorization, status, body),
    findPrincipal: (id) => gate.findPrincipal(id),
    findSender: (kioskId, certificate) => gate.findSender(kioskId, certificate),

    createPairingCode: (entranceId, by) => pairing.createCode(entranceId, by),
    pair: ({ code }, { publicKey }) => pairing.pair(code, publicKey),

    list: (venueId) => listKiosks(store.read, venueId, listening()),
    listFleet: (organisationId) => listFleet(store.read, organisationId, listening()),
    async change(id, changes, by) {
      const isDone = await changeKiosk(parts, id, changes, by);
      return isDone ? findKioskView(store.read, id, listening()) : 'unknown-entrance';
    },

    revoke(id, by) {
      parts.keys.addRevocation('kiosk', id);
      return decide(id, by, 'kiosk.revoked', (tx) => markRevoked(tx, id, clock.now()));
    },
    confirm: (id, by) => decide(id, by, 'kiosk.confirmed', (tx) => markConfirmed(tx, id)),

    async assembleDownLink(kiosk, have) {
      if (kiosk.standing === 'revoked') return {};
      const { settings, ...down } = await downLinks.assemble(kiosk.entranceId, have);
      return settings && kiosk.standing === 'active' ? { settings, ...down } : down;
    },

    tellTime: () => clock.now(),
    recordContact(kiosk, at, status) {
      const { highest, seen } = gate.windowOf(kiosk);
      const saved = contact.saveWindow.get(kiosk.id, kiosk.epoch, highest, seen, at, at);
      contact.markSeen.run(at, JSON.stringify(status), status.wallAt - at, kiosk.id);
      return saved?.highWater ?? 0;
    },
  };
}

/** @returns false for an entrance that is not of its venue. */
async function changeKiosk(
  { store, clock }: Pick<PairingParts, 'store' | 'clock'>,
  id: KioskId,
  changes: KioskChanges,
  by: AccountId,
): Promise<boolean> {
  const { entranceId, name } = changes;
  if (entranceId && !(await isBesideKiosk(store.read, id, entranceId))) return false;
  await store.transact(async (tx) => {
    const kiosk = await tx.selectFrom('kiosks').select('organisation_id').where('id', '=', id).executeTakeFirst();
    await updateKiosk(tx, id, {
      ...(name !== undefined && { name: name === '' ? null : name }),
      ...(entranceId && { entranceId }),
    });
    const organisationId = kiosk?.organisation_id ?? null;
    const details = { changed: Object.keys(changes).join(), ...(entranceId && { entrance: entranceId }) };
    const act = { at: clock.now(), actor: by, action: 'kiosk.changed', subject: `kiosk:${id}` } as const;
    await recordAudit(tx, { ...act, organisationId, details });
  });
  return true;
}
