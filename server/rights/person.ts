import { parsePassText } from '#shared/codes/visitor-pass.ts';
import type { PersonKey, PersonMatch } from '#shared/contract/portal-rights.ts';
import { type ContactRecord, contactRecordSchema } from '#shared/domain/contact.ts';
import { type HealthRecord, healthRecordSchema } from '#shared/domain/declaration.ts';
import type { OrganisationId } from '#shared/domain/ids.ts';
import { addDays, type CalendarDay } from '#shared/domain/instant.ts';
import { maskName } from '#shared/domain/person-name.ts';
import { type E164, maskPhone, parsePhone } from '#shared/domain/phone.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { HARD_MAXIMUM_DAYS } from '#shared/domain/retention.ts';
import { erasedPersonId, type KeyService, type PersonKeyKind } from '../keys/service.ts';
import type { PersonVisit } from './reader.ts';

/** What a person can be looked up by, once it is known to be one. */
export interface KnownKey {
  readonly kind: Exclude<PersonKeyKind, 'opaque'>;
  /** As it stands in contact records. */
  readonly value: string;
}

/** Forgiving: as people say and scan it. A receipt is looked up another way. */
export function readPersonKey({
  kind,
  value,
}: PersonKey): Result<KnownKey | { readonly receipt: string }, 'not-a-key'> {
  switch (kind) {
    case 'phone': {
      const phone = parsePhone(value);
      return phone.ok ? ok({ kind, value: phone.value }) : err('not-a-key');
    }
    case 'id-number': {
      const number = value.replace(/[\s.-]/g, '').toUpperCase();
      return /^[A-Z0-9]{5,15}$/.test(number) ? ok({ kind, value: number }) : err('not-a-key');
    }
    case 'pass': {
      const pass = parsePassText(value.trim());
      if (pass?.kind === 'visitor-pass') return ok({ kind, value: pass.passId });
      return /^[0-9a-f]{32}$/i.test(value) ? ok({ kind, value: value.toLowerCase() }) : err('not-a-key');
    }
    case 'receipt':
      return ok({ receipt: tidyReceipt(value) });
  }
}

/** Crockford's base32 forgives what eyes mix up. */
export const tidyReceipt = (typed: string): string =>
  typed.replace(/[\s-]/g, '').toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1').slice(0, 40);

/** Days of which anything personal can still be there, today first. */
export const keptDays = (today: CalendarDay): CalendarDay[] =>
  Array.from({ length: HARD_MAXIMUM_DAYS + 2 }, (_, back) => addDays(today, -back));

export function hashesOf(
  keys: Pick<KeyService, 'indexOf'>,
  known: readonly KnownKey[],
  today: CalendarDay,
): Uint8Array[] {
  return keptDays(today).flatMap((day) => known.flatMap(({ kind, value }) => keys.indexOf(day, kind, value) ?? []));
}

/** By what else the same records are known: who gave a phone may have shown a card on another day. */
export function keysOf(contact: ContactRecord): KnownKey[] {
  const { phone, idNumber, passId } = contact;
  return [
    ...(phone === undefined ? [] : [{ kind: 'phone', value: phone } as const]),
    ...(idNumber === undefined ? [] : [{ kind: 'id-number', value: idNumber } as const]),
    ...(passId === undefined ? [] : [{ kind: 'pass', value: passId } as const]),
  ];
}

/** What the erasure list has of the person: what a kiosk brings later of before the erasure goes too. */
export const erasedIdsOf = (organisationId: OrganisationId, hashes: readonly Uint8Array[]): string[] =>
  hashes.map((hash) => erasedPersonId(organisationId, hash));

type Opener = Pick<KeyService, 'open'>;

/** null: gone, or never given. */
export function openContact(keys: Opener, visit: PersonVisit): ContactRecord | null {
  const { venueId: owner, id: recordId, contactKeyId: keyId, contactSealed: bytes } = visit;
  if (keyId === null || bytes === null) return null;
  return contactRecordSchema.safeParse(keys.open({ owner, class: 'contact', recordId }, { keyId, bytes })).data ?? null;
}

export function openHealth(keys: Opener, visit: PersonVisit): HealthRecord | null {
  const { venueId: owner, id: recordId, healthKeyId: keyId, healthSealed: bytes } = visit;
  if (keyId === null || bytes === null) return null;
  return healthRecordSchema.safeParse(keys.open({ owner, class: 'health', recordId }, { keyId, bytes })).data ?? null;
}

export function toMatch(keys: Opener, visit: PersonVisit): PersonMatch {
  const contact = openContact(keys, visit);
  const { id: visitId, venueId, venueName, entranceName, arrivedAt, way, assurance, verdict, corrected } = visit;
  return {
    ...{ visitId, venueId, venueName, entranceName, arrivedAt, way, assurance, verdict, corrected },
    maskedName: contact?.name === undefined ? null : maskName(contact.name),
    maskedPhone: contact?.phone === undefined ? null : maskPhone(contact.phone as E164),
    hasContact: contact !== null,
    hasHealth: openHealth(keys, visit) !== null,
  };
}
