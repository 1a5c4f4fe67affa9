import { type AccountId, mintId, type OrganisationId, type VenueId } from '#shared/domain/ids.ts';
import { addDays, type CalendarDay, DAY_MS, type Instant } from '#shared/domain/instant.ts';
import { foldAccents } from '#shared/domain/search-text.ts';
import { venueTypeSchema } from '#shared/domain/venue.ts';
import type { Store } from '../store/access.ts';
import { listCommunesWithin } from '../units/service.ts';

export interface ProvinceGround {
  readonly venues: number;
  readonly provinceCode: string;
  readonly now: Instant;
  readonly today: CalendarDay;
}

const BATCH = 5_000;
const KINDS = ['Quán', 'Nhà thuốc', 'Cửa hàng', 'Khách sạn', 'Chợ', 'Phòng khám', 'Trường'];
const NAMES = ['Hương Giang', 'Đức Thịnh', 'Ánh Tuyết', 'Bảo Châu', 'Phú Xuân', 'An Cựu', 'Minh Khai', 'Vỹ Dạ'];

/**
 * Puts the venues of a province into a database that only a measurement needs, as they stand one day: a third silent, one in
 * three with a kiosk, some of everything that is to be said of a venue.
 */
export async function plantProvince(store: Store, ground: ProvinceGround): Promise<void> {
  const communes = (await listCommunesWithin(store.read, [ground.provinceCode])).map(({ code }) => code);
  const organisationId = mintId<OrganisationId>();
  const put = prepareRows(store);
  await store.transactPrepared(() => {
    store
      .prepare('insert into organisations (id, name, language, created_at) values (?, ?, ?, ?)')
      .run(organisationId, 'Tỉnh', 'vi', 0);
  });
  for (let first = 0; first < ground.venues; first += BATCH) {
    await store.transactPrepared(() => {
      for (let n = first; n < Math.min(ground.venues, first + BATCH); n += 1) {
        putVenue(put, ground, {
          n,
          organisationId,
          communeCode: communes[((n * 7_919) % 10_007) % communes.length] ?? '',
        });
      }
    });
  }
}

type Rows = ReturnType<typeof prepareRows>;

function prepareRows(store: Store) {
  const into = (table: string, columns: string) =>
    store.prepare(`insert into ${table} (${columns}) values (${columns.replace(/\w+/g, '?')})`);
  return {
    venue: into(
      'venues',
      'id, organisation_id, name, name_search, type, address_line, commune_code, duplicate_window_ms, max_stay_ms, created_at, closed_at',
    ),
    entrance: into('entrances', 'id, venue_id, name, code, serial, created_at'),
    poster: into('posters', 'code, entrance_id, serial, printed_at, first_scan_at'),
    kiosk: into('kiosks', 'id, organisation_id, venue_id, entrance_id, public_key, paired_at, last_seen_at'),
    standing: into(
      'venue_standing',
      'venue_id, last_attended_day, last_phone_day, verified_at, reminders, street, street_of',
    ),
    claim: into('claims', 'venue_id, registered_by, registered_at, code_hash, issued_at, expires_at'),
    wardCase: into('ward_cases', 'id, venue_id, kind, text, state, raised_by, raised_side, raised_at'),
  };
}

interface Planted {
  readonly n: number;
  readonly organisationId: OrganisationId;
  readonly communeCode: string;
}

function putVenue(put: Rows, { now, today }: ProvinceGround, { n, organisationId, communeCode }: Planted): void {
  const id = mintId<VenueId>();
  const [entranceId, code] = [mintId(), mintId()];
  const name = `${KINDS[n % KINDS.length]} ${NAMES[(n * 7) % NAMES.length]} ${n}`;
  const address = `${n % 200} ${NAMES[n % NAMES.length]}`;
  const createdAt = now - (1 + (n % 100)) * DAY_MS;
  const type = venueTypeSchema.options[n % venueTypeSchema.options.length] ?? 'other';
  const closedAt = n % 50 === 49 ? now : null;
  put.venue.run(
    ...[
      id,
      organisationId,
      name,
      foldAccents(name),
      type,
      address,
      communeCode,
      900_000,
      7_200_000,
      createdAt,
      closedAt,
    ],
  );
  put.entrance.run(entranceId, id, 'Cổng', code, `S${n}`, createdAt);
  // Of twenty: one never scanned by anybody, three never printed.
  if (n % 20 > 2) put.poster.run(code, entranceId, `S${n}`, createdAt, n % 20 === 3 ? null : createdAt);
  if (n % 3 === 0)
    put.kiosk.run(mintId(), organisationId, id, entranceId, 'key', createdAt, now - (n % 40) * 3_600_000);
  // Of those whose poster nobody scanned, some are used at their kiosk.
  const attended = n % 20 <= 3 && n % 80 !== 3 ? null : addDays(today, -(n % 5));
  const byPhone = n % 11 === 0 && n % 20 > 3 ? today : null;
  const verifiedAt = n % 4 === 0 ? null : createdAt;
  if (n % 10 > 0) {
    put.standing.run(id, attended, byPhone, verifiedAt, n % 97 === 0 ? 3 : 0, NAMES[n % NAMES.length] ?? null, address);
  }
  if (n % 100 === 1) put.claim.run(id, mintId<AccountId>(), createdAt, Buffer.from(code), createdAt, now + DAY_MS);
  if (n % 500 === 2) put.wardCase.run(mintId(), id, 'difficulty', 'x', 'open', mintId<AccountId>(), 'owner', now);
}
