import { createHmac } from 'node:crypto';
import type { VenueId } from '#shared/domain/ids.ts';
import type { CalendarDay } from '#shared/domain/instant.ts';
import type { DataClass } from '#shared/domain/retention.ts';
import type { KeyRing } from './key-ring.ts';
import { decrypt, encrypt } from './wrapping.ts';

/**
 * Whose data a key protects: a venue's, the passes of the deployment, people who asked about their data, whoever the notes of
 * an incident name, or what is no visitor's and stays ({@link LASTING_DAY}).
 */
export type ContentOwner = VenueId | 'passes' | 'rights' | 'incidents' | 'lasting';

/** The day of keys that no sweep destroys: secrets of an organisation, never a visitor's data. */
export const LASTING_DAY: CalendarDay = '9999-12-31';

/** What a sealed record belongs to: under another owner, class or id it does not open. */
export interface ContentPlace {
  readonly owner: ContentOwner;
  readonly class: DataClass;
  /** Event, visit or pass id. */
  readonly recordId: string;
}

export interface SealedContent {
  readonly keyId: string;
  readonly bytes: Uint8Array;
}

export interface ContentKeys {
  /** @returns null when the key of that day was destroyed: its time is over. */
  seal(place: ContentPlace, day: CalendarDay, record: unknown): SealedContent | null;
  /** @returns null when the key was destroyed or the record belongs somewhere else. */
  open(place: ContentPlace, sealed: SealedContent): unknown;
  /** Keyed hash to look a person up by: 16 bytes, another key each day. null when that day's key was destroyed. */
  indexOf(day: CalendarDay, kind: PersonKeyKind, value: string): Uint8Array | null;
}

export type PersonKeyKind = 'phone' | 'id-number' | 'pass' | 'opaque';

const INDEX_LENGTH = 16;

/** AES-256 keys per (owner, day, class), made when first needed, and the index key of each day. */
export function createContentKeys(ring: KeyRing): ContentKeys {
  return {
    seal(place, day, record) {
      const { id, key } = ring.contentKey(place.owner, day, place.class);
      if (!key) return null;
      const bytes = encrypt(key, Buffer.from(JSON.stringify(record)), labelOf(id, place));
      return { keyId: id, bytes };
    },
    open(place, sealed) {
      const key = ring.contentKeyById(sealed.keyId)?.key;
      const plaintext = key && decrypt(key, sealed.bytes, labelOf(sealed.keyId, place));
      return plaintext ? JSON.parse(plaintext.toString('utf8')) : null;
    },
    indexOf(day, kind, value) {
      const { key } = ring.indexKey(day);
      return key && createHmac('sha256', key).update(`${kind}\n${value}`).digest().subarray(0, INDEX_LENGTH);
    },
  };
}

const labelOf = (keyId: string, { owner, class: dataClass, recordId }: ContentPlace): string =>
  ['venue-checkin/content/v1', keyId, dataClass, owner, recordId].join('\n');
