/** What stays on the visitor's own phone, each by their own act. Storage may be forbidden (private mode): then nothing stays. */
type Kept = 'language' | 'person' | 'pass';

const PREFIX = 'venue-check-in.';

export function recall(what: Kept): string | null {
  try {
    return window.localStorage.getItem(PREFIX + what);
  } catch {
    return null;
  }
}

/** @param value null forgets. */
export function remember(what: Kept, value: string | null): void {
  try {
    if (value === null) window.localStorage.removeItem(PREFIX + what);
    else window.localStorage.setItem(PREFIX + what, value);
  } catch {
    // Nothing to do: the page works without.
  }
}

export interface RememberedPerson {
  readonly name: string;
  readonly phone: string;
}

export function recallPerson(): RememberedPerson | null {
  const person = recallJson('person');
  return typeof person['name'] === 'string' && typeof person['phone'] === 'string'
    ? { name: person['name'], phone: person['phone'] }
    : null;
}

export interface KeptPass {
  readonly passText: string;
  readonly tail: string;
  /** ISO date. */
  readonly expiresOn: string;
}

/** @param today ISO date; a pass that expired before it is forgotten. */
export function recallPass(today: string): KeptPass | null {
  const { passText, tail, expiresOn } = recallJson('pass');
  if (typeof passText !== 'string' || typeof tail !== 'string' || typeof expiresOn !== 'string') return null;
  if (expiresOn >= today) return { passText, tail, expiresOn };
  remember('pass', null);
  return null;
}

function recallJson(what: Kept): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(recall(what) ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
