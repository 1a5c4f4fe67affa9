import { z } from 'zod';
import { mintId, type OrganisationId, type VenueId } from '#shared/domain/ids.ts';
import { addDays, type CalendarDay, DAY_MS, instantSchema } from '#shared/domain/instant.ts';
import {
  type DataClass,
  DEFAULT_RETENTION_DAYS,
  dataClassSchema,
  HARD_MAXIMUM_DAYS,
  INCIDENT_NOTE_DAYS,
  lastExpiredDay,
  PASS_CONTACT_DAYS,
} from '#shared/domain/retention.ts';
import { startOfDay } from '#shared/domain/zoned-time.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { KeyService } from '../keys/service.ts';
import type { LiveKey } from '../keys/shredder.ts';
import type { Store } from '../store/access.ts';
import { findDeletionRecord, listRetentionDays, listStillReadable, type RetentionDays } from './reader.ts';
import { clearVenue, deleteLeftovers, eraseRecords, insertDeletionRecord } from './transactor.ts';

export const DELETION_LABEL = 'venue-checkin/deletion/v1';

/** What a deletion record says: which days of which class can nobody read any more, not even from a backup. */
export const deletionSchema = z.strictObject({
  at: instantSchema,
  /** Last day of each class that is gone everywhere, by the longest any venue keeps it. */
  through: z.record(dataClassSchema, z.iso.date()),
  contentKeys: z.int(),
  dayKeys: z.int(),
  indexKeys: z.int(),
});
export type Deletion = z.infer<typeof deletionSchema>;

export const ERASURE_LABEL = 'venue-checkin/erasure/v1';

/** What a record of an erasure says: how much of one person's data was deleted, and when. */
export const erasureSchema = z.strictObject({
  at: instantSchema,
  organisationId: z.string().nullable(),
  reference: z.string().nullable(),
  records: z.int(),
});
type Erasure = z.infer<typeof erasureSchema>;

export interface RetentionService {
  /**
   * Destroys the keys of everything whose time is over, then takes the unreadable rows out. Keys first: whatever is cut off
   * in between is already unreadable, and the next sweep goes on.
   *
   * @returns what was destroyed; null when nothing was over.
   */
  sweep(): Promise<Deletion | null>;
  /**
   * Erases single records for good: the erasure is on the disk beside the keys before any row is touched, a signed record of
   * it with the rows' end.
   */
  erase(recordIds: readonly string[], order: ErasureOrder): Promise<ErasureProof>;
  /** What was signed, for whom it was done for. null: no such record. */
  findDeletionRecord(id: string): Promise<string | null>;
  /** For every start: what was erased stays erased, whatever copy of the database this is. @returns how many came back. */
  applyErasures(): Promise<number>;
}

export interface ErasureOrder {
  readonly actor: string;
  readonly organisationId: OrganisationId | null;
  /** Of the request; names nobody. null: nobody asked in writing. */
  readonly reference: string | null;
  /** As `erasedPersonId` makes them: what a kiosk brings later of before now is theirs too. */
  readonly people?: readonly string[];
}

export interface ErasureProof {
  /** Records that still held something. */
  readonly held: number;
  readonly deletionRecordId: string;
}

interface RetentionParts {
  readonly store: Store;
  readonly keys: KeyService;
  readonly clock: Clock;
  readonly timeZone: string;
}

export function createRetentionService(parts: RetentionParts): RetentionService {
  const { store, keys, clock } = parts;
  return {
    sweep: () => sweep(parts),
    async erase(recordIds, { actor, organisationId, reference, people = [] }) {
      const found = await readableOf(store, recordIds);
      keys.addErasures([...recordIds, ...people]);
      const at = clock.now();
      const erasure: Erasure = { at, organisationId, reference, records: recordIds.length };
      const document = await keys.signServerDocument(ERASURE_LABEL, erasure);
      const id = mintId<string>();
      await store.transact(async (tx) => {
        for (const some of inHundreds(recordIds)) await eraseRecords(tx, some);
        await insertDeletionRecord(tx, id, at, document);
        const details = { records: recordIds.length };
        const subject = `deletion:${id}`;
        await recordAudit(tx, { at, actor, action: 'records.erased', organisationId, subject, details });
      });
      return { held: found.length, deletionRecordId: id };
    },
    findDeletionRecord: async (id) => (await findDeletionRecord(store.read, id)) ?? null,
    async applyErasures() {
      const back = await readableOf(store, keys.listErasures());
      if (back.length > 0) {
        await store.transact(async (tx) => {
          for (const some of inHundreds(back)) await eraseRecords(tx, some);
        });
      }
      return back.length;
    },
  };
}

async function sweep({ store, keys, clock, timeZone }: RetentionParts): Promise<Deletion | null> {
  const today = clock.today();
  const venues = await listRetentionDays(store.read);
  const longest = longestOf([...venues.values()]);
  const through = { contact: lastExpiredDay(today, longest.contact), health: lastExpiredDay(today, longest.health) };
  const expired = keys.listLiveKeys(addDays(today, -1)).filter((key) => isOver(key, today, venues));
  const shredded = keys.shred({ contentKeys: expired, dayKeysThrough: through, indexKeysThrough: through.contact });
  await clearRows(store, venues, today, timeZone);
  const over = { indexThrough: through.contact, passesThrough: lastExpiredDay(today, PASS_CONTACT_DAYS) };
  const hardUntil = clock.now() - (HARD_MAXIMUM_DAYS + 1) * DAY_MS;
  const correctedUntil = clock.now() - (longest.contact + 1) * DAY_MS;
  const notedUntil = clock.now() - (INCIDENT_NOTE_DAYS + 1) * DAY_MS;
  const until = { hardUntil, correctedUntil, notedUntil };
  await store.transact((tx) => deleteLeftovers(tx, { ...over, ...until, now: clock.now() }));
  // Copies of the database older than what may be kept at all hold nothing that opens.
  keys.forgetErasures(hardUntil);
  const { contentKeys, dayKeys, indexKeys } = shredded;
  if (contentKeys + dayKeys + indexKeys === 0) return null;
  const deletion: Deletion = { at: clock.now(), through, ...shredded };
  const document = await keys.signServerDocument(DELETION_LABEL, deletion);
  const id = mintId<string>();
  await store.transact(async (tx) => {
    await insertDeletionRecord(tx, id, deletion.at, document);
    const subject = `deletion:${id}`;
    const record = { at: deletion.at, actor: 'system', action: 'retention.shredded', subject } as const;
    await recordAudit(tx, { ...record, organisationId: null, details: { ...shredded } });
  });
  return deletion;
}

/** The longest that any venue keeps each class; without venues the default. */
const longestOf = (all: readonly RetentionDays[]): RetentionDays => ({
  contact: Math.max(DEFAULT_RETENTION_DAYS.contact, ...all.map(({ contact }) => contact)),
  health: Math.max(DEFAULT_RETENTION_DAYS.health, ...all.map(({ health }) => health)),
});

const FIXED_DAYS: Readonly<Record<string, RetentionDays>> = {
  passes: { contact: PASS_CONTACT_DAYS, health: PASS_CONTACT_DAYS },
  rights: { contact: HARD_MAXIMUM_DAYS, health: HARD_MAXIMUM_DAYS },
  incidents: { contact: INCIDENT_NOTE_DAYS, health: INCIDENT_NOTE_DAYS },
};

/** A venue that is gone keeps nothing beyond the default. */
const daysOf = (owner: LiveKey['owner'], venues: ReadonlyMap<VenueId, RetentionDays>): RetentionDays =>
  FIXED_DAYS[owner] ?? venues.get(owner as VenueId) ?? DEFAULT_RETENTION_DAYS;

function isOver(
  { owner, day, class: dataClass }: LiveKey,
  today: CalendarDay,
  venues: ReadonlyMap<VenueId, RetentionDays>,
) {
  const days = daysOf(owner, venues)[dataClass];
  return day <= lastExpiredDay(today, days);
}

async function clearRows(
  store: Store,
  venues: ReadonlyMap<VenueId, RetentionDays>,
  today: CalendarDay,
  timeZone: string,
): Promise<void> {
  for (const [venueId, days] of venues) {
    await store.transact(async (tx) => {
      for (const dataClass of ['contact', 'health'] satisfies DataClass[]) {
        const through = lastExpiredDay(today, days[dataClass]);
        const until = startOfDay(addDays(through, 1), timeZone);
        await clearVenue(tx, venueId, dataClass, { through, until });
      }
    });
  }
}

async function readableOf(store: Store, recordIds: readonly string[]): Promise<string[]> {
  const pages = await Promise.all(inHundreds(recordIds).map((some) => listStillReadable(store.read, some)));
  return pages.flat();
}

/** SQLite takes a bounded number of parameters. */
const inHundreds = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / 100) }, (_, page) => ids.slice(page * 100, page * 100 + 100));
