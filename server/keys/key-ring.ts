import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { v4 } from 'uuid';
import type { CalendarDay } from '#shared/domain/instant.ts';
import type { DataClass } from '#shared/domain/retention.ts';
import type { Clock } from '../config/clock.ts';
import { createChangeWatch, type KeyDatabase } from './key-database.ts';
import { Lru } from './lru.ts';
import type { Wrapper } from './wrapping.ts';

const OPENED_KEYS = 4_096;
const OPENED_INDEX_KEYS = 64;
const KEY_LENGTH = 32;

export interface OpenedKey {
  readonly id: string;
  /** null: destroyed. */
  readonly key: KeyObject | null;
}

interface Row {
  readonly id: string;
  readonly wrapped: Uint8Array | null;
}

/** The content and index keys of the key store, unwrapped when first used and remembered. */
export interface KeyRing {
  /** Makes the key when there is none yet. */
  contentKey(owner: string, day: CalendarDay, dataClass: DataClass): OpenedKey;
  contentKeyById(id: string): OpenedKey | null;
  indexKey(day: CalendarDay): OpenedKey;
  /** After keys were destroyed: what was unwrapped of them must not go on opening. */
  forgetOpened(): void;
}

export function createKeyRing(db: KeyDatabase, wrapper: Wrapper, clock: Clock): KeyRing {
  const statements = prepareStatements(db);
  const remembered = createMemory(db);

  const openRow = (row: Row): OpenedKey => ({
    id: row.id,
    key: row.wrapped && createSecretKey(wrapper.unwrap(row.id, row.wrapped)),
  });

  function contentKey(owner: string, day: CalendarDay, dataClass: DataClass): OpenedKey {
    const { bySlot } = remembered.recall();
    const slot = `${dataClass}/${day}/${owner}`;
    const opened = bySlot.get(slot);
    if (opened) return opened;
    const id = `v-${v4()}`;
    const wrapped = wrapper.wrap(id, randomBytes(KEY_LENGTH));
    const row = statements.findOrMake(
      () => statements.find.get(owner, day, dataClass),
      () => {
        statements.insert.run(id, owner, day, dataClass, wrapped, clock.now());
      },
    );
    return bySlot.set(slot, openRow(row));
  }

  function contentKeyById(id: string): OpenedKey | null {
    const { byId } = remembered.recall();
    const opened = byId.get(id);
    if (opened) return opened;
    const row = statements.findById.get(id);
    return row ? byId.set(id, openRow(row)) : null;
  }

  function indexKey(day: CalendarDay): OpenedKey {
    const { indexKeys } = remembered.recall();
    const opened = indexKeys.get(day);
    if (opened) return opened;
    const id = `i-${day}`;
    const wrapped = wrapper.wrap(id, randomBytes(KEY_LENGTH));
    const row = statements.findOrMake(
      () => statements.findIndex.get(day),
      () => {
        statements.insertIndex.run(day, wrapped, clock.now());
      },
    );
    return indexKeys.set(day, openRow({ id, wrapped: row.wrapped }));
  }

  return { contentKey, contentKeyById, indexKey, forgetOpened: remembered.forget };
}

/** Keys that were unwrapped. A command beside this server may have destroyed some: then none is used again without a look. */
function createMemory(db: KeyDatabase) {
  const bySlot = new Lru<string, OpenedKey>(OPENED_KEYS);
  const byId = new Lru<string, OpenedKey>(OPENED_KEYS);
  const indexKeys = new Lru<string, OpenedKey>(OPENED_INDEX_KEYS);
  const isChanged = createChangeWatch(db);
  const forget = (): void => {
    for (const keys of [bySlot, byId, indexKeys]) keys.clear();
  };
  return {
    forget,
    recall() {
      if (isChanged()) forget();
      return { bySlot, byId, indexKeys };
    },
  };
}

function prepareStatements(db: KeyDatabase) {
  return {
    find: db.prepare<[string, string, string], Row>(
      'select id, wrapped from content_keys where scope = ? and day = ? and class = ?',
    ),
    findById: db.prepare<[string], Row>('select id, wrapped from content_keys where id = ?'),
    insert: db.prepare(
      'insert or ignore into content_keys (id, scope, day, class, wrapped, created_at) values (?, ?, ?, ?, ?, ?)',
    ),
    findIndex: db.prepare<[string], Row>("select 'i-' || day as id, wrapped from index_keys where day = ?"),
    insertIndex: db.prepare('insert or ignore into index_keys (day, wrapped, created_at) values (?, ?, ?)'),
    /** Another process may make the same key at the same moment: what is in the store afterwards counts. */
    findOrMake(find: () => Row | undefined, make: () => void): Row {
      const found = find();
      if (found) return found;
      make();
      const made = find();
      if (!made) throw new Error('the key store did not keep a new key');
      return made;
    },
  };
}
