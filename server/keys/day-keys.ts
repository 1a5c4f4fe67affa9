import { randomBytes } from 'node:crypto';
import type { DayKey } from '#shared/contract/kiosk-sync.ts';
import { addDays, type CalendarDay, daysBetween } from '#shared/domain/instant.ts';
import { type DataClass, dataClassSchema } from '#shared/domain/retention.ts';
import { fromBase64url, toBase64url } from '#shared/sealing/bytes.ts';
import { createEnvelopeOpener, type EnvelopeOpener, generateDayKeyPair } from '#shared/sealing/envelope.ts';
import type { Clock } from '../config/clock.ts';
import { createChangeWatch, type KeyDatabase } from './key-database.ts';
import { Lru } from './lru.ts';
import type { Wrapper } from './wrapping.ts';

/** `day` of the fallback keys. */
const FALLBACK = '';
const OPENED_KEYS = 128;

export interface DayKeys {
  list(from: CalendarDay, through: CalendarDay): Promise<DayKey[]>;
  openerFor(keyId: string): Promise<EnvelopeOpener | 'unknown' | 'destroyed'>;
  forgetOpened(): void;
}

interface Row {
  readonly id: string;
  readonly day: string;
  readonly class: DataClass;
  readonly public_key: string;
}

/** X25519 keys of the deployment, one per day and class and one fallback per class: what kiosks seal to. */
export function createDayKeys(db: KeyDatabase, wrapper: Wrapper, clock: Clock): DayKeys {
  const openers = new Lru<string, Promise<EnvelopeOpener>>(OPENED_KEYS);
  const isChanged = createChangeWatch(db);
  const find = db.prepare<[string], { wrapped: Uint8Array | null }>('select wrapped from day_keys where id = ?');
  const select = db.prepare<[string, string], Row>(
    `select id, day, class, public_key from day_keys
     where (day between ? and ? or day = '') and destroyed_at is null order by day, class`,
  );
  return {
    async list(from, through) {
      await makeMissing(db, wrapper, clock, [FALLBACK, ...daysFrom(from, through)]);
      return select
        .all(from, through)
        .map((row) => ({ id: row.id, day: row.day || null, class: row.class, publicKey: row.public_key }));
    },
    async openerFor(keyId) {
      // A command beside this server may have destroyed keys.
      if (isChanged()) openers.clear();
      const opened = openers.get(keyId);
      if (opened) return opened;
      const row = find.get(keyId);
      if (!row) return 'unknown';
      if (!row.wrapped) return 'destroyed';
      return openers.set(keyId, createEnvelopeOpener(keyId, toBase64url(wrapper.unwrap(keyId, row.wrapped))));
    },
    forgetOpened: () => openers.clear(),
  };
}

const daysFrom = (from: CalendarDay, through: CalendarDay): CalendarDay[] =>
  Array.from({ length: Math.max(0, daysBetween(from, through) + 1) }, (_, i) => addDays(from, i));

/** Another process may make the same day's key at the same moment: the first one stays. */
async function makeMissing(db: KeyDatabase, wrapper: Wrapper, clock: Clock, days: readonly string[]): Promise<void> {
  const known = new Set(
    db
      .prepare<[string], { slot: string }>("select class || day as slot from day_keys where day = '' or day >= ?")
      .all(days[1] ?? '')
      .map((row) => row.slot),
  );
  const missing = days.flatMap((day) =>
    dataClassSchema.options.filter((dataClass) => !known.has(dataClass + day)).map((dataClass) => ({ day, dataClass })),
  );
  if (missing.length === 0) return;
  const made = await Promise.all(missing.map(async (slot) => ({ ...slot, pair: await generateDayKeyPair() })));
  const insert = db.prepare(
    'insert or ignore into day_keys (id, day, class, public_key, wrapped, created_at) values (?, ?, ?, ?, ?, ?)',
  );
  db.transaction(() => {
    for (const { day, dataClass, pair } of made) {
      const id = `${dataClass[0]}-${day || 'fallback'}-${randomBytes(4).toString('hex')}`;
      insert.run(id, day, dataClass, pair.publicKey, wrapper.wrap(id, fromBase64url(pair.privateKey)), clock.now());
    }
  }).immediate();
}
