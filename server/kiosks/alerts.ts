import type { Kiosk, KioskAlert } from '#shared/contract/portal-api.ts';
import { type Instant, MINUTE_MS } from '#shared/domain/instant.ts';

const OFFLINE_AFTER_MS = 15 * MINUTE_MS;
/** In touch, nothing waits for longer than a few seconds. */
const OLD_RECORD_MS = 60 * MINUTE_MS;
/** More than the largest batch: it comes in faster than it goes out. */
const LONG_QUEUE = 500;
const LOW_DISK_BYTES = 500_000_000;
const LOST_RECORD_MS = 7 * 24 * 60 * MINUTE_MS;
const SCARCE_DISK_BYTES = 100_000_000;
/** Two machines that go on give themselves away every few seconds. */
const FORK_FORGOTTEN_MS = 7 * 24 * 60 * MINUTE_MS;
/** A visitor notices; nearer, the network may be it. */
const WRONG_CLOCK_MS = 2 * MINUTE_MS;

type Judged = Pick<Kiosk, 'pairedAt' | 'lastSeenAt' | 'revokedAt' | 'status'> & {
  readonly clockErrorMs: number | null;
  readonly forkedAt: Instant | null;
  readonly readmittedAt: Instant | null;
};

/**
 * What somebody should look at, the gravest first.
 *
 * @param listeningSince from when on the kiosk could be missed: its venue is open and this server runs; null: nobody misses it.
 */
export function judgeKiosk(kiosk: Judged, now: Instant, listeningSince: Instant | null): KioskAlert[] {
  if (kiosk.revokedAt !== null) return [];
  const heardAt = Math.max(kiosk.lastSeenAt ?? kiosk.pairedAt, listeningSince ?? 0);
  const judgements: ReadonlyArray<readonly [KioskAlert, boolean]> = [
    ['cloned', kiosk.forkedAt !== null && now - kiosk.forkedAt < FORK_FORGOTTEN_MS],
    ['readmitted', kiosk.readmittedAt !== null],
    ['offline', listeningSince !== null && now - heardAt > OFFLINE_AFTER_MS],
    ...judgeStatus(kiosk, now),
  ];
  return judgements.filter(([, applies]) => applies).map(([alert]) => alert);
}

function judgeStatus({ status, clockErrorMs }: Judged, now: Instant): ReadonlyArray<readonly [KioskAlert, boolean]> {
  if (!status) return [];
  const { oldestWaitingAt, waiting, diskFreeBytes, camera, scanner, printer, poster } = status;
  const isScarce = diskFreeBytes !== null && diskFreeBytes < SCARCE_DISK_BYTES;
  const withoutEyes = camera === 'absent' && scanner !== 'open';
  return [
    ['waiting-week', oldestWaitingAt !== null && now - oldestWaitingAt > LOST_RECORD_MS],
    ['queue-old', oldestWaitingAt !== null && now - oldestWaitingAt > OLD_RECORD_MS],
    ['queue-growing', waiting > LONG_QUEUE],
    ['disk-scarce', isScarce],
    ['disk-low', !isScarce && diskFreeBytes !== null && diskFreeBytes < LOW_DISK_BYTES],
    ['clock-off', clockErrorMs !== null && Math.abs(clockErrorMs) > WRONG_CLOCK_MS],
    ['camera', withoutEyes || camera === 'denied' || camera === 'lost' || camera === 'dark'],
    ['scanner', scanner === 'closed'],
    ['printer', printer === 'missing' || printer === 'error'],
    ['poster', poster !== null && poster.result !== 'current'],
  ];
}
