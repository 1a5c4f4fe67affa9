import type { KioskMode } from '#shared/contract/kiosk-settings.ts';
import type { EntranceId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';
import type { StoredChoices } from './choices.ts';

export async function updateChoices(tx: Writable, id: VenueId, choices: StoredChoices): Promise<void> {
  await tx
    .updateTable('venues')
    .set({
      duplicate_window_ms: choices.duplicateWindowMs,
      max_stay_ms: choices.maxStayMs,
      closes_at: choices.closesAt,
      closing_by: choices.closingBy,
      choices_json: choices.choicesJson,
    })
    .where('id', '=', id)
    .execute();
}

/** @param pin argon2id; null takes it away. */
export async function updateStaffPin(tx: Writable, id: VenueId, pin: string | null, at: Instant): Promise<void> {
  await tx
    .updateTable('venues')
    .set({ staff_pin: pin, staff_pin_set_at: pin === null ? null : at })
    .where('id', '=', id)
    .execute();
}

export async function updateMode(tx: Writable, id: EntranceId, mode: KioskMode): Promise<void> {
  await tx.updateTable('entrances').set({ mode }).where('id', '=', id).execute();
}
