import type { Kiosk, KioskAlert } from '#shared/contract/portal-api.ts';
import type { Instant } from '#shared/domain/instant.ts';

/** Longer without a word, and somebody should look at its power and network. */
const SILENT_AFTER_MS = 5 * 60_000;

/** closed: silent too, at an hour at which nobody misses it. */
export type KioskState = 'live' | 'silent' | 'closed' | 'new' | 'revoked';

export function kioskState(kiosk: Kiosk, now: Instant): KioskState {
  if (kiosk.revokedAt !== null) return 'revoked';
  if (kiosk.lastSeenAt === null) return 'new';
  if (now - kiosk.lastSeenAt <= SILENT_AFTER_MS) return 'live';
  return kiosk.closedNow === true ? 'closed' : 'silent';
}

/** What somebody should do something about. A kiosk that has just gone silent is said before the server calls it offline. */
export function alertsOf(kiosk: Kiosk, now: Instant): readonly KioskAlert[] {
  const state = kioskState(kiosk, now);
  if (state === 'revoked') return [];
  const told = kiosk.alerts ?? [];
  return state === 'silent' && !told.includes('offline') ? ['offline', ...told] : told;
}

const ORDER: Readonly<Record<KioskState, number>> = { silent: 0, new: 2, live: 3, closed: 3, revoked: 4 };

const rank = (kiosk: Kiosk, now: Instant): number =>
  Math.min(ORDER[kioskState(kiosk, now)], alertsOf(kiosk, now).length > 0 ? 1 : ORDER.revoked);

/** What needs a look first; then by entrance. */
export function sortKiosks(kiosks: readonly Kiosk[], now: Instant): Kiosk[] {
  return kiosks.toSorted(
    (a, b) =>
      rank(a, now) - rank(b, now) || a.entranceName.localeCompare(b.entranceName, 'vi') || b.pairedAt - a.pairedAt,
  );
}
