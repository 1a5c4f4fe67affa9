import type { CalendarDay } from '#shared/domain/instant.ts';
import { hasGlyph, printable } from '../pdf/font-text.ts';
import { toPrintable } from '../pdf/printable-text.ts';
import { hostOf, type PosterDescription } from './description.ts';

/** A description's words as they can be set: one line each, only what the font has. */
export interface PosterContent {
  readonly venueName: string;
  readonly entranceName: string;
  readonly address: string;
  readonly serial: string;
  readonly shortCode: string;
  readonly responsiblePhone: string;
  readonly url: string;
  readonly host: string;
  readonly printedOn: CalendarDay;
}

export function posterContent(description: PosterDescription): PosterContent {
  return {
    venueName: printable(description.venueName),
    entranceName: printable(description.entranceName),
    address: printable(description.address),
    serial: printable(description.serial),
    shortCode: printable(description.shortCode),
    responsiblePhone: printable(description.responsiblePhone),
    url: description.url,
    host: printable(hostOf(description.url)),
    printedOn: description.printedOn,
  };
}

/** Characters of the owner's words that no poster can show (emoji, scripts the font lacks), to warn about before printing. */
export function findUnprintable(description: PosterDescription): readonly string[] {
  const { venueName, entranceName, address } = description;
  return toPrintable([venueName, entranceName, address ?? ''].join(' '), hasGlyph).leftOut;
}
