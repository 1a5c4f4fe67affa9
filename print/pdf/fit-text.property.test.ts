import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitText, type TextRoom } from './fit-text.ts';
import { measureEms } from './fonts.ts';

const rooms: fc.Arbitrary<TextRoom> = fc.record({
  width: fc.double({ min: 20, max: 200, noNaN: true }),
  height: fc.double({ min: 5, max: 40, noNaN: true }),
  maxLines: fc.integer({ min: 1, max: 3 }),
  maxSize: fc.double({ min: 6, max: 20, noNaN: true }),
  minSize: fc.double({ min: 2, max: 6, noNaN: true }),
  lineHeight: fc.constant(1.2),
});

const words = fc.stringMatching(/^[a-zA-ZàáảãạăắằâấầđêếềôốồơớờưứừỳÀĐẾỘƯW.,&-]{1,30}$/);
const names = fc.array(words, { minLength: 1, maxLength: 25 }).map((list) => list.join(' ').normalize('NFC'));

describe('fitText', () => {
  it('never leaves its room and loses nothing unless it says so', () => {
    fc.assert(
      fc.property(names, rooms, (name, room) => {
        const { lines, size, cut } = fitText(name, room, (text) => measureEms('bold', text));
        expect(size).toBeGreaterThanOrEqual(room.minSize * 0.999);
        expect(size).toBeLessThanOrEqual(room.maxSize);
        expect(lines.length).toBeLessThanOrEqual(room.maxLines);
        for (const line of lines) expect(measureEms('bold', line) * size).toBeLessThanOrEqual(room.width + 1e-6);
        const shown = lines.join('').replaceAll(' ', '');
        if (cut) expect(name.replaceAll(' ', '').startsWith(shown.slice(0, -1))).toBe(true);
        else expect(shown).toBe(name.replaceAll(' ', ''));
      }),
      { numRuns: 150 },
    );
  });
});
