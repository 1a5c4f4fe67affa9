import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../store/access.ts';
import { openStore } from '../store/store.ts';
import { prepareQueries } from './reader.ts';
import { prepareLogWriter } from './transactor.ts';

let folder: string;
let plans: Map<string, string>;

/** What SQLite does for each statement of the log. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plans-'));
  const opened = await openStore(join(folder, 'server.db'));
  if (!opened.ok) throw new Error(opened.error);
  await opened.value.close();
  const db = new BetterSqlite3(join(folder, 'server.db'));
  plans = new Map();
  const noting = {
    prepare(text: string) {
      const values = [...text.matchAll(/\?/g)].map(() => null);
      const rows = db.prepare<unknown[], { detail: string }>(`explain query plan ${text}`).all(...values);
      plans.set(text, rows.map(({ detail }) => detail).join(' | '));
      return { run: () => 0, get: () => undefined, all: () => [] };
    },
  } as unknown as Store;
  prepareQueries(noting);
  prepareLogWriter(noting);
  db.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the statements of the log', () => {
  it('never go through a whole table', () => {
    expect(plans.size).toBeGreaterThan(15);
    for (const [text, plan] of plans) expect(plan, text).not.toMatch(/SCAN (?!CONSTANT)/);
  });

  it('never go through a whole day of a venue', () => {
    for (const [text, plan] of plans) expect(plan, text).not.toContain('visits_by_venue_id');
  });
});
