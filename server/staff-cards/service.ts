import { createHash, randomBytes } from 'node:crypto';
import { encodeStaffCardText, staffCardSigningBytes } from '#shared/codes/staff-card.ts';
import type { IssuedStaffCard, StaffCard } from '#shared/contract/portal-door.ts';
import { type AccountId, mintId, type StaffCardId, type VenueId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { KeyService } from '../keys/service.ts';
import type { Readable, Store } from '../store/access.ts';
import { findCard, findOrganisationOfCard, findOwner, listCards, listValidHashes } from './reader.ts';
import { insertCard, markCardRevoked } from './transactor.ts';

/** Hashes of a venue's valid cards, as its kiosks know them. */
export const listValidCards = (db: Readable, venueId: VenueId): Promise<string[]> => listValidHashes(db, venueId);

export interface StaffCardService {
  list(venueId: VenueId): Promise<StaffCard[]>;
  /** The code leaves the server this once. */
  issue(venueId: VenueId, label: string, by: AccountId): Promise<Result<IssuedStaffCard, 'not-found' | 'conflict'>>;
  /** null: no such card. */
  revoke(id: StaffCardId, by: AccountId): Promise<StaffCard | null>;
}

export interface StaffCardDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly keys: Pick<KeyService, 'signPass' | 'addRevocation'>;
  readonly timeZone: string;
}

/** As many as settings can carry to a kiosk. */
const MAX_VALID_CARDS = 500;

export const createStaffCardService = (deps: StaffCardDependencies): StaffCardService => ({
  list: (venueId) => listCards(deps.store.read, venueId),
  issue: (venueId, label, by) => issueCard(deps, venueId, label, by),
  revoke: (id, by) => revokeCard(deps, id, by),
});

async function issueCard(
  deps: StaffCardDependencies,
  venueId: VenueId,
  label: string,
  by: AccountId,
): Promise<Result<IssuedStaffCard, 'not-found' | 'conflict'>> {
  const { store, clock, keys } = deps;
  const owner = await findOwner(store.read, venueId);
  if (!owner) return err('not-found');
  const cardId = randomBytes(16);
  const cardHash = createHash('sha256').update(cardId).digest('base64url');
  const card: StaffCard = { id: mintId<StaffCardId>(), label, createdAt: clock.now(), revokedAt: null };
  const isIssued = await store.transact(async (tx) => {
    if ((await listValidHashes(tx, venueId)).length >= MAX_VALID_CARDS) return false;
    await insertCard(tx, { id: card.id, venueId, cardHash, label, createdAt: card.createdAt, createdBy: by });
    const act = { at: card.createdAt, actor: by, action: 'staff-card.issued', details: { venueId } } as const;
    await recordAudit(tx, { ...act, organisationId: owner.organisationId, subject: `staff-card:${card.id}` });
    return true;
  });
  if (!isIssued) return err('conflict');
  const qrText = encodeStaffCardText(cardId, await keys.signPass(staffCardSigningBytes(cardId)));
  return ok({ card, qrText, pdfBase64: await printCard(deps, owner.venueName, card, qrText) });
}

async function printCard(
  { timeZone }: StaffCardDependencies,
  venueName: string,
  { id, label, createdAt }: StaffCard,
  codeText: string,
): Promise<string> {
  // Loaded when first needed: fonts and PDF cost a quarter of a second of every start and every admin command.
  const { renderStaffCardPdf } = await import('#print/badge/staff-card.ts');
  const shortId = id.slice(0, 4).toUpperCase();
  const about = { venueName, label, shortId, issuedAt: createdAt, timeZone, language: 'both' } as const;
  return Buffer.from(await renderStaffCardPdf({ ...about, codeText })).toString('base64');
}

async function revokeCard(
  { store, clock, keys }: StaffCardDependencies,
  id: StaffCardId,
  by: AccountId,
): Promise<StaffCard | null> {
  // Beside the keys first: no older copy of the database may trust it again.
  if (await findCard(store.read, id)) keys.addRevocation('staff-card', id);
  await store.transact(async (tx) => {
    const at = clock.now();
    const owner = await findOrganisationOfCard(tx, id);
    if (!owner || !(await markCardRevoked(tx, id, by, at))) return;
    const act = { at, actor: by, action: 'staff-card.revoked' } as const;
    await recordAudit(tx, { ...act, organisationId: owner.organisationId, subject: `staff-card:${id}` });
  });
  return (await findCard(store.read, id)) ?? null;
}
