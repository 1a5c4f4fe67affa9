/** Signatures kept of each epoch: a copy that starts now is at most a few blocks of counters away. */
const REMEMBERED = 1_024;

/**
 * Tells a request that was sent again, by a proxy or somebody on the line, from another one under the same counter: only two
 * machines with the same key and epoch make that (a cloned disk, or an old copy put back).
 */
export interface ForkWatch {
  /** @param key kiosk and epoch. */
  remember(key: string, counter: number, signature: string): void;
  /** Whether another request was seen under this counter. */
  isFork(key: string, counter: number, signature: string): boolean;
}

export function createForkWatch(maxKeys = 5_000): ForkWatch {
  const seen = new Map<string, Map<number, string>>();
  return {
    remember(key, counter, signature) {
      const signatures = seen.get(key) ?? new Map<number, string>();
      if (!seen.has(key) && seen.size >= maxKeys) seen.clear();
      seen.set(key, signatures);
      signatures.set(counter, signature);
      const [oldest] = signatures.keys();
      if (signatures.size > REMEMBERED && oldest !== undefined) signatures.delete(oldest);
    },
    isFork(key, counter, signature) {
      const known = seen.get(key)?.get(counter);
      return known !== undefined && known !== signature;
    },
  };
}
