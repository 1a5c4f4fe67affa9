import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable } from '../pdf/font-text.ts';
import { inspectSheets, preflightGeometry } from '../preflight/preflight.ts';
import { expectSoundPoster } from '../testing/expect-poster.ts';
import { hostileNames, plainNames, postersNamed } from '../testing/hostile-poster.ts';
import { extractText } from '../testing/rasterise.ts';
import { renderPosterPdf } from './poster.ts';

const anyPoster = postersNamed(hostileNames);

/** On a machine busy with other tests too. */
const timeout = 90_000;

describe('any poster', { timeout }, () => {
  it('at the door holds exactly its URL, clear of everything else', async () => {
    await fc.assert(
      fc.asyncProperty(anyPoster, async (any) => {
        const poster = { ...any, format: 'A4' as const, brand: null, largeType: false };
        await expectSoundPoster(await renderPosterPdf(poster), poster.url, { demo: poster.demo });
      }),
      { numRuns: 6 },
    );
  });

  it('has all its words in their places, or says which do not fit', () => {
    fc.assert(
      fc.property(anyPoster, (poster) => {
        const faults = preflightGeometry(poster).preflight.faults.filter(({ kind }) => kind !== 'colour-refused');
        const parts = faults.map((fault) => (fault.kind === 'text-cut' ? fault.part : fault.kind));
        const nameless = printable(poster.venueName) === '' ? ['name-unprintable'] : [];
        expect(['venue-name', 'entrance-name', ...nameless]).toEqual(expect.arrayContaining(parts));
      }),
      { numRuns: 100 },
    );
  });

  it('looks as its layout says, whatever the names', async () => {
    await fc.assert(
      fc.asyncProperty(anyPoster, async (poster) => {
        const { laidOut, preflight } = preflightGeometry(poster);
        fc.pre(laidOut !== null && preflight.faults.length === 0);
        expect(await inspectSheets(laidOut, poster)).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });

  it('with names as people give them fits every format at the door and on screens', () => {
    const longNames = fc.array(plainNames, { minLength: 1, maxLength: 6 }).map((names) => names.join(' '));
    fc.assert(
      fc.property(postersNamed(longNames), fc.constantFrom('A4', 'A3', 'display-portrait'), (any, format) => {
        const venueName = any.venueName.slice(0, 300);
        const poster = { ...any, venueName, format, brand: null } as const;
        expect(preflightGeometry(poster).preflight.faults).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('shows a Vietnamese name whole', async () => {
    await fc.assert(
      fc.asyncProperty(postersNamed(plainNames), plainNames, async (any, name) => {
        const poster = { ...any, brand: null, format: 'A4', venueName: name.normalize('NFD') } as const;
        return (await extractText(await renderPosterPdf(poster))).includes(name.normalize('NFC'));
      }),
      { numRuns: 12 },
    );
  });
});
