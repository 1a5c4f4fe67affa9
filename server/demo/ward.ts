import { type EntranceId, mintId, type OrganisationId, type VenueId } from '#shared/domain/ids.ts';
import { addDays, type CalendarDay, DAY_MS, type Instant } from '#shared/domain/instant.ts';
import type { VenueType } from '#shared/domain/venue.ts';
import { serverVi } from '#shared/i18n/server.vi.ts';
import type { Services } from '../services.ts';
import { type DemoVenue, insertDemoVenues } from './transactor.ts';

const VENUES: readonly (readonly [string, VenueType])[] = [
  ['Cơm hến Bà Cam', 'restaurant'],
  ['Khách sạn Sông Hương', 'hotel'],
  ['Cà phê Vỹ Dạ', 'restaurant'],
  ['Tạp hoá Minh Tâm', 'shop'],
  ['Nhà thuốc Kim Long', 'shop'],
  ['Chợ An Cựu', 'market'],
  ['Trường tiểu học Lê Lợi', 'school'],
  ['Văn phòng công chứng Số 1', 'office'],
  ['Bánh khoái Lạc Thiện', 'restaurant'],
  ['Nhà nghỉ Ánh Dương', 'hotel'],
  ['Hiệu sách Lạc Việt', 'shop'],
  ['Phòng khám Hồng Đức', 'hospital'],
];
const STREETS = ['Lê Lợi', 'Hùng Vương', 'Nguyễn Huệ', 'Bà Triệu', 'Lý Thường Kiệt', 'Hai Bà Trưng'];
const PER_NAME = 4;
const WEEKS_SHOWN = 8;

/**
 * An officer of the demo shop's ward, and a board worth looking at: venues that are active, silent, never scanned, with the
 * weeks behind them. Without a single visitor, for the board knows none.
 */
export async function seedWard(
  { accounts, store, clock }: Services,
  ward: { readonly login: string; readonly password: string; readonly commune: string },
): Promise<void> {
  const { login, password, commune } = ward;
  const invited = await accounts.officers.appoint(login, { role: 'ward-officer', units: [commune], label: login });
  const token = invited.ok && invited.value?.url.split('#')[1];
  if (!token) throw new Error('the demo ward has no officer');
  const browser = {
    ip: '',
    device: { browser: 'other', system: 'other' },
    sessionToken: null,
    knownDevice: null,
  } as const;
  const { officer: name } = serverVi.demo;
  const joined = await accounts.officers.accept({ token, name, email: login, password, language: 'vi' }, browser);
  if (!joined.ok) throw new Error(`the demo officer could not join: ${joined.error.code}`);
  const [now, today] = [clock.now(), clock.today()];
  const organisation = { id: mintId<OrganisationId>(), name: serverVi.demo.others };
  await store.transact((tx) =>
    insertDemoVenues(tx, { organisation, commune, now, venues: planVenues(now, today), days: planDays(today) }),
  );
}

function planVenues(now: Instant, today: CalendarDay): DemoVenue[] {
  return Array.from({ length: VENUES.length * PER_NAME }, (_, index) => {
    const [name = '', type = 'other'] = VENUES[index % VENUES.length] ?? [];
    const branch = Math.floor(index / VENUES.length);
    const isUnused = index % 9 === 7;
    const lastActive = index % 3 === 0 ? 0 : index % 3 === 1 ? index % 4 : 3 + (index % 6);
    const silentDays = lastActive >= 3 ? lastActive : 0;
    const number = String(index + 1).padStart(2, '0');
    return {
      id: mintId<VenueId>(),
      entranceId: mintId<EntranceId>(),
      code: `DEMO-${number}`.padEnd(22, '0'),
      serial: `DEMO-${number}`,
      name: branch === 0 ? name : `${name} ${branch + 1}`,
      type,
      addressLine: `${(index * 7) % 120 || 5} ${STREETS[index % STREETS.length] ?? ''}`,
      createdAt: now - (20 + index) * DAY_MS,
      lastAttendedDay: isUnused ? null : addDays(today, -lastActive),
      lastPhoneDay: index % 8 === 4 ? today : null,
      isVerified: index % 4 !== 1,
      reminders: isUnused ? 0 : Math.min(3, Math.max(0, silentDays - 4)),
    };
  });
}

/** More venues from week to week, fewer on Sundays. */
function planDays(today: CalendarDay): { readonly day: CalendarDay; readonly active: number }[] {
  return Array.from({ length: WEEKS_SHOWN * 7 }, (_, index) => {
    const day = addDays(today, index - WEEKS_SHOWN * 7);
    const isSunday = new Date(`${day}T00:00:00Z`).getUTCDay() === 0;
    return { day, active: Math.round((8 + index * 0.22) * (isSunday ? 0.6 : 1)) };
  });
}
