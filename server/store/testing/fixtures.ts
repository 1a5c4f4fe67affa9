import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** SHA-256 of each released migration's source, by name. */
export const RELEASED_MIGRATIONS = path('./fixtures/released-migrations.json');

/** A database of the schema as it was released with this migration, with rows of a real server, as SQL. */
export const fixtureOf = (migration: string): string => path(`./fixtures/server-${migration}.sql`);

export const hashOfMigration = (name: string): string =>
  createHash('sha256')
    .update(readFileSync(path(`../migrations/${name}.ts`)))
    .digest('base64url');
