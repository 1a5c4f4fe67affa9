import type { Readable } from '../store/access.ts';
import type { ChainedEntry } from './chain.ts';

const COLUMNS = [
  'seq',
  'at',
  'actor',
  'action',
  'organisation_id as organisationId',
  'subject',
  'details_json as details',
  'prev_hash as prevHash',
  'hash',
] as const;

/** In order, from the one after `seq`. */
export const listEntriesAfter = (db: Readable, seq: number, limit: number): Promise<ChainedEntry[]> =>
  db.selectFrom('audit').select(COLUMNS).where('seq', '>', seq).orderBy('seq').limit(limit).execute();

export const findLastEntry = (db: Readable): Promise<ChainedEntry | undefined> =>
  db.selectFrom('audit').select(COLUMNS).orderBy('seq', 'desc').limit(1).executeTakeFirst();

export const findEntry = (db: Readable, seq: number): Promise<ChainedEntry | undefined> =>
  db.selectFrom('audit').select(COLUMNS).where('seq', '=', seq).executeTakeFirst();
