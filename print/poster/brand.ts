import type { PosterBrand, PosterFault, PosterNote } from '#shared/contract/poster-options.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { contrast, mix, shiftUntil } from './colour.ts';
import { PALETTE, type Palette } from './palette.ts';

/** WCAG 2.2 level AAA for small text: posters are read from afar, in rain, by elders. */
export const TEXT_CONTRAST = 7;
/** The accent is also set as large text on the brand colour (level AA for large text is 3, ours is that of small text). */
const ACCENT_CONTRAST = 4.5;
/** Farther from the owner's colour than this, nobody would recognise it. */
const MOST_DARKENING = 0.6;
const MOST_LIGHTENING = 0.85;

export interface GuardedBrand {
  readonly palette: Palette;
  /** The colours as they will be printed. */
  readonly brand: PosterBrand;
  readonly notes: readonly PosterNote[];
}

/** Makes a palette of the owner's two colours: darkened or lightened as far as legibility needs, or refused. */
export function guardBrand(wanted: PosterBrand): Result<GuardedBrand, PosterFault> {
  const primary = shiftUntil(
    wanted.primary,
    '#000000',
    MOST_DARKENING,
    (colour) => contrast(colour, PALETTE.onBrand) >= TEXT_CONTRAST,
  );
  if (primary === null) return err({ kind: 'colour-refused', which: 'primary', colour: wanted.primary });
  const onAccent = mix(primary, '#000000', 0.6);
  const accent = shiftUntil(
    wanted.accent,
    '#ffffff',
    MOST_LIGHTENING,
    (colour) => contrast(colour, onAccent) >= TEXT_CONTRAST && contrast(colour, primary) >= ACCENT_CONTRAST,
  );
  if (accent === null) return err({ kind: 'colour-refused', which: 'accent', colour: wanted.accent });
  return ok({
    palette: paletteOf(primary, accent, onAccent),
    brand: { primary, accent },
    notes: [...noteOf('primary', wanted.primary, primary), ...noteOf('accent', wanted.accent, accent)],
  });
}

const noteOf = (which: 'primary' | 'accent', from: string, to: string): PosterNote[] =>
  from === to ? [] : [{ kind: 'colour-adjusted', which, from, to }];

const paletteOf = (brand: string, accent: string, onAccent: string): Palette => ({
  ...PALETTE,
  brand,
  brandDeep: mix(brand, '#000000', 0.25),
  accent,
  onAccent,
  tint: mix('#ffffff', brand, 0.08),
  rule: mix('#ffffff', brand, 0.35),
});
