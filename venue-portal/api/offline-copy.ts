/** What an officer's phone keeps so that the inspection page opens without a network: the page itself, by a service worker, and its list. */

const WORKER = '/offline-worker.js';
/** The worker answers for the officers' pages alone; the phone page behind a poster and the pages of owners never meet it. */
const SCOPE = '/ward';
const CACHES = 'offline-copy-';
const PREFIX = 'venue-portal.offline.';

/** Names in the browser's storage of what goes with the copy. */
export const OFFLINE_KEYS = {
  ward: `${PREFIX}ward`,
  round: `${PREFIX}round`,
  drafts: `${PREFIX}drafts`,
} as const;

/** Whether somebody took inspections along on this device, and did not sign out since. */
export function hasOfflineCopy(): boolean {
  try {
    return localStorage.getItem(OFFLINE_KEYS.ward) !== null;
  } catch {
    return false;
  }
}

/** Set once and for all by signing out: the page that is still on the screen writes nothing back. */
let isEnded = false;
/** A registration that was asked for is found by nobody before it is made. */
let beingMade: Promise<unknown> = Promise.resolve();

/** Whether anything may be kept on this device for later. */
export const mayKeepOffline = (): boolean => !isEnded;

/** @returns whether the page opens without a network from now on; not where the browser has no service workers or no room. */
export async function makeOfflineCopy(): Promise<boolean> {
  // Absent without https, whatever the types say.
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!import.meta.env.PROD || !container || isEnded) return false;
  try {
    const making = container.register(new URL(WORKER, location.origin).href, { scope: SCOPE });
    beingMade = making.catch(() => undefined);
    const registration = await making;
    const coming = registration.installing ?? registration.waiting;
    if (coming) await settled(coming);
    return registration.active !== null;
  } catch {
    return false;
  }
}

function settled(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve) => {
    const look = () => (worker.state === 'activated' || worker.state === 'redundant') && resolve();
    worker.addEventListener('statechange', look);
    look();
  });
}

/** A worker that is still fetching its files would put them back; a slow network is not waited for. */
const settledSoon = (worker: ServiceWorker): Promise<void> =>
  Promise.race([settled(worker), new Promise<void>((resolve) => setTimeout(resolve, 2000))]);

/** Signing out: forgets, and lets nothing of this visit be kept again. */
export function endOfflineCopy(): Promise<void> {
  isEnded = true;
  return forgetOfflineCopy();
}

/** Takes everything back off this device but results that were not sent yet. Never fails: it stands before signing out. */
export async function forgetOfflineCopy(): Promise<void> {
  for (const key of Object.values(OFFLINE_KEYS)) {
    try {
      localStorage.removeItem(key);
    } catch {
      // Storage is forbidden: there is nothing in it.
    }
  }
  try {
    await beingMade;
    const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
    const ours = registrations.filter(({ scope }) => new URL(scope).pathname === SCOPE);
    await Promise.all(ours.flatMap(({ installing }) => (installing ? [settledSoon(installing)] : [])));
    await Promise.all(ours.map((registration) => registration.unregister()));
    const names = (await globalThis.caches?.keys()) ?? [];
    await Promise.all(names.filter((name) => name.startsWith(CACHES)).map((name) => caches.delete(name)));
  } catch {
    // Nor can it have been made.
  }
}
