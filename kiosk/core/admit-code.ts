import type {
  CitizenCardCode,
  OpaqueCode,
  PassportCode,
  PersonalQrCode,
  ScannedCode,
  UnknownCode,
  VenuePosterCode,
} from '#shared/codes/scanned-code.ts';
import type { KioskSettings } from '#shared/contract/kiosk-settings.ts';
import { type ContactRecord, contactRecordSchema } from '#shared/domain/contact.ts';
import { type CalendarDay, dayOf, type Instant } from '#shared/domain/instant.ts';
import { err, ok, type Result, unreachable } from '#shared/domain/result.ts';
import type { Refusal } from './screen.ts';
import type { PassCheck, PersonKey, Visitor } from './visitor.ts';

/** What decides, beside the code itself, whether it is taken. */
export interface AdmissionContext {
  readonly settings: KioskSettings;
  /** Whether the server answered last time: then the keys here are the newest there are. */
  readonly online: boolean;
  readonly at: Instant;
  /** False: the clock may be years off, so that no expiry can be judged. */
  readonly clockTrusted: boolean;
  readonly identify: (identity: string) => PersonKey;
}

/** A code that names somebody. `doubtful`: its own digits contradict each other, which a second equal read overrules. */
export interface AdmittedCode {
  readonly visitor: Visitor;
  readonly doubtful: boolean;
}

/** Decides from the code alone who stands there, or which kind sentence the person needs. */
export function admitCode(
  code: ScannedCode,
  pass: PassCheck | null,
  context: AdmissionContext,
): Result<AdmittedCode, Refusal> {
  switch (code.kind) {
    case 'visitor-pass':
      return admitPass(code.passId, code.expiresOn, pass, context);
    case 'citizen-card':
      return ok({ visitor: readCitizenCard(code, context), doubtful: code.crossCheck === 'mismatch' });
    case 'passport':
      return ok({ visitor: readPassport(code, context), doubtful: code.checkDigits === 'mismatch' });
    case 'personal-qr':
      return ok({ visitor: readPersonalQr(code, context), doubtful: false });
    case 'insurance-card':
      return ok({ visitor: readOpaque('insurance-card', code.text, context), doubtful: false });
    case 'opaque':
      return ok({ visitor: readOpaque(code.guess, code.text, context), doubtful: false });
    case 'venue-poster':
      return err(POSTER_REFUSALS[judgePoster(code, context.settings).result]);
    case 'staff-card':
      return err('staff-card');
    case 'pairing':
    case 'provisioning':
      return err('pairing-code');
    case 'unknown':
      return err(UNKNOWN_REFUSALS[code.looksLike]);
    case 'garbled':
      return err('garbled');
    default:
      return unreachable(code);
  }
}

const UNKNOWN_REFUSALS: Readonly<Record<UnknownCode['looksLike'], Refusal>> = {
  'web-address': 'unknown-web-address',
  wifi: 'unknown-wifi',
  payment: 'unknown-payment',
  'contact-card': 'unknown-contact-card',
  number: 'unknown-text',
  text: 'unknown-text',
  empty: 'unknown-text',
};

/** How a poster stands to the place where it was shown. */
export type PosterStanding = 'current' | 'other-entrance' | 'retired' | 'other-venue' | 'other-system';

const POSTER_REFUSALS: Readonly<Record<PosterStanding, Refusal>> = {
  current: 'own-poster',
  'other-entrance': 'own-poster',
  retired: 'replaced-poster',
  'other-venue': 'foreign-poster',
  'other-system': 'foreign-system-poster',
};

/** A sticker with another address over our code is of another system, whatever code it carries. */
export function judgePoster(
  code: VenuePosterCode,
  settings: KioskSettings,
): { readonly result: PosterStanding; readonly entranceName: string | null } {
  if (!isPosterOfOurServer(code, settings)) return { result: 'other-system', entranceName: null };
  if (isOwnPoster(code, settings)) return { result: 'current', entranceName: settings.entranceName };
  const known = settings.posters.find((poster) => poster.code === code.entranceCode);
  if (!known) return { result: 'other-venue', entranceName: null };
  return { result: known.state === 'retired' ? 'retired' : 'other-entrance', entranceName: known.entranceName };
}

const isOwnPoster = (code: VenuePosterCode, settings: KioskSettings): boolean =>
  code.entranceCode === settings.entranceCode && isPosterOfOurServer(code, settings);

const isPosterOfOurServer = ({ origin }: VenuePosterCode, { posterUrl }: KioskSettings): boolean =>
  posterUrl.toLowerCase().startsWith(`${origin}/`);

/**
 * A valid pass must not be called invalid for want of a connection: a key this kiosk has not heard of may be newer than
 * its last exchange, and a clock without evidence cannot judge an expiry. Both go on, flagged.
 */
function admitPass(
  passId: string,
  expiresOn: CalendarDay,
  check: PassCheck | null,
  { settings, online, at, clockTrusted, identify }: AdmissionContext,
): Result<AdmittedCode, Refusal> {
  if (check === 'not-genuine' || (check !== 'genuine' && online)) return err('pass-not-genuine');
  const expired = expiresOn < dayOf(at, settings.timeZone);
  // Whoever goes out is never held up.
  if (expired && clockTrusted && settings.mode !== 'exit') return err('pass-expired');
  const verified = check === 'genuine' && !expired;
  const visitor: Visitor = {
    person: identify(`pass:${passId}`),
    way: 'visitor-pass',
    assurance: check === 'genuine' ? 'signed' : 'opaque',
    contact: { v: 1, passId },
    reachable: true,
    flags: verified ? [] : ['pass-unverified'],
    tail: passId.slice(-3).toUpperCase(),
  };
  return ok({ visitor, doubtful: false });
}

const readCitizenCard = (code: CitizenCardCode, { identify }: AdmissionContext): Visitor =>
  identified(identify(`id:${code.idNumber}`), 'citizen-card', 'document', {
    v: 1,
    name: code.name,
    birthYear: code.birthYear,
    ...(code.sex && { sex: code.sex }),
    idNumber: code.idNumber,
  });

/** Also of a zone typed by hand. */
export const readPassport = (
  code: Omit<PassportCode, 'kind' | 'checkDigits'>,
  { identify }: Pick<AdmissionContext, 'identify'>,
): Visitor =>
  identified(identify(`passport:${code.nationality}:${code.documentNumber}`), 'passport', 'document', {
    v: 1,
    name: code.name,
    birthYear: code.birthYear,
    ...(code.sex && { sex: code.sex }),
    ...idNumberOf(code.documentNumber),
  });

/** The QID is kept only where the number is masked: one handle on a person is enough. */
function readPersonalQr(code: PersonalQrCode, { identify }: AdmissionContext): Visitor {
  const number = code.idNumber === null ? {} : idNumberOf(code.idNumber);
  const isKnown = 'idNumber' in number;
  const identity = isKnown ? `id:${number.idNumber}` : `qid:${code.qid}`;
  return identified(identify(identity), 'personal-qr', 'declared', {
    v: 1,
    ...(code.name !== null && { name: code.name }),
    ...(code.birthYear !== null && { birthYear: code.birthYear }),
    ...(isKnown ? number : { opaqueCode: code.qid }),
  });
}

const readOpaque = (guess: OpaqueCode['guess'], text: string, { identify }: AdmissionContext): Visitor =>
  identified(identify(`opaque:${text}`), guess === 'vneid' ? 'opaque-code' : 'insurance-card', 'opaque', {
    v: 1,
    opaqueCode: text,
  });

/** Document numbers outside the record's shape are left out rather than refused: the person is still there. */
function idNumberOf(number: string): { idNumber: string } | Record<string, never> {
  return contactRecordSchema.shape.idNumber.safeParse(number).success ? { idNumber: number } : {};
}

const identified = (
  person: PersonKey,
  way: Visitor['way'],
  assurance: Visitor['assurance'],
  contact: ContactRecord,
): Visitor => ({ person, way, assurance, contact, reachable: false, flags: [], tail: null });
