import type { CalendarDay } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';

export interface PassRecord {
  readonly passId: string;
  readonly contactKeyId: string;
  readonly contactSealed: Uint8Array;
}

/** A pass that is accepted on `day`. */
export const findValidPass = (db: Readable, passId: string, day: CalendarDay): Promise<PassRecord | undefined> =>
  db
    .selectFrom('passes')
    .select(['pass_id as passId', 'contact_key_id as contactKeyId', 'contact_sealed as contactSealed'])
    .where('pass_id', '=', passId)
    .where('expires_on', '>=', day)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
