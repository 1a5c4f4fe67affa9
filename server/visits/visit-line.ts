import type { VisitRow } from '#shared/contract/portal-api.ts';
import { type Assurance, contactRecordSchema, type Way } from '#shared/domain/contact.ts';
import type { Verdict } from '#shared/domain/declaration.ts';
import type { EntranceId, VisitId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { maskName } from '#shared/domain/person-name.ts';
import { type E164, formatPhone, maskPhone } from '#shared/domain/phone.ts';
import type { KeyService } from '../keys/service.ts';
import type { VisitRecord } from './reader.ts';

/** One visit as it is read out: name and phone either masked or, where the act is recorded, whole. */
export interface VisitLine {
  readonly id: VisitId;
  readonly entranceId: EntranceId;
  readonly entranceName: string;
  readonly arrivedAt: Instant;
  readonly leftAt: Instant | null;
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
  const { venueId, contactKeyId, contactSealed, flagsJson, ...line } = record;
  const place = { owner: venueId, class: 'contact', recordId: record.id } as const;
  const plain =
    contactKeyId === null || contactSealed === null
      ? null
      : keys.open(place, { keyId: contactKeyId, bytes: contactSealed });
  const contact = contactRecordSchema.safeParse(plain);
  const { name, phone } = contact.success ? contact.data : {};
  const flags: string[] = JSON.parse(flagsJson);
  const show = SHOWN[detail];
  return {
    ...line,
    name: name === undefined ? null : show.name(name),
    phone: phone === undefined ? null : show.phone(phone as E164),
    flags,
  };
}

const SHOWN: Readonly<Record<Detail, { name: (name: string) => string; phone: (phone: E164) => string }>> = {
  masked: { name: maskName, phone: maskPhone },
  revealed: { name: (name) => name, phone: formatPhone },
};

/** @param line masked. */
export const toVisitRow = ({ name, phone, flags, ...line }: VisitLine): VisitRow => ({
  ...line,
  maskedName: name,
  maskedPhone: phone,
  flags: [...flags],
});
