import type { Envelope } from '#shared/contract/visit-event.ts';
import type { DataClass } from '#shared/domain/retention.ts';
import { type Bytes, fromBase64url, fromUtf8, toBase64url, utf8 } from './bytes.ts';
import { gcm, generateKeyPair, type HpkeRecipient, openRecipient, openSender } from './hpke.ts';
import { type ChunkOpener, openChunks } from './sealed-chunks.ts';

const RECORD_KEY = 'venue-checkin/record-key/v1';

/** What a sealed record belongs to: moved anywhere else, it does not open. */
export interface SealedTo {
  readonly organisationId: string;
  readonly venueId: string;
  readonly eventId: string;
  readonly class: DataClass;
}

/** Raw X25519 keys, base64url. */
export interface DayKeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

export const generateDayKeyPair = (): Promise<DayKeyPair> => generateKeyPair();

/** Seals records to one day key. Lives in memory only, and not for long: whoever takes it opens what it sealed. */
export interface SealSession {
  readonly keyId: string;
  readonly sealed: number;
  seal(record: unknown, to: SealedTo): Promise<Envelope>;
}

/** @param publicKey raw X25519, base64url. @throws when it is none. */
export async function openSealSession(keyId: string, publicKey: string): Promise<SealSession> {
  const { enc, key } = await openSender(keyId, publicKey, RECORD_KEY);
  let next = 0;
  return {
    keyId,
    get sealed() {
      return next;
    },
    async seal(record, to) {
      const n = next++;
      const plaintext = utf8(JSON.stringify(record));
      const ct = await crypto.subtle.encrypt(gcm(n, associatedData(keyId, to)), key, plaintext);
      return { key: keyId, enc, n, ct: toBase64url(new Uint8Array(ct)) };
    },
  };
}

/** Opens envelopes of one day key; remembers the record keys of recent sessions, since a batch shares few. */
export interface EnvelopeOpener {
  /** @returns the record, still to be parsed by its schema, or null when it was not sealed to this key and these ids. */
  open(envelope: Envelope, to: SealedTo): Promise<unknown>;
  /** For a file that was sealed to the day key in chunks. @param enc as in its header. @throws when that is none. */
  openChunks(enc: string): Promise<ChunkOpener>;
}

const REMEMBERED_SESSIONS = 64;

/** @param privateKey raw X25519, base64url. */
export async function createEnvelopeOpener(keyId: string, privateKey: string): Promise<EnvelopeOpener> {
  const recipient: HpkeRecipient = await openRecipient(keyId, privateKey);
  const sessions = new Map<string, Promise<SealingCryptoKey>>();

  function recordKey(enc: string): Promise<SealingCryptoKey> {
    const known = sessions.get(enc);
    if (known) return known;
    const [oldest] = sessions.keys();
    if (oldest !== undefined && sessions.size >= REMEMBERED_SESSIONS) sessions.delete(oldest);
    const derived = recipient.deriveKey(enc, RECORD_KEY);
    sessions.set(enc, derived);
    return derived;
  }

  return {
    async open(envelope, to) {
      try {
        const key = await recordKey(envelope.enc);
        const data = associatedData(keyId, to);
        const plaintext = await crypto.subtle.decrypt(gcm(envelope.n, data), key, fromBase64url(envelope.ct));
        return JSON.parse(fromUtf8(new Uint8Array(plaintext)));
      } catch {
        sessions.delete(envelope.enc);
        return null;
      }
    },
    openChunks: (enc) => openChunks(recipient, enc),
  };
}

/** SYNC-SPEC E6. */
const associatedData = (keyId: string, to: SealedTo): Bytes =>
  utf8(['venue-checkin/record/v1', keyId, to.class, to.organisationId, to.venueId, to.eventId].join('\n'));
