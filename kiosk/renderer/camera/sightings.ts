/**
 * A code held before the camera is seen in every frame. It is reported at once and then this often, for as long as it is
 * held: well within the time after which the core takes its next sighting for another scan.
 */
export const REPEAT_MS = 800;

/** @returns whether a sighting of `code` at `at` (monotonic ms) is news. */
export function createSightings(): (code: string, at: number) => boolean {
  let last: { readonly code: string; readonly at: number } | null = null;
  return (code, at) => {
    if (last?.code === code && at - last.at < REPEAT_MS) return false;
    last = { code, at };
    return true;
  };
}
