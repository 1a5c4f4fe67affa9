import type { Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';

/** A visit log on paper. Texts may be of any length and hold anything. */
export interface VisitListDescription {
  /** What it is, in the language of the list. */
  readonly title: string;
  readonly venueName: string;
  readonly language: Language;
  /** When it was drawn up. */
  readonly at: Instant;
  readonly timeZone: string;
  readonly columns: readonly VisitListColumn[];
  /** What stands in place of rows where there are none. */
  readonly nothing: string;
  /** One text per column. */
  readonly rows: readonly (readonly string[])[];
  /** Who, when, which, why: in full on the first page, in one line on the foot of each. */
  readonly about: readonly VisitListFact[];
  /** By which the audit trail knows it; on every page. */
  readonly reference: string;
}

export interface VisitListColumn {
  readonly title: string;
  /** Share of the page against the other columns. */
  readonly width: number;
}

export interface VisitListFact {
  readonly label: string;
  readonly value: string;
  /** Also on the foot of each page. */
  readonly isOnFoot: boolean;
}
