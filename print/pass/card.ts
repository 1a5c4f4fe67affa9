import type { CalendarDay } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import type { FontWeight } from '../pdf/fonts.ts';
import { formatDay, printTexts } from '../print-texts.ts';
import { encodeQr, type QrMatrix } from '../qr/matrix.ts';

/** A visitor pass to print or save. It names nobody: the code's tail tells two passes of one family apart. */
export interface PassDescription {
  /** What the QR code holds. */
  readonly passText: string;
  /** Last characters of the pass's id, shown to people: `4F2`. */
  readonly tail: string;
  /** The last day it is valid. */
  readonly expiresOn: CalendarDay;
  readonly language: Language | 'both';
}

/** Standing on a baseline; `x` is the left end, middle or right end, as `align` says. Millimetres. */
export interface CardText {
  readonly text: string;
  readonly language: Language;
  readonly x: number;
  readonly baseline: number;
  readonly size: number;
  readonly weight: FontWeight;
  readonly color: string;
  readonly align: 'left' | 'center' | 'right';
}

/** A pass as a list of things to draw, in millimetres from the top left: SVG and PDF draw the same card. */
export interface PassCard {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly band: { readonly height: number; readonly color: string };
  /** Without its quiet zone; the floor for a personal code is 50 mm. */
  readonly qr: { readonly x: number; readonly y: number; readonly size: number; readonly label: string };
  readonly matrix: QrMatrix;
  readonly texts: readonly CardText[];
}

/** A7 upright: a pass of version 6 (41 modules) gets 56 mm and 5.5 mm of quiet zone on each side. */
const [WIDTH, HEIGHT] = [74, 105];
const QR = { x: 9, y: 24.6, size: 56 };
const BAND_HEIGHT = 18.4;
const [BRAND, WHITE, ACCENT, INK, SOFT] = ['#0b5c63', '#ffffff', '#ffc94a', '#0f2427', '#38494c'];

/** @throws Error when the text fits no QR code of version 10, larger than any pass. */
export function layOutPass(description: PassDescription): PassCard {
  const matrix = encodeQr(description.passText, { levels: ['M'], maxVersion: 10 });
  if (!matrix.ok) throw new Error(`not the text of a pass: ${matrix.error.kind}`);
  const tail = `····${description.tail}`;
  const languages: readonly Language[] = description.language === 'both' ? ['vi', 'en'] : [description.language];
  const titles = languages.map((language) => printTexts[language]('pass.title'));
  return {
    width: WIDTH,
    height: HEIGHT,
    title: `${titles.join(' / ')} ${tail}`,
    band: { height: BAND_HEIGHT, color: BRAND },
    qr: { ...QR, label: languages.map((language) => printTexts[language]('pass.qrLabel', { tail })).join(' / ') },
    matrix: matrix.value,
    texts: [...bandTexts(languages), ...footTexts(languages, tail, description.expiresOn)],
  };
}

function bandTexts(languages: readonly Language[]): CardText[] {
  return languages.flatMap((language, index): CardText[] => {
    const say = printTexts[language];
    const first = index === 0;
    const title = { text: say('pass.title'), language, baseline: 9.4, color: first ? WHITE : ACCENT };
    const hold = {
      text: say('pass.holdToKiosk'),
      language,
      baseline: 15,
      size: 2.4,
      weight: 'medium',
      color: WHITE,
    } as const;
    return first
      ? [
          { ...title, x: 6, size: 5.8, weight: 'bold', align: 'left' },
          { ...hold, x: 6, align: 'left' },
        ]
      : [
          { ...title, x: 68, size: 4, weight: 'bold', align: 'right' },
          { ...hold, x: 68, align: 'right' },
        ];
  });
}

function footTexts(languages: readonly Language[], tail: string, expiresOn: CalendarDay): CardText[] {
  const middle = { x: WIDTH / 2, align: 'center' } as const;
  const dates = languages.map((language, index): CardText => {
    const text = printTexts[language]('pass.validUntil', { date: formatDay(expiresOn, language) });
    const style = index === 0 ? { size: 3.1, color: INK } : { size: 2.7, color: SOFT };
    return { ...middle, ...style, text, language, baseline: 97.2 + index * 4.1, weight: 'medium' };
  });
  const language = languages[0] ?? 'vi';
  return [{ ...middle, text: tail, language, baseline: 92, size: 7, weight: 'bold', color: BRAND }, ...dates];
}
