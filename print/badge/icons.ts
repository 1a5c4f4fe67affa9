import type { Page } from '../pdf/page.ts';

interface Disc {
  /** Middle and diameter, in millimetres. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** The sign of the screen in one ink: a tick, or a person to talk to, white on a black disc. */
export function drawVerdictIcon(page: Page, verdict: 'welcome' | 'see-staff', { x, y, size }: Disc): void {
  const { pdf } = page;
  pdf.circle(x, y, size / 2).fill('#000000');
  pdf
    .save()
    .translate(x - size / 2, y - size / 2)
    .scale(size / 24);
  if (verdict === 'welcome') {
    pdf.lineWidth(3).lineCap('round').lineJoin('round').path('M6.6 12.6l3.7 3.8l7.2 -8.4').stroke('#ffffff');
  } else {
    pdf.circle(12, 8.4, 3.3).fill('#ffffff');
    pdf.path('M5.8 18.6c0 -3.8 2.6 -5.8 6.2 -5.8s6.2 2 6.2 5.8z').fill('#ffffff');
  }
  pdf.restore();
}
