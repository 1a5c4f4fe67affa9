import { eventsPairingAndDownLink } from './0010-events-pairing-and-down-link.ts';
import { whoIsInside } from './0020-who-is-inside.ts';
import { insideByDoor } from './0030-inside-by-door.ts';
import { checks } from './0040-checks.ts';
import { serversOfRecords } from './0050-servers-of-records.ts';

export interface Migration {
  /** Kept in `user_version`; numbers have gaps so that a fix can slip in between. */
  readonly number: number;
  readonly sql: string;
}

/** Forward only, in order. A published migration is never edited. */
export const migrations: readonly Migration[] = [
  eventsPairingAndDownLink,
  whoIsInside,
  insideByDoor,
  checks,
  serversOfRecords,
];
