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

/** @returns whether the page opens without a network from now on; not where the browser has no service workers or no room. */
export async function makeOfflineCopy(): Promise<boolean> {
  // Absent without https, whatever the types say.
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!import.meta.env.PROD || !container) return false;
  try {
    const registration = await container.register(new URL(WORKER, location.origin).href, { scope: SCOPE });
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
    const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
    const ours = registrations.filter(({ scope }) => new URL(scope).pathname === SCOPE);
    await Promise.all(ours.map((registration) => registration.unregister()));
    const names = (await globalThis.caches?.keys()) ?? [];
    await Promise.all(names.filter((name) => name.startsWith(CACHES)).map((name) => caches.delete(name)));
  } catch {
    // Nor can it have been made.
  }
}
