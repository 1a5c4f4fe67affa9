import { v4, v7 } from 'uuid';
import { z } from 'zod';

const uuidSchema = z.uuid();

/** One visit event, minted where it happened. UUIDv7, so rows sort and partition by time; the idempotency key everywhere. */
export const eventIdSchema = uuidSchema.brand<'EventId'>();
export type EventId = z.infer<typeof eventIdSchema>;

/** The event that opened a visit names the visit. */
export const visitIdSchema = uuidSchema.brand<'VisitId'>();
export type VisitId = z.infer<typeof visitIdSchema>;

/** People who came together: one declaration, one responsible person. */
export const partyIdSchema = uuidSchema.brand<'PartyId'>();
export type PartyId = z.infer<typeof partyIdSchema>;

export const organisationIdSchema = uuidSchema.brand<'OrganisationId'>();
export type OrganisationId = z.infer<typeof organisationIdSchema>;

export const venueIdSchema = uuidSchema.brand<'VenueId'>();
export type VenueId = z.infer<typeof venueIdSchema>;

export const entranceIdSchema = uuidSchema.brand<'EntranceId'>();
export type EntranceId = z.infer<typeof entranceIdSchema>;

export const kioskIdSchema = uuidSchema.brand<'KioskId'>();
export type KioskId = z.infer<typeof kioskIdSchema>;

export const accountIdSchema = uuidSchema.brand<'AccountId'>();
export type AccountId = z.infer<typeof accountIdSchema>;

export const staffCardIdSchema = uuidSchema.brand<'StaffCardId'>();
export type StaffCardId = z.infer<typeof staffCardIdSchema>;

/** The 128-bit random code on a poster, 22 characters of base64url. Knowing it lets a phone check in, nothing more. */
export const entranceCodeSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{22}$/)
  .brand<'EntranceCode'>();
export type EntranceCode = z.infer<typeof entranceCodeSchema>;

/** @param at milliseconds since the Unix epoch; only the ordering hint inside the id, never read back as a time. */
export const mintEventId = (at: number): EventId => v7({ msecs: Math.max(0, Math.trunc(at)) }) as EventId;

export const mintPartyId = (): PartyId => v4() as PartyId;

/** A fresh random row id (UUIDv4), cast to the brand its caller stores it under. */
export const mintId = <T extends string>(): T => v4() as T;
