import type { AccountId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';

export async function insertCall(
  tx: Writable,
  call: {
    readonly id: string;
    readonly unitCodes: readonly string[];
    readonly title: string;
    readonly dueAt: Instant;
    readonly cityDueAt: Instant | null;
    readonly by: AccountId;
    readonly at: Instant;
  },
): Promise<void> {
  await tx
    .insertInto('report_calls')
    .values({
      id: call.id,
      units_json: JSON.stringify(call.unitCodes),
      title: call.title,
      due_at: call.dueAt,
      city_due_at: call.cityDueAt,
      created_by: call.by,
      created_at: call.at,
    })
    .execute();
}

export interface NewSubmission {
  readonly callId: string;
  readonly unitCode: string;
  readonly figuresJson: string;
  readonly sha256: string;
  readonly note: string;
  readonly by: AccountId;
  readonly at: Instant;
}

/** @returns false where the ward has reported already: what stands, stands. */
export async function insertSubmission(tx: Writable, submission: NewSubmission): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('report_submissions')
    .values({
      unit_code: submission.unitCode,
      ...frozen(submission),
    })
    .onConflict((on) => on.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export interface NewCitySubmission extends Omit<NewSubmission, 'unitCode'> {
  readonly id: string;
  readonly area: string;
}

/** @returns false where the city has reported already: what stands, stands. */
export async function insertCitySubmission(tx: Writable, submission: NewCitySubmission): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('city_submissions')
    .values({
      id: submission.id,
      area: submission.area,
      ...frozen(submission),
    })
    .onConflict((on) => on.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** What a report says and who says it, whoever it is of. */
const frozen = (submission: Omit<NewSubmission, 'unitCode'>) => ({
  call_id: submission.callId,
  figures_json: submission.figuresJson,
  sha256: submission.sha256,
  note: submission.note,
  submitted_by: submission.by,
  submitted_at: submission.at,
});
