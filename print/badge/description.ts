import type { Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';

export type PrintLanguage = Language | 'both';

/** Millimetres a receipt printer can print across: 72 on paper of 80 mm, 48 on paper of 58. */
export type RollWidth = 72 | 48;

/** Where and when; texts may be of any length: they shrink, wrap, end in an ellipsis. */
interface Occasion {
  readonly venueName: string;
  readonly entranceName: string;
  readonly at: Instant;
  /** The venue's, an IANA name. */
  readonly timeZone: string;
}

/** A slip for the visitor. It can be lost or left behind: no full name, no phone, no answer. */
export interface ReceiptDescription extends Occasion {
  readonly roll: RollWidth;
  /** Nobody gets paper for a visit that was refused. */
  readonly verdict: 'welcome' | 'see-staff';
  /** Masked by `maskName`, or a pass's tail; null: known to nobody. */
  readonly who: string | null;
  /** With those in the visitor's care. */
  readonly people: number;
  /** By `formatVisitReference`. */
  readonly reference: string;
  /** Web address where data is shown and consent withdrawn, as it is to be read; null: by the staff alone. */
  readonly withdrawAt: string | null;
  readonly language: PrintLanguage;
}

/** A label of 62 x 40 mm, or a card of 85.6 x 54 mm (ISO/IEC 7810 ID-1). */
export type BadgeFormat = 'label' | 'card';

export interface BadgeDescription extends Occasion {
  readonly format: BadgeFormat;
  /** As on a receipt. */
  readonly who: string | null;
  readonly people: number;
  readonly language: PrintLanguage;
}

export interface EvacuationRow {
  /** Masked; null: without a name. */
  readonly who: string | null;
  readonly since: Instant;
  /** People in this one's care, beside this one. */
  readonly accompanied: number;
}

export interface EvacuationListDescription extends Occasion {
  readonly paper: 'A4' | RollWidth;
  /** What the list can know: a door from one machine's memory, or all doors from the server. */
  readonly scope: 'door' | 'venue';
  /** Printed in the order of given names. */
  readonly rows: readonly EvacuationRow[];
  /** Inside as well, but no longer known by name: counted before a restart. */
  readonly nameless: number;
  /** Doors that have not been heard of for a while: people may have come or gone there meanwhile. */
  readonly silentDoors?: readonly string[];
  readonly language: PrintLanguage;
}

export interface StaffCardDescription {
  readonly venueName: string;
  /** Whose card, or for which post. */
  readonly label: string;
  /** What tells two cards apart when read aloud. */
  readonly shortId: string;
  /** What the QR code holds. */
  readonly codeText: string;
  readonly issuedAt: Instant;
  readonly timeZone: string;
  readonly language: PrintLanguage;
}

export interface TestPageDescription extends Occasion {
  readonly paper: 'A4' | RollWidth;
  readonly printerName: string | null;
  readonly language: PrintLanguage;
}
