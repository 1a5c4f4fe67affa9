import type { CalendarDay } from '../domain/instant.ts';
import type { Bytes } from '../sealing/bytes.ts';

/**
 * What a scanner can read, after its grammar was checked and nothing more: signatures are verified elsewhere,
 * and a cross-check that fails is reported, not hidden. Fields that the check-in never needs (address, relatives,
 * issue date) are dropped before this type exists.
 */
export type ScannedCode =
  | VisitorPassCode
  | CitizenCardCode
  | PersonalQrCode
  | PassportCode
  | InsuranceCardCode
  | OpaqueCode
  | VenuePosterCode
  | StaffCardCode
  | PairingCode
  | ProvisioningCode
  | UnknownCode
  | GarbledCode;

export type ScannedCodeKind = ScannedCode['kind'];

export type Sex = 'male' | 'female';

/** Our own pass: signed, carries no name. `signedBytes` and `signature` go to Ed25519 verification under `keyId`. */
export interface VisitorPassCode {
  readonly kind: 'visitor-pass';
  readonly keyId: number;
  /** 32 lower-case hex digits. */
  readonly passId: string;
  readonly issuedOn: CalendarDay;
  /** The last day on which the pass is accepted. */
  readonly expiresOn: CalendarDay;
  readonly signedBytes: Bytes;
  readonly signature: Bytes;
}

/** CCCD / căn cước. */
export interface CitizenCardCode {
  readonly kind: 'citizen-card';
  /** 12 digits. */
  readonly idNumber: string;
  /** 9 digits (12 in some provinces): the number of the identity card before the citizen card. */
  readonly oldIdNumber: string | null;
  readonly name: string;
  /** Null where the card knows only the year. */
  readonly birthDate: CalendarDay | null;
  readonly birthYear: number;
  readonly sex: Sex | null;
  /** Whether the digits of `idNumber` agree with birth year and sex. A mismatch hints at a garbled read: scan again. */
  readonly crossCheck: 'match' | 'mismatch';
  /** False when the scanner cut the text before the address. */
  readonly complete: boolean;
}

/** Unified personal QR of QĐ 1405/QĐ-BTTTT v1.1. A field of which any part is masked with `*` is null. */
export interface PersonalQrCode {
  readonly kind: 'personal-qr';
  readonly idNumber: string | null;
  /** Upper case, without accents. */
  readonly name: string | null;
  readonly birthDate: CalendarDay | null;
  /** Known also when only month and day are masked. */
  readonly birthYear: number | null;
  readonly declaredBy: 'self' | 'other';
  readonly qid: string;
  readonly masked: boolean;
}

/** Machine-readable zone of a passport, ICAO Doc 9303 part 4 (TD3). */
export interface PassportCode {
  readonly kind: 'passport';
  readonly documentNumber: string;
  /** Surname first, as printed: upper case, without accents. */
  readonly name: string;
  readonly birthYear: number;
  readonly sex: Sex | null;
  /** ICAO code of one to three letters. */
  readonly nationality: string;
  readonly checkDigits: 'match' | 'mismatch';
}

/** Health-insurance card (BHYT). */
export interface InsuranceCardCode {
  readonly kind: 'insurance-card';
  /** The card's number alone (2 letters, 13 digits), for keyed hashing: the body is dropped, its format is not public. */
  readonly text: string;
}

/** Somebody's code whose format is not public. */
export interface OpaqueCode {
  readonly kind: 'opaque';
  readonly guess: 'vneid' | 'insurance-card';
  /** For keyed hashing only: never shown, never stored. */
  readonly text: string;
}

export interface VenuePosterCode {
  readonly kind: 'venue-poster';
  /** Scheme and host, lower case, e.g. `https://checkin.example.vn`. */
  readonly origin: string;
  /** 22 base64url characters. */
  readonly entranceCode: string;
}

/** A staff card identifies only; the PIN authorises. */
export interface StaffCardCode {
  readonly kind: 'staff-card';
  /** 32 lower-case hex digits. */
  readonly cardId: string;
  readonly signedBytes: Bytes;
  readonly signature: Bytes;
}

export interface PairingCode {
  readonly kind: 'pairing';
  /** Origin of the server, e.g. `https://checkin.example.vn`. */
  readonly serverUrl: string;
  /** 8 characters of Crockford's base32, upper case, without a hyphen. */
  readonly code: string;
}

/** Sets a kiosk up out of the box. */
export interface ProvisioningCode {
  readonly kind: 'provisioning';
  /** Origin of the server: https, or http within a private network. */
  readonly serverUrl: string;
  /** As in a pairing code. */
  readonly code: string;
  /** Of the server's signing key: only who holds that key is the server meant. */
  readonly keyFingerprint: string;
}

/** No code of ours, so that the kiosk can say what it was not. The text is not kept. */
export interface UnknownCode {
  readonly kind: 'unknown';
  readonly looksLike: 'web-address' | 'wifi' | 'contact-card' | 'payment' | 'number' | 'text' | 'empty';
}

/** Meant to be one of ours, but its grammar is broken: ask to scan again. */
export interface GarbledCode {
  readonly kind: 'garbled';
  /** null: it came through as noise, so nobody can tell. */
  readonly of: Exclude<ScannedCodeKind, 'unknown' | 'garbled' | 'opaque' | 'insurance-card'> | null;
  readonly reason: GarbledReason;
}

/**
 * `cut`: it ended too early · `encoding`: characters outside its alphabet, wrong length · `number`: an identity number
 * of the wrong shape · `name`: unreadable, often by a keyboard wedge's layout · `date`: impossible · `sex`: neither
 * Nam nor Nữ · `validity`: a pass for no days or for more than 21.
 */
export type GarbledReason = 'cut' | 'encoding' | 'number' | 'name' | 'date' | 'sex' | 'validity';
