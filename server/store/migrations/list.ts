import type { Migration } from 'kysely/migration';
import * as firstTables from './0010-first-tables.ts';

/**
 * In order, forward only. Numbers leave gaps so that a branch can slip one in; the name gives the reason. A migration that
 * was released is never edited.
 */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0010-first-tables': firstTables,
};
