import type { PersonView } from '#kiosk/core/person-view.ts';
import type { KeptDownLink } from '#kiosk/core/ports.ts';
import type { Present } from '#kiosk/core/presence.ts';
import type { PrinterSetting } from '#kiosk/core/printer-setting.ts';
import type { Slip } from '#kiosk/core/staff/machine-act.ts';
import { renderBadgePdf } from '#print/badge/badge.ts';
import type { EvacuationRow, PrintLanguage, RollWidth } from '#print/badge/description.ts';
import { renderEvacuationListPdf } from '#print/badge/evacuation-list.ts';
import { renderReceiptPdf } from '#print/badge/receipt.ts';
import { renderTestPagePdf } from '#print/badge/test-page.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { formatVisitReference } from '#shared/domain/visit-reference.ts';

export { warmUpPrinting } from '#print/badge/warm-up.ts';

/** People inside, for the evacuation list. */
export interface InsideList {
  readonly people: readonly Present[];
  readonly unnamed: number;
}

/** Everybody reads one of them; the screen's language is the visitor's, and gone when the slip comes out. */
const LANGUAGE: PrintLanguage = 'both';

const occasionOf = ({ settings }: KeptDownLink, at: Instant) => ({
  venueName: settings.venueName,
  entranceName: settings.entranceName,
  timeZone: settings.timeZone,
  at,
  language: LANGUAGE,
});

/** A roll of 58 mm prints 48 mm across, one of 80 mm 72. */
const rollOf = (setting: PrinterSetting): RollWidth => (setting.kind === 'escpos' && setting.dots < 500 ? 48 : 72);
const paperOf = (setting: PrinterSetting): 'A4' | RollWidth => (setting.kind === 'escpos' ? rollOf(setting) : 'A4');

export function drawSlip(slip: Slip, down: KeptDownLink, setting: PrinterSetting): Promise<Uint8Array> {
  const { person, people, verdict } = slip;
  const occasion = { ...occasionOf(down, slip.at), who: nameOf(person), people };
  if (down.settings.print === 'badge') return renderBadgePdf({ ...occasion, format: 'label' });
  const reference = formatVisitReference(slip.visitId);
  return renderReceiptPdf({ ...occasion, roll: rollOf(setting), verdict, reference, withdrawAt: null });
}

export function drawTest(down: KeptDownLink, at: Instant, setting: PrinterSetting): Promise<Uint8Array> {
  const printerName = setting.kind === 'system' ? setting.name : null;
  return renderTestPagePdf({ ...occasionOf(down, at), paper: paperOf(setting), printerName });
}

export function drawInside(
  { people, unnamed }: InsideList,
  down: KeptDownLink,
  at: Instant,
  setting: PrinterSetting,
): Promise<Uint8Array> {
  const paper = paperOf(setting);
  const rows = groupByPerson(people);
  return renderEvacuationListPdf({ ...occasionOf(down, at), paper, scope: 'door', rows, nameless: unnamed });
}

/** Children and elders in somebody's care stand in that person's line; without that person each has one of their own. */
export function groupByPerson(people: readonly Present[]): EvacuationRow[] {
  const parties = new Map<string, Present[]>();
  for (const present of people) {
    const party = parties.get(present.partyId);
    if (party) party.push(present);
    else parties.set(present.partyId, [present]);
  }
  return [...parties.values()].flatMap((party) => {
    const grown = party.filter(({ kind }) => kind === 'person');
    const rows = grown.length > 0 ? grown : party;
    const accompanied = party.length - rows.length;
    return rows.map(({ view, at }, index) => ({
      who: view && nameOf(view),
      since: at,
      accompanied: index === 0 ? accompanied : 0,
    }));
  });
}

const nameOf = ({ maskedName, tail }: PersonView): string | null => maskedName ?? (tail && `····${tail}`);
