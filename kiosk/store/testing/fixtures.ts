import { fileURLToPath } from 'node:url';
import type { Migration } from '../migrations/list.ts';
import { hashOf } from '../sound-record.ts';

/** SHA-256 of each released migration's statements, by number. */
export const HASHES = fileURLToPath(new URL('./fixtures/released-migrations.json', import.meta.url));

/** A database of the schema as it was released with this migration, as SQL. */
export const fixtureOf = ({ number }: Migration): string =>
  fileURLToPath(new URL(`./fixtures/kiosk-${String(number).padStart(4, '0')}.sql`, import.meta.url));

export const hashOfMigration = ({ number, sql }: Migration): [number: string, hash: string] => [
  String(number),
  hashOf(sql),
];
