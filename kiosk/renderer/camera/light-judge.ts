/** A covered lens gives 0 to 20: most cameras deliver black as 16 (ITU-R BT.601), some as 0. */
const DARK_BELOW = 24;
/** Apart, so that flicker at the edge does not change the words on the screen. */
const LIGHT_ABOVE = 32;
/** Nobody is told off for a hand that passes. */
const DARK_AFTER_MS = 2_000;

/** Tells from one mean luminance after the other (0 to 255, at monotonic ms) whether the picture is too dark to read from. */
export function createLightJudge(): (brightness: number, at: number) => 'live' | 'dark' {
  let darkSince: number | null = null;
  return (brightness, at) => {
    if (brightness > LIGHT_ABOVE) darkSince = null;
    else if (brightness < DARK_BELOW) darkSince ??= at;
    return darkSince !== null && at - darkSince >= DARK_AFTER_MS ? 'dark' : 'live';
  };
}
