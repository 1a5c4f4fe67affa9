import type { OrganisationId } from '#shared/domain/ids.ts';
import type { Writable } from '../store/access.ts';
import { type AuditEntry, FIRST_PREV_HASH, hashEntry } from './chain.ts';
import { findLastEntry } from './reader.ts';

/** Reads the head and writes behind it in one transaction; two heads cannot be, since `seq` is the primary key. */
export async function appendEntry(tx: Writable, entry: Omit<AuditEntry, 'seq'>): Promise<void> {
  const last = await findLastEntry(tx);
  const seq = (last?.seq ?? 0) + 1;
  const prevHash = last?.hash ?? FIRST_PREV_HASH;
  await tx
    .insertInto('audit')
    .values({
      seq,
      at: entry.at,
      actor: entry.actor,
      action: entry.action,
      organisation_id: entry.organisationId as OrganisationId | null,
      subject: entry.subject,
      details_json: entry.details,
      prev_hash: prevHash,
      hash: hashEntry(prevHash, { ...entry, seq }),
    })
    .execute();
}
