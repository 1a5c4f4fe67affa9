import { type Kysely, sql } from 'kysely';
import { foldAccents, nameKey } from '#shared/domain/search-text.ts';
import { createIndex } from './create-index.ts';

/** Found again in files of other programs, by name and address, and by who answers for it. */
async function widenVenues(db: Kysely<unknown>): Promise<void> {
  const add = (name: string) => db.schema.alterTable('venues').addColumn(name, 'text');
  await add('external_id').execute();
  await add('responsible_name').execute();
  await add('responsible_phone').execute();
  for (const name of ['name_key', 'address_search']) {
    await db.schema
      .alterTable('venues')
      .addColumn(name, 'text', (c) => c.notNull().defaultTo(''))
      .execute();
  }
  const { rows } = await sql<{ id: string; name: string; address_line: string }>`
    select id, name, address_line from venues`.execute(db);
  for (const { id, name, address_line } of rows) {
    await sql`update venues set name_key = ${nameKey(name)}, address_search = ${foldAccents(address_line)}
      where id = ${id}`.execute(db);
  }
  await sql`create unique index venues_by_external_id on venues (organisation_id, external_id)
    where external_id is not null`.execute(db);
  await createIndex(db, 'venues', ['commune_code', 'name_key']);
  await createIndex(db, 'venues', ['organisation_id', 'name_search', 'id']);
}

async function widenEntrances(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('entrances')
    .addColumn('position', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
}

async function addUnitNames(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('administrative_units')
    .addColumn('name_search', 'text', (c) => c.notNull().defaultTo(''))
    .execute();
  const { rows } = await sql<{ code: string; effective_from: string; name: string }>`
    select code, effective_from, name from administrative_units`.execute(db);
  for (const { code, effective_from, name } of rows) {
    await sql`update administrative_units set name_search = ${foldAccents(name)}
      where code = ${code} and effective_from = ${effective_from}`.execute(db);
  }
  await db.schema
    .createTable('unit_aliases')
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('name_search', 'text', (c) => c.notNull())
    .addColumn('within', 'text', (c) => c.notNull())
    .addColumn('within_search', 'text', (c) => c.notNull())
    .addColumn('commune_code', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('unit_aliases_pk', ['commune_code', 'name_search', 'within_search'])
    .execute();
}

async function addImports(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('imports')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('organisation_id', 'text', (c) => c.notNull().references('organisations.id').onDelete('cascade'))
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('rows', 'integer', (c) => c.notNull())
    .addColumn('counts_json', 'text', (c) => c.notNull())
    .addColumn('finished_at', 'bigint')
    .execute();
  await createIndex(db, 'imports', ['organisation_id', 'created_at']);
  await db.schema
    .createTable('import_chunks')
    .addColumn('import_id', 'text', (c) => c.notNull().references('imports.id').onDelete('cascade'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('rows_sealed', 'blob', (c) => c.notNull())
    .addColumn('applied_at', 'bigint')
    .addColumn('results_json', 'text')
    .addPrimaryKeyConstraint('import_chunks_pk', ['import_id', 'number'])
    .execute();
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await widenVenues(db);
  await widenEntrances(db);
  await addUnitNames(db);
  await addImports(db);
}
