/** Something that waits for its turn. */
export interface Waiting {
  readonly organisationId: string;
}

/** Each takes a thread and the memory of one. */
export const MAX_RUNNING = 2;
export const MAX_WAITING = 50;

/**
 * Whose turn it is: the first of the organisation that has the fewest at work, so that nobody's many keep another's one waiting.
 *
 * @param waiting in the order they came.
 * @returns null while as many run as may.
 */
export function pickNext<W extends Waiting>(waiting: readonly W[], running: readonly Waiting[]): W | null {
  if (running.length >= MAX_RUNNING) return null;
  const atWork = (one: Waiting): number =>
    running.filter(({ organisationId }) => organisationId === one.organisationId).length;
  return waiting.reduce<W | null>((best, one) => (best === null || atWork(one) < atWork(best) ? one : best), null);
}

/** How many go before it, as things stand: the turns are played through. */
export function countAhead<W extends Waiting>(one: W, waiting: readonly W[], running: readonly Waiting[]): number {
  const left = [...waiting];
  const busy = [...running];
  for (let ahead = 0; left.length > 0; ahead += 1) {
    if (busy.length >= MAX_RUNNING) busy.shift();
    const next = pickNext(left, busy);
    if (next === null || next === one) return ahead;
    left.splice(left.indexOf(next), 1);
    busy.push(next);
  }
  return 0;
}
