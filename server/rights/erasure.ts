import type { PersonKey, RightsDetail, Withdrawal } from '#shared/contract/portal-rights.ts';
import type { AccountId, OrganisationId, VisitId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { hashReceiptCode } from '../visitor/service.ts';
import type { RightsParts } from './parts.ts';
import { erasedIdsOf, hashesOf, keysOf, openContact, tidyReceipt } from './person.ts';
import { findReceipt, listEventsByHash, listVisitsById, type PersonVisit } from './reader.ts';
import { close, describe, findOpen, receive } from './requests.ts';
import { findHeld, findVisits, listOrganisations } from './search.ts';

interface Erased {
  readonly visits: number;
  readonly held: number;
  readonly deletionRecordId: string;
}

interface Target {
  readonly organisationId: OrganisationId;
  readonly reference: string | null;
  readonly actor: string;
  readonly visits: readonly PersonVisit[];
  /** All that is the person's, not only these visits: then what comes later or waits sealed is theirs too. */
  readonly hashes: readonly Uint8Array[];
}

/** Rows, what waits in quarantine, and what a kiosk still brings of before now. The keys' list of erasures comes first. */
async function eraseAll(parts: RightsParts, target: Target): Promise<Erased> {
  const { organisationId, reference, actor, visits, hashes } = target;
  const held = await findHeld(parts, organisationId, hashes);
  const events = await listEventsByHash(parts.store.read, organisationId, hashes);
  const ids = [...new Set<string>([...visits.map(({ id }) => id), ...held, ...events])];
  const people = erasedIdsOf(organisationId, hashes);
  const proof = await parts.retention.erase(ids, { actor, organisationId, reference, people });
  return { visits: visits.length, held: held.length, deletionRecordId: proof.deletionRecordId };
}

/**
 * For erasure and withdrawal. Only where every visit found by the request's own key was chosen is it the whole person:
 * else the phone is a family's, and the others keep theirs.
 */
export async function eraseForRequest(
  parts: RightsParts,
  organisationId: OrganisationId,
  id: string,
  visitIds: readonly VisitId[],
  by: AccountId,
): Promise<Result<RightsDetail, 'not-found' | 'conflict'>> {
  const row = await findOpen(parts, organisationId, id);
  if (typeof row === 'string') return err(row);
  if (row.kind !== 'erasure' && row.kind !== 'withdrawal') return err('conflict');
  const chosen = await listVisitsById(parts.store.read, organisationId, visitIds);
  const { asker } = await describe(parts, row);
  const found = asker?.key ? await findVisits(parts, organisationId, asker.key) : null;
  const all = found?.ok ? found.value : { visits: [], hashes: [] };
  const isWhole = all.visits.every((visit) => chosen.some((one) => one.id === visit.id));
  const hashes = isWhole ? [...all.hashes, ...(await otherHashes(parts, chosen, all.hashes))] : [];
  const target = { organisationId, reference: row.reference, actor: by, visits: chosen, hashes };
  const { deletionRecordId, ...outcome } = await eraseAll(parts, target);
  return close(parts, organisationId, id, { by, status: 'done', action: 'rights.erased', outcome, deletionRecordId });
}

/** The same records are known by a card or a pass too: what comes under those alone is the same person's. */
async function otherHashes(
  { keys, clock }: RightsParts,
  visits: readonly PersonVisit[],
  known: readonly Uint8Array[],
): Promise<Uint8Array[]> {
  if (known.length === 0) return [];
  const own = visits.flatMap((visit) => {
    const contact = openContact(keys, visit);
    // A card is one person's; another phone on the same visit may be somebody else's.
    return contact ? keysOf(contact).filter(({ kind }) => kind !== 'phone') : [];
  });
  const distinct = [...new Map(own.map((key) => [`${key.kind}/${key.value}`, key])).values()];
  return hashesOf(keys, distinct, clock.today());
}

/** The code of a receipt is the right to it: one visit, at once, without staff. */
export async function withdrawByReceipt(
  parts: RightsParts,
  typed: string,
  confirmed: boolean,
): Promise<Withdrawal | null> {
  const { store, timeZone } = parts;
  const receipt = await findReceipt(store.read, hashReceiptCode(tidyReceipt(typed)));
  const [visit] = receipt?.visitId ? await listVisitsById(store.read, null, [receipt.visitId]) : [];
  if (!visit) return null;
  const shown = { venueName: visit.venueName, at: visit.arrivedAt, timeZone };
  const isKept = visit.contactSealed !== null || visit.healthSealed !== null;
  if (!isKept) return { ...shown, state: 'gone', reference: null };
  if (!confirmed) return { ...shown, state: 'kept', reference: null };
  const { organisationId } = visit;
  const asker = { name: '', contact: '', note: '', key: null };
  const request = { kind: 'withdrawal', channel: 'receipt', identityCheck: 'receipt', by: null, asker } as const;
  const { id, reference } = await receive(parts, organisationId, request);
  const target = { organisationId, reference, actor: 'visitor', visits: [visit], hashes: [] };
  const { deletionRecordId, ...outcome } = await eraseAll(parts, target);
  const how = { by: null, status: 'done', action: 'rights.withdrawn', outcome, deletionRecordId } as const;
  await close(parts, organisationId, id, how);
  return { ...shown, state: 'gone', reference };
}

/** The admin's command: everything of a person everywhere, with a record per organisation. */
export async function eraseByKey(
  parts: RightsParts,
  key: PersonKey,
): Promise<Result<{ visits: number; held: number; documents: string[] }, 'not-a-key'>> {
  const sum = { visits: 0, held: 0, documents: [] as string[] };
  for (const organisationId of await listOrganisations(parts)) {
    // oxlint-disable-next-line no-await-in-loop
    const found = await findVisits(parts, organisationId, key);
    if (!found.ok) return found;
    const { visits, hashes } = found.value;
    // oxlint-disable-next-line no-await-in-loop
    const held = await findHeld(parts, organisationId, hashes);
    if (visits.length === 0 && held.length === 0) continue;
    const asker = { name: '', contact: '', note: '', key: null };
    const request = { kind: 'erasure', channel: 'cli', identityCheck: 'known', by: 'cli', asker } as const;
    // oxlint-disable-next-line no-await-in-loop
    const { id, reference } = await receive(parts, organisationId, request);
    // oxlint-disable-next-line no-await-in-loop
    const others = await otherHashes(parts, visits, hashes);
    const target = { organisationId, reference, actor: 'cli', visits, hashes: [...hashes, ...others] };
    // oxlint-disable-next-line no-await-in-loop
    const { deletionRecordId, ...outcome } = await eraseAll(parts, target);
    const how = { by: 'cli', status: 'done', action: 'rights.erased', outcome, deletionRecordId } as const;
    // oxlint-disable-next-line no-await-in-loop
    await close(parts, organisationId, id, how);
    sum.visits += outcome.visits;
    sum.held += outcome.held;
    sum.documents.push(deletionRecordId);
  }
  return ok(sum);
}
