import { CipherSuite, DhkemX25519HkdfSha256, ExportOnly, HkdfSha256 } from '@hpke/core';
import type { Envelope } from '#shared/contract/visit-event.ts';
import type { DataClass } from '#shared/domain/retention.ts';
import { type Bytes, fromBase64url, fromUtf8, toBase64url, utf8 } from './bytes.ts';

/** HPKE (RFC 9180) in base mode, export-only: the exporter secret keys AES-256-GCM, so that one encapsulation serves many records. */
const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new ExportOnly(),
});

const RECORD_KEY_CONTEXT = utf8('venue-checkin/record-key/v1').buffer;
const infoOf = (keyId: string): ArrayBuffer => utf8(`venue-checkin/day-key/v1\n${keyId}`).buffer;

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

export async function generateDayKeyPair(): Promise<DayKeyPair> {
  const pair = await suite.kem.generateKeyPair();
  return {
    privateKey: toBase64url(new Uint8Array(await suite.kem.serializePrivateKey(pair.privateKey))),
    publicKey: toBase64url(new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey))),
  };
}

/** Seals records to one day key. Lives in memory only, and not for long: whoever takes it opens what it sealed. */
export interface SealSession {
  readonly keyId: string;
  readonly sealed: number;
  seal(record: unknown, to: SealedTo): Promise<Envelope>;
}

/** @param publicKey raw X25519, base64url. @throws when it is none. */
export async function openSealSession(keyId: string, publicKey: string): Promise<SealSession> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(fromBase64url(publicKey).buffer);
  const sender = await suite.createSenderContext({ recipientPublicKey, info: infoOf(keyId) });
  const enc = toBase64url(new Uint8Array(sender.enc));
  const key = await importRecordKey(await sender.export(RECORD_KEY_CONTEXT, 32), 'encrypt');
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
}

const REMEMBERED_SESSIONS = 64;

/** @param privateKey raw X25519, base64url. */
export async function createEnvelopeOpener(keyId: string, privateKey: string): Promise<EnvelopeOpener> {
  const recipientKey = await suite.kem.deserializePrivateKey(fromBase64url(privateKey).buffer);
  const sessions = new Map<string, Promise<SealingCryptoKey>>();

  async function deriveRecordKey(enc: string): Promise<SealingCryptoKey> {
    const recipient = await suite.createRecipientContext({
      recipientKey,
      enc: fromBase64url(enc).buffer,
      info: infoOf(keyId),
    });
    return importRecordKey(await recipient.export(RECORD_KEY_CONTEXT, 32), 'decrypt');
  }

  function recordKey(enc: string): Promise<SealingCryptoKey> {
    const known = sessions.get(enc);
    if (known) return known;
    const [oldest] = sessions.keys();
    if (oldest !== undefined && sessions.size >= REMEMBERED_SESSIONS) sessions.delete(oldest);
    const derived = deriveRecordKey(enc);
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
  };
}

const importRecordKey = (secret: ArrayBuffer, usage: 'encrypt' | 'decrypt'): Promise<SealingCryptoKey> =>
  crypto.subtle.importKey('raw', new Uint8Array(secret), 'AES-GCM', false, [usage]);

function gcm(n: number, additionalData: Bytes): SealingAesGcm {
  const iv = new Uint8Array(12);
  new DataView(iv.buffer).setUint32(8, n);
  return { name: 'AES-GCM', iv, additionalData };
}

/** SYNC-SPEC E6. */
const associatedData = (keyId: string, to: SealedTo): Bytes =>
  utf8(['venue-checkin/record/v1', keyId, to.class, to.organisationId, to.venueId, to.eventId].join('\n'));
