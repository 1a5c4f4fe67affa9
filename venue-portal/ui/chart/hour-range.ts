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
