import type { EntranceCode, EntranceId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import type { Store, Writable } from '../store/access.ts';

/** A code as it hangs on a wall. */
export interface PosterKey {
  readonly code: EntranceCode;
  readonly entranceId: EntranceId;
  readonly serial: string;
}

export async function markPrinted(tx: Writable, key: PosterKey, at: Instant): Promise<void> {
  await tx
    .insertInto('posters')
    .values({ code: key.code, entrance_id: key.entranceId, serial: key.serial, printed_at: at, prints: 1 })
    .onConflict((on) =>
      on.column('code').doUpdateSet((set) => ({ printed_at: at, prints: set('posters.prints', '+', 1) })),
    )
    .execute();
}

export async function markReplaced(
  tx: Writable,
  key: PosterKey,
  times: { readonly at: Instant; readonly worksUntil: Instant },
): Promise<void> {
  const replaced = { replaced_at: times.at, works_until: times.worksUntil };
  await tx
    .insertInto('posters')
    .values({ code: key.code, entrance_id: key.entranceId, serial: key.serial, ...replaced })
    .onConflict((on) => on.column('code').doUpdateSet(replaced))
    .execute();
}

/** @returns false, and changes nothing, when the entrance no longer has the code `from`. */
export async function markCurrent(
  tx: Writable,
  from: EntranceCode,
  { code, entranceId, serial }: PosterKey,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('entrances')
    .set({ code, serial })
    .where('id', '=', entranceId)
    .where('code', '=', from)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await tx.updateTable('posters').set({ replaced_at: null, works_until: null }).where('code', '=', code).execute();
  return true;
}

export async function upsertChoices(tx: Writable, venueId: VenueId, json: string, at: Instant): Promise<void> {
  const chosen = { choices_json: json, chosen_at: at };
  await tx
    .insertInto('poster_choices')
    .values({ venue_id: venueId, ...chosen })
    .onConflict((on) => on.column('venue_id').doUpdateSet(chosen))
    .execute();
}

export interface NewLogo {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly at: Instant;
}

export async function upsertLogo(tx: Writable, organisationId: OrganisationId, logo: NewLogo): Promise<void> {
  const { png, width, height, at } = logo;
  const values = { png, width, height, uploaded_at: at, removed_at: null };
  await tx
    .insertInto('organisation_logos')
    .values({ organisation_id: organisationId, ...values })
    .onConflict((on) => on.column('organisation_id').doUpdateSet(values))
    .execute();
}

/** @param at null: it is back. @returns whether there was one. */
export async function markLogoRemoved(
  tx: Writable,
  organisationId: OrganisationId,
  at: Instant | null,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('organisation_logos')
    .set({ removed_at: at })
    .where('organisation_id', '=', organisationId)
    .where('removed_at', at === null ? 'is not' : 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function deleteLogosRemovedBefore(tx: Writable, before: Instant): Promise<void> {
  await tx.deleteFrom('organisation_logos').where('removed_at', '<', before).execute();
}

/** Scans come by the thousand and change nothing that anybody decided: prepared, and past the caches of decisions. */
export interface ScanWriter {
  insertScan(key: PosterKey, at: Instant): Promise<void>;
  insertCheckIn(key: PosterKey, at: Instant): Promise<void>;
  insertLateScan(code: EntranceCode, day: CalendarDay): Promise<void>;
}

export function createScanWriter(store: Store): ScanWriter {
  const scan = store.prepare(
    `insert into posters (code, entrance_id, serial, prints, first_scan_at, last_scan_at) values (?, ?, ?, 0, ?, ?)
     on conflict (code) do update
     set first_scan_at = coalesce(first_scan_at, excluded.first_scan_at), last_scan_at = excluded.last_scan_at`,
  );
  const checkIn = store.prepare(
    `insert into posters (code, entrance_id, serial, prints, first_check_in_at) values (?, ?, ?, 0, ?)
     on conflict (code) do update set first_check_in_at = coalesce(first_check_in_at, excluded.first_check_in_at)`,
  );
  const late = store.prepare(
    `insert into late_scans (code, day, scans) values (?, ?, 1)
     on conflict (code, day) do update set scans = scans + 1`,
  );
  return {
    async insertScan({ code, entranceId, serial }, at) {
      await store.transactPrepared(() => scan.run(code, entranceId, serial, at, at));
    },
    async insertCheckIn({ code, entranceId, serial }, at) {
      await store.transactPrepared(() => checkIn.run(code, entranceId, serial, at));
    },
    async insertLateScan(code, day) {
      await store.transactPrepared(() => late.run(code, day));
    },
  };
}

const PRINTS_AT_ONCE = 1_000;

/** As {@link markPrinted} for thousands, in transactions that others can get between. */
export function createPrintCounter(store: Store): {
  insertPrints(keys: readonly PosterKey[], at: Instant): Promise<void>;
} {
  const print = store.prepare(
    `insert into posters (code, entrance_id, serial, printed_at, prints) values (?, ?, ?, ?, 1)
     on conflict (code) do update set printed_at = excluded.printed_at, prints = prints + 1`,
  );
  return {
    async insertPrints(keys, at) {
      for (let from = 0; from < keys.length; from += PRINTS_AT_ONCE) {
        const some = keys.slice(from, from + PRINTS_AT_ONCE);
        await store.transactPrepared(() => {
          for (const { code, entranceId, serial } of some) print.run(code, entranceId, serial, at);
        });
      }
    },
  };
}
