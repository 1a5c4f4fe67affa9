import type { Instant } from '#shared/domain/instant.ts';
import type { Clock } from '../config/clock.ts';
import type { Store } from '../store/access.ts';
import { countVenues, type GroupCounts } from './counts-reader.ts';
import type { FactsOf } from './predicates.ts';

export interface Count {
  /** As of when. */
  readonly at: Instant;
  readonly groups: readonly GroupCounts[];
}

const KEPT_MS = 60_000;
const KEPT = 50;
/** A ward is counted anew each time: whoever has just settled something sees it at once. */
const SMALL = 5;

/** Counts; of a city or a province once a minute, however many look at its board. */
export function createCountKeeper({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
  const kept = new Map<string, { readonly at: Instant; readonly groups: Promise<GroupCounts[]> }>();
  return async (of: FactsOf, byStreet: boolean): Promise<Count> => {
    const { communes, today, now } = of;
    if (communes.length <= SMALL) return { at: now, groups: await countVenues(store.read, of, byStreet) };
    const key = `${today} ${byStreet ? 'by street' : 'whole'} ${communes.join()}`;
    const last = kept.get(key);
    if (last && clock.now() - last.at < KEPT_MS) return { at: last.at, groups: await last.groups };
    const fresh = { at: now, groups: countVenues(store.read, of, byStreet) };
    kept.delete(key);
    kept.set(key, fresh);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    fresh.groups.catch(() => kept.delete(key));
    return { at: now, groups: await fresh.groups };
  };
}
