import type { PosterOptions } from '#shared/contract/poster-options.ts';
import type { CalendarDay } from '#shared/domain/instant.ts';
import { isPublicHttpsUrl } from '#shared/domain/public-url.ts';
import { err, type Result } from '#shared/domain/result.ts';
import { encodeQr, type QrMatrix } from '../qr/matrix.ts';

export type { PosterLanguage } from '#shared/contract/poster-options.ts';

/** All a poster shows. Texts may be of any length and hold anything: they shrink, wrap, end in an ellipsis. */
export interface PosterDescription extends PosterOptions {
  readonly venueName: string;
  readonly entranceName: string;
  /** One line: street, commune, province. */
  readonly address?: string | undefined;
  /** Exactly what the QR code holds: an http(s) URL of at most 106 bytes. Not public https: the poster is marked DEMO. */
  readonly url: string;
  /** Tells two prints of one entrance apart; a reprint keeps the URL and gets a new serial. */
  readonly serial: string;
  readonly printedOn: CalendarDay;
  /** Marks the poster DEMO although its URL is public, as for demo data. */
  readonly demo: boolean;
  /** What one reads out on the phone to say which poster it is. */
  readonly shortCode?: string | undefined;
  /** As it is to be shown, `0912 345 678`. */
  readonly responsiblePhone?: string | undefined;
  /** PNG, drawn anew by the server: never a file as somebody sent it. */
  readonly logo?: Uint8Array | undefined;
}

export type PosterProblem =
  | { readonly kind: 'not-a-web-address' }
  | { readonly kind: 'url-too-long'; readonly bytes: number; readonly maxBytes: number };

/** Version 5 has 37 x 37 modules: 4 mm each on a code of 150 mm, read by cheap phones from across a street. */
const QR_VERSION = 5;
/** What version 5 holds at level L. */
const MAX_URL_BYTES = 106;

/**
 * Every poster has the same version, hence the same geometry, and the best error correction its URL leaves room for:
 * H to 44 bytes, Q to 60, M to 84, L to 106 (more where a run of capitals and digits packs tighter).
 */
export function encodePosterUrl(url: string): Result<QrMatrix, PosterProblem> {
  if (!isWebAddress(url)) return err({ kind: 'not-a-web-address' });
  const matrix = encodeQr(url, { levels: ['H', 'Q', 'M', 'L'], minVersion: QR_VERSION, maxVersion: QR_VERSION });
  if (matrix.ok) return matrix;
  const bytes = matrix.error.kind === 'too-long' ? matrix.error.bytes : 0;
  return err({ kind: 'url-too-long', bytes, maxBytes: MAX_URL_BYTES });
}

/** Nobody may mistake a poster for a real one that strangers' phones cannot open. */
export const isMarkedDemo = (description: Pick<PosterDescription, 'demo' | 'url'>): boolean =>
  description.demo || !isPublicHttpsUrl(description.url);

/** Host and port of a poster's URL, as a browser's address bar shows them. */
export const hostOf = (url: string): string => new URL(url).host;

function isWebAddress(text: string): boolean {
  if (/[\s\p{C}\\]/u.test(text) || !/^https?:\/\/[^/]/i.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return url.hostname !== '' && url.username === '' && url.password === '';
}
