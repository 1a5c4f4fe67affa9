import type { Kiosk } from '#shared/contract/portal-api.ts';
import type { Instant } from '#shared/domain/instant.ts';

/** Longer without a word, and somebody should look at its power and network. */
const SILENT_AFTER_MS = 5 * 60_000;

export type KioskState = 'live' | 'silent' | 'new' | 'revoked';

export function kioskState(kiosk: Kiosk, now: Instant): KioskState {
  if (kiosk.revokedAt !== null) return 'revoked';
  if (kiosk.lastSeenAt === null) return 'new';
  return now - kiosk.lastSeenAt > SILENT_AFTER_MS ? 'silent' : 'live';
}

const ORDER: Readonly<Record<KioskState, number>> = { silent: 0, new: 1, live: 2, revoked: 3 };

/** What needs a look first; then by entrance. */
export function sortKiosks(kiosks: readonly Kiosk[], now: Instant): Kiosk[] {
  return kiosks.toSorted(
    (a, b) =>
      ORDER[kioskState(a, now)] - ORDER[kioskState(b, now)] ||
      a.entranceName.localeCompare(b.entranceName, 'vi') ||
      b.pairedAt - a.pairedAt,
  );
}
