import type { VenueChanges } from '#shared/contract/portal-venues.ts';
import type { EntranceId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { foldAccents, nameKey } from '#shared/domain/search-text.ts';
import type { Writable } from '../store/access.ts';

/** What is left out stays. */
export async function updateVenue(tx: Writable, id: VenueId, changes: VenueChanges): Promise<void> {
  const { name, type, address, externalId, responsible } = changes;
  const set = {
    ...(name !== undefined && { name, name_search: foldAccents(name), name_key: nameKey(name) }),
    ...(type !== undefined && { type }),
    ...(address !== undefined && {
      address_line: address.line,
      address_search: foldAccents(address.line),
      commune_code: address.communeCode,
    }),
    ...(externalId !== undefined && { external_id: externalId }),
    ...(responsible !== undefined && {
      responsible_name: responsible?.name ?? null,
      responsible_phone: responsible?.phone ?? null,
    }),
  };
  if (Object.keys(set).length > 0) await tx.updateTable('venues').set(set).where('id', '=', id).execute();
}

export async function updateClosedAt(tx: Writable, id: VenueId, at: Instant | null): Promise<void> {
  await tx.updateTable('venues').set({ closed_at: at }).where('id', '=', id).execute();
}

export async function updateEntranceName(tx: Writable, id: EntranceId, name: string): Promise<void> {
  await tx.updateTable('entrances').set({ name }).where('id', '=', id).execute();
}

export async function updateRetiredAt(tx: Writable, id: EntranceId, at: Instant | null): Promise<void> {
  await tx.updateTable('entrances').set({ retired_at: at }).where('id', '=', id).execute();
}

/** @param ids of entrances of one venue, in their new order. */
export async function updatePositions(tx: Writable, ids: readonly EntranceId[]): Promise<void> {
  for (const [position, id] of ids.entries()) {
    await tx.updateTable('entrances').set({ position }).where('id', '=', id).execute();
  }
}
