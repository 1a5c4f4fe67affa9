import { createHash } from 'node:crypto';
import type { PosterDescription } from '#print/poster/description.ts';
import type { PosterChoices } from '#shared/contract/portal-posters.ts';
import type { EntranceCode, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { CalendarDay } from '#shared/domain/instant.ts';
import type { Place } from '../venues/service.ts';
import type { PosterKey } from './transactor.ts';

/** What a poster is about, apart from how it looks. */
export interface PosterSubject extends PosterKey {
  readonly organisationId: OrganisationId;
  readonly venueId: VenueId;
  readonly venueName: string;
  readonly entranceName: string;
  /** One line: street, commune, province. */
  readonly address: string;
  readonly url: string;
}

export const subjectOfPlace = ({ entrance, venue, address, posterUrl }: Place): PosterSubject => ({
  code: entrance.code,
  entranceId: entrance.id,
  serial: entrance.serial,
  organisationId: venue.organisationId,
  venueId: venue.id,
  venueName: venue.name,
  entranceName: entrance.name,
  address,
  url: posterUrl,
});

/** What every poster of one print shares. */
export interface PosterLook {
  readonly choices: PosterChoices;
  /** null: none, or not wanted. */
  readonly logo: Uint8Array | null;
  readonly printedOn: CalendarDay;
}

export function describePoster(subject: PosterSubject, { choices, logo, printedOn }: PosterLook): PosterDescription {
  const { format, language, largeType, brand } = choices;
  return {
    ...{ format, language, largeType, brand },
    venueName: subject.venueName,
    entranceName: subject.entranceName,
    address: subject.address,
    url: subject.url,
    serial: subject.serial,
    shortCode: shortCodeOf(subject.code),
    printedOn,
    demo: false,
    ...(logo && { logo }),
  };
}

/** Crockford's base32. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `4F2-9KD`: tells on the phone which poster one stands before, and nothing of the code itself. */
export function shortCodeOf(code: EntranceCode): string {
  const digest = createHash('sha256').update(`venue-checkin/short-code\n${code}`).digest();
  const letters = Array.from(digest.subarray(0, 6), (byte) => ALPHABET.charAt(byte & 31)).join('');
  return `${letters.slice(0, 3)}-${letters.slice(3)}`;
}
