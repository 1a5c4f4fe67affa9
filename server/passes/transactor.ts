import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import type { Writable } from '../store/access.ts';
import type { PassRecord } from './reader.ts';

export interface NewPass extends PassRecord {
  readonly issuedOn: CalendarDay;
  readonly expiresOn: CalendarDay;
  readonly consentVersion: number;
  readonly language: Language;
  readonly at: Instant;
}

export async function insertPass(tx: Writable, pass: NewPass): Promise<void> {
  await tx
    .insertInto('passes')
    .values({
      pass_id: pass.passId,
      issued_on: pass.issuedOn,
      expires_on: pass.expiresOn,
      contact_key_id: pass.contactKeyId,
      contact_sealed: pass.contactSealed,
      consent_version: pass.consentVersion,
      language: pass.language,
      created_at: pass.at,
      withdrawn_at: null,
    })
    .execute();
}
