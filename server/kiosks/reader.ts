import type { KioskMode } from '#shared/contract/kiosk-settings.ts';
import { type KioskStatus, kioskStatusSchema } from '#shared/contract/kiosk-status.ts';
import type { Kiosk } from '#shared/contract/portal-api.ts';
import type { EntranceCode, EntranceId, KioskId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { type OpeningHours, openSince, parseOpeningHours } from '#shared/domain/opening-hours.ts';
import type { StoredChoices } from '../doors/service.ts';
import type { PreparedStatement, Readable, Store } from '../store/access.ts';
import { judgeKiosk } from './alerts.ts';

/** A kiosk as its requests are judged by. */
export interface KioskRecord {
  readonly id: KioskId;
  readonly organisationId: OrganisationId;
  readonly venueId: VenueId;
  readonly entranceId: EntranceId;
  readonly publicKey: string;
  readonly pairedAt: Instant;
  readonly revokedAt: Instant | null;
  readonly readmittedAt: Instant | null;
}

/** Prepared: asked for by every request of a kiosk. */
export const prepareFindKiosk = (store: Store): PreparedStatement<KioskRecord> =>
  store.prepareRead(
    `select id, organisation_id as organisationId, venue_id as venueId, entrance_id as entranceId,
       public_key as publicKey, paired_at as pairedAt, revoked_at as revokedAt, readmitted_at as readmittedAt
     from kiosks where id = ?`,
  );

export interface StoredWindow {
  readonly highest: number;
  readonly seen: Uint8Array;
}

export const prepareFindWindow = (store: Store): PreparedStatement<StoredWindow> =>
  store.prepareRead(
    'select highest_counter as highest, seen_window as seen from kiosk_epochs where kiosk_id = ? and epoch = ?',
  );

/** What the settings of a kiosk at this entrance are made of. */
export interface SettingsSource {
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly venueId: VenueId;
  readonly venueName: string;
  readonly communeCode: string;
  readonly choices: StoredChoices;
  readonly openingHours: OpeningHours | null;
  readonly staffPin: string | null;
  readonly closedByWard: boolean;
  readonly entranceName: string;
  readonly mode: KioskMode;
  readonly entranceCode: EntranceCode;
}

export async function findSettingsSource(db: Readable, id: EntranceId): Promise<SettingsSource | undefined> {
  const row = await db
    .selectFrom('entrances')
    .innerJoin('venues', 'venues.id', 'entrances.venue_id')
    .innerJoin('organisations', 'organisations.id', 'venues.organisation_id')
    .leftJoin('venue_closures', (join) =>
      join.onRef('venue_closures.venue_id', '=', 'venues.id').on('venue_closures.undone_at', 'is', null),
    )
    .select([
      'organisations.id as organisationId',
      'organisations.name as organisationName',
      'venues.id as venueId',
      'venues.name as venueName',
      'venues.commune_code as communeCode',
      'venues.duplicate_window_ms as duplicateWindowMs',
      'venues.max_stay_ms as maxStayMs',
      'venues.closes_at as closesAt',
      'venues.closing_by as closingBy',
      'venues.choices_json as choicesJson',
      'venues.opening_hours_json as hoursJson',
      'venues.staff_pin as staffPin',
      'entrances.name as entranceName',
      'entrances.code as entranceCode',
      'entrances.mode',
      'venue_closures.id as closureId',
    ])
    .where('entrances.id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const { duplicateWindowMs, maxStayMs, closesAt, closingBy, choicesJson, hoursJson, closureId, ...source } = row;
  const choices = { duplicateWindowMs, maxStayMs, closesAt, closingBy, choicesJson };
  return { ...source, choices, openingHours: parseOpeningHours(hoursJson), closedByWard: closureId !== null };
}

export interface PosterRecord {
  readonly code: EntranceCode;
  readonly entranceName: string;
  readonly retiredAt: Instant | null;
}

/** Of the whole venue, those in use first; as many as settings can carry. */
export const listPosters = (db: Readable, venueId: VenueId, limit: number): Promise<PosterRecord[]> =>
  db
    .selectFrom('entrances')
    .select(['code', 'name as entranceName', 'retired_at as retiredAt'])
    .where('venue_id', '=', venueId)
    .orderBy((order) => order.fn.coalesce('retired_at', order.val(0)))
    .orderBy('created_at')
    .orderBy('serial')
    .limit(limit)
    .execute();

export interface NoticeRecord {
  readonly id: string;
  readonly text: string;
}

interface NoticeReaders {
  readonly organisationId: OrganisationId;
  readonly venueId: VenueId;
  readonly communeCode: string;
  readonly now: Instant;
}

/** Notices for a venue in a commune, newest first. */
export const listNotices = (db: Readable, to: NoticeReaders): Promise<NoticeRecord[]> =>
  db
    .selectFrom('notices')
    .select(['id', 'text_json as text'])
    .where((eb) => eb.or([eb('organisation_id', 'is', null), eb('organisation_id', '=', to.organisationId)]))
    .where((eb) => eb.or([eb('unit_code', 'is', null), eb('unit_code', '=', to.communeCode)]))
    .where((eb) => {
      const chosen = eb.selectFrom('notice_venues').select('venue_id').whereRef('notice_id', '=', 'notices.id');
      return eb.or([eb.not(eb.exists(chosen)), eb.exists(chosen.where('venue_id', '=', to.venueId))]);
    })
    .where('withdrawn_at', 'is', null)
    .where('published_at', '<=', to.now)
    .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', to.now)]))
    .orderBy('published_at', 'desc')
    .limit(10)
    .execute();

const selectKiosks = (db: Readable) =>
  db
    .selectFrom('kiosks')
    .innerJoin('venues', 'venues.id', 'kiosks.venue_id')
    .leftJoin('entrances', 'entrances.id', 'kiosks.entrance_id')
    .select((eb) => [
      'kiosks.id',
      'kiosks.name',
      'kiosks.venue_id as venueId',
      'kiosks.organisation_id as organisationId',
      'venues.name as venueName',
      'venues.opening_hours_json as hoursJson',
      'kiosks.entrance_id as entranceId',
      'entrances.name as entranceName',
      'entrances.mode',
      'kiosks.paired_at as pairedAt',
      'kiosks.last_seen_at as lastSeenAt',
      'kiosks.revoked_at as revokedAt',
      'kiosks.readmitted_at as readmittedAt',
      'kiosks.forked_at as forkedAt',
      'kiosks.status_json as statusJson',
      'kiosks.clock_error_ms as clockErrorMs',
      eb
        .selectFrom('quarantine')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('quarantine.kiosk_id', '=', 'kiosks.id')
        .where('quarantine.resolved_at', 'is', null)
        .as('quarantined'),
    ]);

type KioskRow = Awaited<ReturnType<ReturnType<typeof selectKiosks>['executeTakeFirstOrThrow']>>;

/** When it is, where, and from when on this server could have heard. */
export interface Listening {
  readonly now: Instant;
  readonly since: Instant;
  readonly timeZone: string;
}

/** A kiosk and whose it is. */
export interface FoundKiosk {
  readonly kiosk: Kiosk;
  readonly organisationId: OrganisationId;
  readonly venueId: VenueId;
  readonly venueName: string;
}

function toKiosk(row: KioskRow, { now, since, timeZone }: Listening): FoundKiosk {
  const { statusJson, entranceName, mode, quarantined, forkedAt, readmittedAt, hoursJson, ...known } = row;
  const { organisationId, venueId, venueName, ...own } = known;
  const status = parseStatus(statusJson);
  const open = openSince(parseOpeningHours(hoursJson), now, timeZone);
  const listeningSince = open === null ? null : open === 'always' ? since : Math.max(open, since);
  const alerts = judgeKiosk({ ...own, forkedAt, readmittedAt, status }, now, listeningSince);
  const place = { entranceName: entranceName ?? '', mode: mode ?? 'entrance' } as const;
  const kiosk = { ...own, ...place, quarantined: quarantined ?? 0, status, alerts, closedNow: open === null };
  return { kiosk, organisationId, venueId, venueName };
}

/** null also for what another version of this server wrote. */
function parseStatus(json: string | null): KioskStatus | null {
  if (json === null) return null;
  const parsed = kioskStatusSchema.safeParse(JSON.parse(json));
  return parsed.success ? parsed.data : null;
}

export async function listKiosks(db: Readable, venueId: VenueId, listening: Listening): Promise<Kiosk[]> {
  const rows = await selectKiosks(db)
    .where('kiosks.venue_id', '=', venueId)
    .orderBy('kiosks.paired_at')
    .orderBy('kiosks.id')
    .execute();
  return rows.map((row) => toKiosk(row, listening).kiosk);
}

/** Those that are trusted, of one organisation or, for the watch, of all. */
export async function listFleet(
  db: Readable,
  organisationId: OrganisationId | null,
  listening: Listening,
): Promise<FoundKiosk[]> {
  const rows = await selectKiosks(db)
    .where('kiosks.revoked_at', 'is', null)
    .$if(organisationId !== null, (query) => query.where('kiosks.organisation_id', '=', organisationId))
    .orderBy('venues.name')
    .orderBy('kiosks.paired_at')
    .orderBy('kiosks.id')
    .execute();
  return rows.map((row) => toKiosk(row, listening));
}

export async function findKioskView(db: Readable, id: KioskId, listening: Listening): Promise<Kiosk | null> {
  const row = await selectKiosks(db).where('kiosks.id', '=', id).executeTakeFirst();
  return row ? toKiosk(row, listening).kiosk : null;
}

/** Whether an entrance is in use at the very venue of a kiosk. */
export const isBesideKiosk = async (db: Readable, id: KioskId, entranceId: EntranceId): Promise<boolean> =>
  (await db
    .selectFrom('kiosks')
    .innerJoin('entrances', 'entrances.venue_id', 'kiosks.venue_id')
    .select('entrances.id')
    .where('kiosks.id', '=', id)
    .where('entrances.id', '=', entranceId)
    .where('entrances.retired_at', 'is', null)
    .executeTakeFirst()) !== undefined;

export interface PairingCodeRecord {
  readonly entranceId: EntranceId;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
  readonly usedByKioskId: KioskId | null;
}

export const findPairingCode = (db: Readable, codeHash: Uint8Array): Promise<PairingCodeRecord | undefined> =>
  db
    .selectFrom('pairing_codes')
    .select([
      'entrance_id as entranceId',
      'expires_at as expiresAt',
      'used_at as usedAt',
      'used_by_kiosk_id as usedByKioskId',
    ])
    .where('code_hash', '=', codeHash)
    .executeTakeFirst();

export const findKioskKey = (
  db: Readable,
  id: KioskId,
): Promise<Pick<KioskRecord, 'publicKey' | 'pairedAt' | 'revokedAt'> | undefined> =>
  db
    .selectFrom('kiosks')
    .select(['public_key as publicKey', 'paired_at as pairedAt', 'revoked_at as revokedAt'])
    .where('id', '=', id)
    .executeTakeFirst();
