import { renderReceiptPdf } from './receipt.ts';

/**
 * Parses the fonts and draws a receipt that nobody sees: the first one costs ten times the next, some 100 ms, which a program
 * rather spends at its start than while a visitor waits for a beep.
 */
export async function warmUpPrinting(): Promise<void> {
  await renderReceiptPdf({
    venueName: 'Vỹ Dạ',
    entranceName: 'Cửa',
    at: 0,
    timeZone: 'UTC',
    roll: 72,
    verdict: 'welcome',
    who: 'N. T. Hương',
    people: 2,
    reference: '0123 4567',
    withdrawAt: null,
    language: 'both',
  });
}
