import type { CalendarDay } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
/** What is kept of one person, as it is handed to them. */
export interface RightsAnswerDescription {
  readonly title: string;
  readonly language: Language;
  readonly createdOn: CalendarDay;
  readonly intro: readonly string[];
  readonly sections: ReadonlyArray<{
    readonly heading: string;
    readonly lines: ReadonlyArray<readonly [label: string, value: string]>;
  }>;
}
/** As many A4 pages as it takes, tagged; a line is never torn across two. */
export declare function renderRightsAnswerPdf(description: RightsAnswerDescription): Promise<Uint8Array>;
