/** As much of a SQLite connection as a dump needs. */
interface Readable {
  prepare(sql: string): { all(...values: unknown[]): unknown[] };
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function literal(value: unknown): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (value instanceof Uint8Array)
    return `X'${Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('')}'`;
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  throw new Error(`no literal for ${typeof value}`);
}

/** The whole database as text that makes it anew: a fixture of a schema as it was released. */
export function dumpSqlite(db: Readable): string {
  const all = <Row>(sql: string): Row[] => db.prepare(sql).all() as Row[];
  const [version] = all<{ user_version: number }>('PRAGMA user_version');
  const made = all<{ type: string; name: string; sql: string }>(
    `SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid`,
  );
  const tables = made.filter(({ type }) => type === 'table');
  const rows = tables.flatMap(({ name }) => {
    const columns = all<{ name: string; hidden: number }>(`PRAGMA table_xinfo(${quote(name)})`)
      .filter(({ hidden }) => hidden === 0)
      .map((column) => column.name);
    const list = columns.map(quote).join(', ');
    return all<Record<string, unknown>>(`SELECT ${list} FROM ${quote(name)}`).map(
      (row) =>
        `INSERT INTO ${quote(name)} (${list}) VALUES (${columns.map((column) => literal(row[column])).join(', ')});`,
    );
  });
  const others = made.filter(({ type }) => type !== 'table');
  return [
    ...tables.map(({ sql }) => `${sql};`),
    ...rows,
    ...others.map(({ sql }) => `${sql};`),
    `PRAGMA user_version = ${version?.user_version ?? 0};`,
    '',
  ].join('\n');
}
