import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';
import type { EntryRow, IncidentRow } from './reader.ts';

export async function insertIncident(tx: Writable, row: IncidentRow): Promise<void> {
  await tx.insertInto('incidents').values(row).execute();
}

export async function insertEntry(tx: Writable, row: EntryRow): Promise<void> {
  await tx.insertInto('incident_entries').values(row).execute();
}

export async function markIncident(tx: Writable, id: string, closedAt: Instant | null): Promise<void> {
  await tx.updateTable('incidents').set({ closed_at: closedAt }).where('id', '=', id).execute();
}
