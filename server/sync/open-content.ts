import type { QuarantineCode } from '#shared/contract/kiosk-sync.ts';
import type { Envelope, VisitEvent } from '#shared/contract/visit-event.ts';
import { type ContactRecord, contactRecordSchema } from '#shared/domain/contact.ts';
import { type HealthRecord, healthRecordSchema } from '#shared/domain/declaration.ts';
import type { EventId, VenueId } from '#shared/domain/ids.ts';
import type { CalendarDay } from '#shared/domain/instant.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { DataClass } from '#shared/domain/retention.ts';
import { toBase64url } from '#shared/sealing/bytes.ts';
import type { KeyService, PersonKeyKind, SealedContent } from '../keys/service.ts';
import type { ServerFlag } from './judge-time.ts';

/** The contact behind a visitor pass, to be copied into the keys of the venue that scanned it. */
export interface PassContacts {
  /** null: no such pass, or its time is over. */
  findContact(passId: string): Promise<ContactRecord | null>;
}

export interface ContentParts {
  readonly keys: KeyService;
  readonly passes: PassContacts;
}

/** What a person said, in memory only. */
export interface PlainContent {
  readonly contact: ContactRecord | null;
  readonly health: HealthRecord | null;
}

export interface OpenedContent extends PlainContent {
  readonly flags: readonly ServerFlag[];
}

/** Made once: making a schema takes far longer than parsing a record with it. */
const contactOrNoneSchema = contactRecordSchema.nullable();
const healthOrNoneSchema = healthRecordSchema.nullable();

/** Opens what a kiosk sealed. A destroyed key is the one permitted loss: the event stays, its content is gone. */
export async function openContent(
  keys: KeyService,
  { organisationId, venueId, id, sealed }: Pick<VisitEvent, 'organisationId' | 'venueId' | 'id' | 'sealed'>,
): Promise<Result<OpenedContent, QuarantineCode>> {
  const open = async (envelope: Envelope | null, dataClass: DataClass): Promise<Result<unknown, QuarantineCode>> => {
    if (!envelope) return ok(null);
    const opener = await keys.openerFor(envelope.key);
    if (opener === 'unknown') return err('unknown-key');
    if (opener === 'destroyed') return err('expired');
    const record = await opener.open(envelope, { organisationId, venueId, eventId: id, class: dataClass });
    return record === null ? err('unsealable') : ok(record);
  };
  const [contact, health] = await Promise.all([open(sealed.contact, 'contact'), open(sealed.health, 'health')]);
  const lost = [contact, health].find((part) => !part.ok && part.error !== 'expired');
  if (lost && !lost.ok) return err(lost.error);
  const parsed = {
    contact: contactOrNoneSchema.safeParse(contact.ok ? contact.value : null),
    health: healthOrNoneSchema.safeParse(health.ok ? health.value : null),
  };
  if (!parsed.contact.success || !parsed.health.success) return err('unsealable');
  const flags: ServerFlag[] = contact.ok && health.ok ? [] : ['content-expired'];
  return ok({ contact: parsed.contact.data, health: parsed.health.data, flags });
}

/** Content as the server keeps it, and the hashes to find the person by. */
export interface SealedVisitContent {
  readonly contact: SealedContent | null;
  readonly health: SealedContent | null;
  readonly personHashes: readonly Uint8Array[];
  readonly flags: readonly ServerFlag[];
}

export interface ContentTarget {
  readonly venueId: VenueId;
  readonly eventId: EventId;
  readonly day: CalendarDay;
  /** An earlier day on which the person may have come. */
  readonly since?: CalendarDay;
}

/** Seals under the keys of the visit's venue and day. The text of an opaque code gives way to its keyed hash. */
export async function sealContent(
  { keys, passes }: ContentParts,
  plain: PlainContent,
  { venueId, eventId, day, since }: ContentTarget,
): Promise<SealedVisitContent> {
  const passContact = plain.contact?.passId === undefined ? null : await passes.findContact(plain.contact.passId);
  const contact = plain.contact && { ...passContact, ...plain.contact };
  const flags: ServerFlag[] = [];
  if (plain.contact?.passId !== undefined && !passContact) flags.push('pass-unknown');
  const place = { owner: venueId, recordId: eventId };
  const seal = (dataClass: DataClass, record: unknown): SealedContent | null => {
    const sealed = record === null ? null : keys.seal({ ...place, class: dataClass }, day, record);
    if (record !== null && !sealed) flags.push('content-expired');
    return sealed;
  };
  return {
    contact: seal('contact', contact && hideOpaqueCode(keys, contact, day)),
    health: seal('health', plain.health),
    personHashes: contact ? [day, since].flatMap((on) => (on ? hashPerson(keys, contact, on) : [])) : [],
    flags,
  };
}

function hideOpaqueCode(keys: KeyService, contact: ContactRecord, day: CalendarDay): ContactRecord {
  if (contact.opaqueCode === undefined) return contact;
  const { opaqueCode, ...rest } = contact;
  const hash = keys.indexOf(day, 'opaque', opaqueCode);
  return hash ? { ...rest, opaqueCode: toBase64url(hash) } : rest;
}

/** By every key that is known of them. */
export function hashPerson(keys: Pick<KeyService, 'indexOf'>, contact: ContactRecord, day: CalendarDay): Uint8Array[] {
  const known: ReadonlyArray<readonly [PersonKeyKind, string | undefined]> = [
    ['phone', contact.phone],
    ['id-number', contact.idNumber],
    ['pass', contact.passId],
    ['opaque', contact.opaqueCode],
  ];
  return known.flatMap(([kind, value]) => {
    const hash = value === undefined ? null : keys.indexOf(day, kind, value);
    return hash ? [hash] : [];
  });
}
