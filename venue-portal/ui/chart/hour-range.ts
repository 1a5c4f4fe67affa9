/** Hours a chart of a day shows even when nothing happened in them: when most venues are open. */
const OPEN_FROM = 7;
const OPEN_TO = 19;

/** First and last hour to draw (inclusive): the usual day, stretched by what really happened and by the present. */
export function hourRange(
  perHour: readonly number[],
  currentHour: number,
): { readonly from: number; readonly to: number } {
  const busy = perHour.flatMap((count, hour) => (count > 0 ? [hour] : []));
  return {
    from: Math.min(OPEN_FROM, ...busy),
    to: Math.max(OPEN_TO, currentHour, ...busy),
  };
}

/** The smallest of 1, 2, 5 × 10ⁿ steps that divides `max` into at most four; at least 1, counts being whole. */
export function axisStep(max: number): number {
  for (let power = 1; ; power *= 10) {
    for (const factor of [1, 2, 5]) {
      if (max / (power * factor) <= 4) return power * factor;
    }
  }
}
