import type Database from 'better-sqlite3';

/** Ids as a JSON list; null: whoever's. */
export type Organisations = string | null;

/** A condition over `organisation_id`, with the ids as the parameter `of`. */
const IS_OF = 'organisation_id IN (SELECT value FROM json_each($of))';

/**
 * A statement about rows of some organisations, and the same about all rows: that one needs the index alone, and counts a
 * hundred thousand in a tenth of the time.
 *
 * @param sql from the condition that it is to have.
 */
export function prepareOf<P extends object, R>(
  db: Database.Database,
  sql: (isOf: string) => string,
): (of: Organisations) => Database.Statement<[P & { readonly of: Organisations }], R> {
  const [ofSome, ofAll] = [IS_OF, 'TRUE'].map((isOf) => db.prepare<[P & { of: Organisations }], R>(sql(isOf)));
  return (of) => (of === null ? ofAll : ofSome) as Database.Statement<[P & { readonly of: Organisations }], R>;
}

/** Which records are the present server's (SYNC-SPEC S19). */
export interface Ownership {
  /** null: not paired, and nothing is sent. */
  readonly own: Organisations;
  /** The same for what waits, but null where all of it is the present server's: then no row need be looked at for it. */
  readonly ofWaiting: Organisations;
  /** After another pairing, other settings, or on opening. */
  readonly learn: () => void;
  /** After new rows: they may have been begun before another pairing, or come from a damaged file. */
  note(added: readonly { readonly organisationId: string }[]): void;
}

export function createOwnership(db: Database.Database, listOwn: () => readonly string[] | null): Ownership {
  const findOther = db.prepare<[{ of: string }], number>(
    `SELECT 1 FROM events WHERE state = 'waiting' AND (organisation_id IS NULL OR NOT ${IS_OF}) LIMIT 1`,
  );
  let known: ReadonlySet<string> | null = null;
  let own: Organisations = null;
  let ofWaiting: Organisations = null;
  return {
    get own() {
      return own;
    },
    get ofWaiting() {
      return ofWaiting;
    },
    learn() {
      const organisations = listOwn();
      known = organisations && new Set(organisations);
      own = organisations && JSON.stringify(organisations);
      ofWaiting = own !== null && findOther.get({ of: own }) !== undefined ? own : null;
    },
    note(added) {
      if (known !== null && added.some(({ organisationId }) => !known?.has(organisationId))) ofWaiting = own;
    },
  };
}
