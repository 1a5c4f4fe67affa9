/** Red, green and blue, 0 to 1. */
type Rgb = readonly [number, number, number];

function parseColour(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

const formatColour = (rgb: Rgb): string =>
  `#${rgb
    .map((part) =>
      Math.round(part * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

const toLinear = (part: number): number => (part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);

/** Relative luminance of WCAG 2.2, 0 (black) to 1 (white). */
export function luminance(hex: string): number {
  const [red, green, blue] = parseColour(hex).map(toLinear) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Luminance of a grey of 0 to 255. */
export const greyLuminance = (grey: number): number => toLinear(grey / 255);

/** Contrast ratio of WCAG 2.2 between two luminances, 1 to 21. */
export function contrastRatio(one: number, other: number): number {
  const [dark, light] = one < other ? [one, other] : [other, one];
  return (light + 0.05) / (dark + 0.05);
}

export const contrast = (one: string, other: string): number => contrastRatio(luminance(one), luminance(other));

/** `share` of the way from one colour to another, 0 to 1. */
export function mix(from: string, to: string, share: number): string {
  const target = parseColour(to);
  const mixed = parseColour(from).map((part, index) => part + ((target[index] ?? 0) - part) * share);
  return formatColour(mixed as unknown as Rgb);
}

/** The colour itself, or the nearest on the way to `pole` for which `isEnough`; null when more than `mostShare` is needed. */
export function shiftUntil(
  colour: string,
  pole: string,
  mostShare: number,
  isEnough: (shifted: string) => boolean,
): string | null {
  for (let percent = 0; percent <= mostShare * 100; percent += 1) {
    const shifted = percent === 0 ? colour : mix(colour, pole, percent / 100);
    if (isEnough(shifted)) return shifted;
  }
  return null;
}
