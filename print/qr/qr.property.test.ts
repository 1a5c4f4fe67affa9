import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeQr, modulesOfVersion, type QrLevel, type QrMatrix } from './matrix.ts';
import { traceOutline } from './outline.ts';

const squareMatrices: fc.Arbitrary<QrMatrix> = fc
  .integer({ min: 1, max: 9 })
  .chain((size) => fc.array(fc.constantFrom(0, 1), { minLength: size * size, maxLength: size * size }))
  .map((cells) => ({ size: Math.sqrt(cells.length), modules: Uint8Array.from(cells), version: 1, level: 'M' }));

/** How often the loops wind around a point: 1 inside dark, 0 elsewhere, when outer edges run clockwise and holes back. */
function windingNumber(loops: readonly (readonly number[])[], x: number, y: number): number {
  let winding = 0;
  for (const loop of loops) {
    for (let at = 0; at < loop.length; at += 2) {
      const [x0 = 0, y0 = 0] = loop.slice(at, at + 2);
      const [, y1 = 0] = at + 2 < loop.length ? loop.slice(at + 2, at + 4) : loop.slice(0, 2);
      if (x0 > x && y0 < y && y1 > y) winding++;
      if (x0 > x && y0 > y && y1 < y) winding--;
    }
  }
  return winding;
}

describe('traceOutline', () => {
  it('winds once around every dark module and never around a light one', () => {
    fc.assert(
      fc.property(squareMatrices, (matrix) => {
        const loops = traceOutline(matrix);
        for (let y = 0; y < matrix.size; y++) {
          for (let x = 0; x < matrix.size; x++) {
            expect(windingNumber(loops, x + 0.5, y + 0.5)).toBe(matrix.modules[y * matrix.size + x]);
          }
        }
      }),
    );
  });
});

describe('encodeQr', () => {
  it('never exceeds the version asked for, and has the side of its version', () => {
    const options = fc.record({
      levels: fc.constantFrom<[QrLevel, ...QrLevel[]]>(['Q', 'M', 'L'], ['M'], ['H']),
      maxVersion: fc.integer({ min: 1, max: 10 }),
    });
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 50 }),
        options,
        (text, { levels, maxVersion }) => {
          const result = encodeQr(text, { levels, maxVersion });
          if (!result.ok) return;
          expect(result.value.version).toBeLessThanOrEqual(maxVersion);
          expect(result.value.size).toBe(modulesOfVersion(result.value.version));
          expect(result.value.modules).toHaveLength(result.value.size ** 2);
        },
      ),
      { numRuns: 30 },
    );
  });
});
