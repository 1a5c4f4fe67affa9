import type { OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Language } from '#shared/domain/language.ts';
import type { OpeningHours } from '#shared/domain/opening-hours.ts';
import type { Writable } from '../store/access.ts';

interface RulesUpdate {
  readonly contactDays: number;
  readonly healthDays: number;
  readonly openingHours: OpeningHours | null;
}

export async function updateRules(tx: Writable, id: VenueId, rules: RulesUpdate): Promise<void> {
  await tx
    .updateTable('venues')
    .set({
      contact_days: rules.contactDays,
      health_days: rules.healthDays,
      opening_hours_json: rules.openingHours && JSON.stringify(rules.openingHours),
    })
    .where('id', '=', id)
    .execute();
}

export async function updateOrganisation(
  tx: Writable,
  id: OrganisationId,
  change: { readonly name?: string; readonly language?: Language },
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await tx.updateTable('organisations').set(change).where('id', '=', id).execute();
}
