import type { FleetKiosk } from '#shared/contract/portal-settings.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { matchesSearch } from '../../ui/search.ts';

/** Longer without a word, and it is said to be silent. */
const SILENT_AFTER_MS = 5 * 60_000;

export type FleetState = 'live' | 'silent' | 'new' | 'closed';

export function stateOf({ lastSeenAt, closedNow }: FleetKiosk, now: Instant): FleetState {
  if (lastSeenAt === null) return 'new';
  if (now - lastSeenAt <= SILENT_AFTER_MS) return 'live';
  return closedNow === true ? 'closed' : 'silent';
}

export const nameOf = ({ name, entranceName }: Pick<FleetKiosk, 'name' | 'entranceName'>): string =>
  name ?? entranceName;

export const needsLook = ({ alerts = [], quarantined }: FleetKiosk): boolean => alerts.length > 0 || quarantined > 0;

/** Those that need a look first, then by venue and name. @param text words in any order, with or without marks. */
export function chooseKiosks(
  kiosks: readonly FleetKiosk[],
  { text, onlyAttention }: { readonly text: string; readonly onlyAttention: boolean },
): FleetKiosk[] {
  return kiosks
    .filter((kiosk) => {
      const place = `${nameOf(kiosk)} ${kiosk.entranceName} ${kiosk.venueName}`;
      return matchesSearch(place, text.trim()) && (!onlyAttention || needsLook(kiosk));
    })
    .toSorted(
      (a, b) =>
        Number(needsLook(b)) - Number(needsLook(a)) ||
        a.venueName.localeCompare(b.venueName, 'vi') ||
        nameOf(a).localeCompare(nameOf(b), 'vi'),
    );
}
