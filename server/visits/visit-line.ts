import type { VisitRow } from '#shared/contract/portal-api.ts';
import { type Assurance, type ContactRecord, contactRecordSchema, type Way } from '#shared/domain/contact.ts';
import type { Verdict } from '#shared/domain/declaration.ts';
import type { EntranceId, VisitId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { maskName } from '#shared/domain/person-name.ts';
import { type E164, formatPhone, maskPhone } from '#shared/domain/phone.ts';
import type { LeftHow } from '#shared/domain/visit-end.ts';
import type { KeyService } from '../keys/service.ts';
import type { VisitRecord } from './reader.ts';

/** One visit as it is read out: name and phone either masked or, where the act is recorded, whole. */
export interface VisitLine {
  readonly id: VisitId;
  readonly entranceId: EntranceId;
  readonly entranceName: string;
  readonly arrivedAt: Instant;
  readonly leftAt: Instant | null;
  readonly leftBy: LeftHow | null;
  readonly way: Way;
  readonly assurance: Assurance;
  readonly verdict: Verdict | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly flags: readonly string[];
}

export type Detail = 'masked' | 'revealed';

/** Opens the contact of a visit. Gone with its key, name and phone are null: the visit itself stays. */
export function readVisit(keys: Pick<KeyService, 'open'>, record: VisitRecord, detail: Detail): VisitLine {
  const { id, entranceId, entranceName, arrivedAt, leftAt, leftBy, way, assurance, verdict, flagsJson } = record;
  const { name, phone } = readContact(keys, record, detail);
  const flags: string[] = flagsJson === '[]' ? [] : JSON.parse(flagsJson);
  return { id, entranceId, entranceName, arrivedAt, leftAt, leftBy, way, assurance, verdict, name, phone, flags };
}

export type ContactState = NonNullable<VisitRow['contact']>;

/** What became of what a person gave: the fact of the visit outlives it. */
export function contactStateOf(keys: Pick<KeyService, 'open'>, record: VisitRecord, line: VisitLine): ContactState {
  if (line.name !== null || line.phone !== null) return 'kept';
  const isGone = record.contactSealed === null ? record.consentVersion !== null : openContact(keys, record) === null;
  return isGone || line.flags.includes('content-expired') ? 'expired' : 'none';
}

type SealedContact = Pick<VisitRecord, 'id' | 'venueId' | 'contactKeyId' | 'contactSealed'>;

/** null: unknown, or its key is gone. */
export interface ShownContact {
  readonly name: string | null;
  readonly phone: string | null;
}

export const readContactMasked = (keys: Pick<KeyService, 'open'>, record: SealedContact): ShownContact =>
  readContact(keys, record, 'masked');

/** Whole: only where the trail says so first. */
export const readContactRevealed = (keys: Pick<KeyService, 'open'>, record: SealedContact): ShownContact =>
  readContact(keys, record, 'revealed');

function readContact(keys: Pick<KeyService, 'open'>, record: SealedContact, detail: Detail): ShownContact {
  const { name, phone } = openContact(keys, record) ?? {};
  const show = SHOWN[detail];
  return {
    name: name === undefined ? null : show.name(name),
    phone: phone === undefined ? null : show.phone(phone as E164),
  };
}

/** null: nothing was given, or its key is gone. */
export function openContact(
  keys: Pick<KeyService, 'open'>,
  { id, venueId, contactKeyId, contactSealed }: SealedContact,
): ContactRecord | null {
  if (contactKeyId === null || contactSealed === null) return null;
  const place = { owner: venueId, class: 'contact', recordId: id } as const;
  const contact = contactRecordSchema.safeParse(keys.open(place, { keyId: contactKeyId, bytes: contactSealed }));
  return contact.success ? contact.data : null;
}

const SHOWN: Readonly<Record<Detail, { name: (name: string) => string; phone: (phone: E164) => string }>> = {
  masked: { name: maskName, phone: maskPhone },
  revealed: { name: (name) => name, phone: formatPhone },
};
