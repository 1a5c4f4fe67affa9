import { type Assurance, contactRecordSchema, type Way } from '#shared/domain/contact.ts';
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
  const { venueId: _venue, contactKeyId: _key, contactSealed: _sealed, flagsJson, ...others } = record;
  const { partyId: _party, resolvedAt: _resolvedAt, resolvedBy: _resolvedBy, ...line } = others;
  const flags: string[] = JSON.parse(flagsJson);
  return { ...line, ...readContact(keys, record, detail), flags };
}

type SealedContact = Pick<VisitRecord, 'id' | 'venueId' | 'contactKeyId' | 'contactSealed'>;

/** null: unknown, or its key is gone. */
export interface ShownContact {
  readonly name: string | null;
  readonly phone: string | null;
}

export const readContactMasked = (keys: Pick<KeyService, 'open'>, record: SealedContact): ShownContact =>
  readContact(keys, record, 'masked');

function readContact(
  keys: Pick<KeyService, 'open'>,
  { id, venueId, contactKeyId, contactSealed }: SealedContact,
  detail: Detail,
): ShownContact {
  const place = { owner: venueId, class: 'contact', recordId: id } as const;
  const plain =
    contactKeyId === null || contactSealed === null
      ? null
      : keys.open(place, { keyId: contactKeyId, bytes: contactSealed });
  const contact = contactRecordSchema.safeParse(plain);
  const { name, phone } = contact.success ? contact.data : {};
  const show = SHOWN[detail];
  return {
    name: name === undefined ? null : show.name(name),
    phone: phone === undefined ? null : show.phone(phone as E164),
  };
}

const SHOWN: Readonly<Record<Detail, { name: (name: string) => string; phone: (phone: E164) => string }>> = {
  masked: { name: maskName, phone: maskPhone },
  revealed: { name: (name) => name, phone: formatPhone },
};
