const MM_PER_POINT = 25.4 / 72;
const A4 = { width: 210, height: 297 } as const;

/**
 * The first page's size as CUPS names paper: `A4`, `Custom.72x102mm`. null: the file does not say it in plain text, as ours do
 * (ISO 32000-1, 7.7.3.3).
 */
export function mediaOf(pdf: Uint8Array): string | null {
  const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(Buffer.from(pdf).toString('latin1'));
  if (!box) return null;
  const [width, height] = [Number(box[1]) * MM_PER_POINT, Number(box[2]) * MM_PER_POINT];
  if (Math.abs(width - A4.width) < 1 && Math.abs(height - A4.height) < 1) return 'A4';
  return `Custom.${tenths(width)}x${tenths(height)}mm`;
}

const tenths = (mm: number): number => Math.round(mm * 10) / 10;
