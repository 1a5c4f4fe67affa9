import type { KioskAlert } from '#shared/contract/portal-api.ts';
import { type KioskId, mintId, type OrganisationId } from '#shared/domain/ids.ts';
import { DAY_MS, type Instant } from '#shared/domain/instant.ts';
import type { Clock } from '../config/clock.ts';
import type { Mailer } from '../mail/service.ts';
import type { Store } from '../store/access.ts';
import { type LetterItem, sendAlertLetters } from './alert-letters.ts';
import {
  type AlertEvent,
  forgetOld,
  insertEvent,
  listUnsettled,
  markEnded,
  markMailed,
  markSettled,
} from './alert-store.ts';
import { type FoundKiosk, listFleet } from './reader.ts';

/** Worth a letter; the others wait until somebody looks at the page. */
const MAILED: ReadonlySet<KioskAlert> = new Set([
  'cloned',
  'readmitted',
  'offline',
  'waiting-week',
  'queue-growing',
  'disk-scarce',
  'disk-low',
  'clock-off',
  'camera',
]);
/** Back within this, it never ended: a loose cable is one event, not fifty letters. */
const SETTLES_AFTER_MS = 10 * 60_000;
const REMEMBERED_MS = 90 * DAY_MS;

interface AlertWatchParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly publicOrigin: () => string;
  /** null where no mail can be sent: the pages tell alone. */
  readonly mailer: Mailer | null;
  readonly onProblem: (error: unknown) => void;
}

/** Notes what begins and ends to be wrong with kiosks, and writes to owners and managers: once per event, and once when it is over. */
export interface AlertWatch {
  look(): Promise<void>;
}

export function createAlertWatch(parts: AlertWatchParts): AlertWatch {
  const { store, clock } = parts;
  // What was silent while this server was off is not the kiosks' fault.
  const since = clock.now();
  return {
    async look() {
      const now = clock.now();
      const fleet = await listFleet(store.read, null, { now, since, timeZone: parts.timeZone });
      const settled = await follow(store, fleet, now);
      if (parts.mailer) await tell(parts, parts.mailer, fleet, settled);
    },
  };
}

const keyOf = (kioskId: KioskId, alert: KioskAlert): string => `${kioskId} ${alert}`;

/** @returns what is over for good since the last time. */
function follow(store: Store, fleet: readonly FoundKiosk[], now: Instant): Promise<AlertEvent[]> {
  return store.transact(async (tx) => {
    const known = new Map((await listUnsettled(tx)).map((event) => [keyOf(event.kioskId, event.alert), event]));
    const present = new Set<string>();
    for (const { kiosk, organisationId } of fleet) {
      for (const alert of kiosk.alerts ?? []) {
        const key = keyOf(kiosk.id, alert);
        present.add(key);
        const event = known.get(key);
        // One after the other: they share one transaction.
        // oxlint-disable-next-line no-await-in-loop
        if (!event) await insertEvent(tx, { id: mintId(), kioskId: kiosk.id, organisationId, alert, beganAt: now });
        // oxlint-disable-next-line no-await-in-loop
        else if (event.endedAt !== null) await markEnded(tx, event.id, null);
      }
    }
    const settled: AlertEvent[] = [];
    for (const [key, event] of known) {
      if (present.has(key)) continue;
      // oxlint-disable-next-line no-await-in-loop
      if (event.endedAt === null) await markEnded(tx, event.id, now);
      else if (now - event.endedAt >= SETTLES_AFTER_MS) {
        // oxlint-disable-next-line no-await-in-loop
        await markSettled(tx, event.id, now);
        settled.push(event);
      }
    }
    await forgetOld(tx, now - REMEMBERED_MS);
    return settled;
  });
}

async function tell(
  parts: AlertWatchParts,
  mailer: Mailer,
  fleet: readonly FoundKiosk[],
  settled: readonly AlertEvent[],
): Promise<void> {
  const { store, clock } = parts;
  const places = new Map(fleet.map((found) => [found.kiosk.id, found]));
  const item = (event: AlertEvent, isOver: boolean): LetterItem[] => {
    const place = places.get(event.kioskId);
    return place && MAILED.has(event.alert) ? [{ event, place, isOver }] : [];
  };
  const open = (await listUnsettled(store.read)).filter(
    ({ mailedAt, endedAt }) => mailedAt === null && endedAt === null,
  );
  const items = [
    ...open.flatMap((event) => item(event, false)),
    ...settled.filter(({ mailedAt }) => mailedAt !== null).flatMap((event) => item(event, true)),
  ];
  for (const [organisationId, own] of byOrganisation(items)) {
    // oxlint-disable-next-line no-await-in-loop
    const arrived = await sendAlertLetters(parts, mailer, organisationId, own);
    const told = own.filter(({ isOver }) => !isOver).map(({ event }) => event.id);
    // oxlint-disable-next-line no-await-in-loop
    if (arrived) await store.transact((tx) => markMailed(tx, told, clock.now()));
  }
}

function byOrganisation(items: readonly LetterItem[]): Map<OrganisationId, LetterItem[]> {
  const groups = new Map<OrganisationId, LetterItem[]>();
  for (const item of items) {
    const { organisationId } = item.event;
    groups.set(organisationId, [...(groups.get(organisationId) ?? []), item]);
  }
  return groups;
}
