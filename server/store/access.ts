import type { Kysely, Transaction } from 'kysely';
import type { Database } from './schema.ts';

declare const writable: unique symbol;

/** Reads only. Every `Writable` is one too. */
export type Readable = Pick<Kysely<Database>, 'selectFrom' | 'selectNoFrom' | 'fn' | 'dynamic' | 'case'>;

/** Exists only inside {@link Store.transact}: writing outside a transaction does not compile. */
export type Writable = Transaction<Database> & { readonly [writable]: true };

/** A prepared statement of the write connection; synchronous, for paths where a promise per row costs too much. */
export interface PreparedStatement<Row = never> {
  /** @returns how many rows changed. */
  run(...values: readonly SqlValue[]): number;
  get(...values: readonly SqlValue[]): Row | undefined;
  all(...values: readonly SqlValue[]): Row[];
}
export type SqlValue = string | number | Uint8Array | null;

export interface Store {
  /** Never sees a transaction that has not committed. */
  readonly read: Readable;
  /**
   * Runs `work` in a transaction of its own, one at a time, and answers after the commit; a throw rolls back. Must not be
   * nested: pass the `Writable` on instead. Side effects belong after it.
   */
  transact<T>(work: (tx: Writable) => Promise<T>): Promise<T>;
  /** As {@link transact} for prepared statements: `work` must not wait for anything. */
  transactPrepared<T>(work: () => T): Promise<T>;
  /** Another number after every {@link transact} of this process: for what is remembered of what people decide. */
  decisions(): number;
  /** Prepares on the write connection. Run writing statements only inside {@link transactPrepared}. */
  prepare<Row = never>(sql: string): PreparedStatement<Row>;
  /** Prepares on the read connection. */
  prepareRead<Row>(sql: string): PreparedStatement<Row>;
  /** Waits for running transactions. */
  close(): Promise<void>;
}
