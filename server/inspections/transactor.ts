import type { InspectionInput } from '#shared/contract/portal-ward-cases.ts';
import type { AccountId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';

export async function insertInspection(
  tx: Writable,
  { id, venueId, doneAt, answers, basedOn }: InspectionInput,
  facts: {
    readonly by: AccountId;
    readonly receivedAt: Instant;
    readonly passed: boolean;
    readonly conflictsWith: string | null;
  },
): Promise<void> {
  await tx
    .insertInto('inspections')
    .values({
      id,
      venue_id: venueId,
      inspected_by: facts.by,
      done_at: doneAt,
      received_at: facts.receivedAt,
      answers_json: JSON.stringify(answers),
      passed: facts.passed ? 1 : 0,
      based_on: basedOn,
      conflicts_with: facts.conflictsWith,
    })
    .execute();
}
