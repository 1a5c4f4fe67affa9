import type { GrayImage } from '#shared/decoding/gray-image.ts';

/** What a printer would do with the bytes sent to it. */
export interface Printed {
  /** All pictures under each other, as wide as the widest. */
  readonly image: GrayImage;
  readonly lineFeeds: number;
  readonly cuts: number;
  /** Questions about the state (`DLE EOT`, `GS r`). */
  readonly questions: number;
}

/** Reads the commands our jobs consist of. @throws Error for any other byte: a printer would print it as text. */
export function readEscPos(bytes: Uint8Array): Printed {
  const rows: Uint8Array[] = [];
  const count = { lineFeeds: 0, cuts: 0, questions: 0 };
  const at = (index: number): number => bytes[index] ?? -1;
  const isAt = (index: number, ...expected: number[]): boolean => expected.every((byte, n) => at(index + n) === byte);
  for (let index = 0; index < bytes.length; ) {
    if (isAt(index, 0x1b, 0x40)) index += 2;
    else if (isAt(index, 0x1c, 0x2e)) index += 2;
    else if (isAt(index, 0x1b, 0x4d, 0)) index += 3;
    else if (isAt(index, 0x10, 0x04)) [index, count.questions] = [index + 3, count.questions + 1];
    else if (isAt(index, 0x1d, 0x72, 1)) [index, count.questions] = [index + 3, count.questions + 1];
    else if (isAt(index, 0x0a)) [index, count.lineFeeds] = [index + 1, count.lineFeeds + 1];
    else if (isAt(index, 0x1d, 0x56)) [index, count.cuts] = [index + 3, count.cuts + 1];
    else if (isAt(index, 0x1d, 0x76, 0x30, 0)) {
      const width = at(index + 4) + at(index + 5) * 256;
      const height = at(index + 6) + at(index + 7) * 256;
      for (let y = 0; y < height; y++) rows.push(bytes.subarray(index + 8 + y * width, index + 8 + (y + 1) * width));
      index += 8 + width * height;
      if (index > bytes.length) throw new Error('a picture ends too early');
    } else throw new Error(`not a command: ${bytes.subarray(index, index + 4).join(' ')} at ${index}`);
  }
  return { image: unpack(rows), ...count };
}

function unpack(rows: readonly Uint8Array[]): GrayImage {
  const width = Math.max(0, ...rows.map((row) => row.length)) * 8;
  const data = new Uint8Array(width * rows.length).fill(255);
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < row.length * 8; x++) if (((row[x >> 3] ?? 0) >> (7 - (x & 7))) & 1) data[y * width + x] = 0;
  }
  return { width, height: rows.length, data };
}
