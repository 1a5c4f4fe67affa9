import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutboxRecord } from '#shared/contract/kiosk-sync.ts';
import type { ContactRecord } from '#shared/domain/contact.ts';
import type { VisitId } from '#shared/domain/ids.ts';
import { pairKiosk, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';
import type { EventWish, SimulatedKiosk } from './simulated-kiosk.ts';

const MINUTE = 60_000;
/** Longer ago than the longest stay, so that what nobody left has ended by itself. */
const SINCE = 6 * 60 * MINUTE;

let test: TestServer;
let kiosks: readonly SimulatedKiosk[];
beforeAll(async () => {
  test = await startTestServer();
  const owner = await registerOwner(test.url);
  kiosks = [await pairKiosk(test, owner), await pairKiosk(test, owner)];
});
afterAll(() => test.close());

/** One thing that happens, in words that can be told again and again of other people. */
interface Scene {
  readonly kind: 'arrived' | 'left' | 'left-person' | 'resolved' | 'voided' | 'extended';
  readonly kiosk: 0 | 1;
  readonly minute: number;
  /** How the person is known: by phone, by card, or by both. */
  readonly shows: 'phone' | 'card' | 'both';
  /** Which of the arrivals it is about. */
  readonly about: number;
  readonly verdict: 'welcome' | 'see-staff' | 'not-today';
}

let people = 0;

async function makeRecords(scenes: readonly Scene[]): Promise<OutboxRecord[]> {
  people += 1;
  const phone = `+847${String(people).padStart(8, '0')}`;
  const idNumber = `046${String(people).padStart(9, '0')}`;
  const shown: Record<Scene['shows'], ContactRecord> = {
    phone: { v: 1, phone },
    card: { v: 1, idNumber },
    both: { v: 1, phone, idNumber },
  };
  const visits: VisitId[] = [];
  const records: OutboxRecord[] = [];
  for (const scene of scenes.toSorted((a, b) => Number(b.kind === 'arrived') - Number(a.kind === 'arrived'))) {
    const contact = shown[scene.shows];
    // A second apart: of what happens in the same millisecond the ids decide, and those are others in each telling.
    const at = test.now - SINCE + scene.minute * MINUTE + records.length * 1_000;
    const visitId = visits[scene.about % Math.max(1, visits.length)] ?? null;
    const acted = { verdict: scene.verdict, staff: { card: null } };
    const wishes: Record<Scene['kind'], EventWish> = {
      arrived: { contact, at, change: { verdict: scene.verdict } },
      left: { kind: 'left', visitId, at },
      'left-person': { kind: 'left', visitId: null, contact, at },
      resolved: { kind: 'resolved', visitId, at, change: acted },
      voided: { kind: 'voided', visitId, at },
      extended: { kind: 'extended', visitId, at },
    };
    const record = await kiosks[scene.kiosk]!.makeRecord(wishes[scene.kind]);
    if (scene.kind === 'arrived') visits.push(record.id as string as VisitId);
    records.push(record);
  }
  return records;
}

/** Told in another order each record is still its own kiosk's. */
async function tell(scenes: readonly Scene[], order: readonly number[]) {
  const records = await makeRecords(scenes);
  const sender = new Map(kiosks.map((kiosk) => [kiosk.epoch, kiosk]));
  for (const at of order) {
    const record = records[at];
    if (record) await sender.get(record.epoch)?.exchange([record]);
  }
  const ids = records.map(({ id }) => id as string as VisitId);
  await test.server.services.presence.sweep();
  return readVisits(ids);
}

async function readVisits(ids: readonly VisitId[]) {
  const rows = await test.server.services.store.read.selectFrom('visits').selectAll().where('id', 'in', ids).execute();
  const minuteOf = (at: number | null) => (at === null ? null : Math.floor((at - test.now + SINCE) / MINUTE));
  return ids.flatMap((id) => {
    const row = rows.find((one) => one.id === id);
    if (!row) return [];
    const { left_how, verdict, resolved_by, same_as } = row;
    const times = [row.arrived_at, row.left_at, row.auto_left_at, row.extended_at, row.ends_at, row.resolved_at];
    return [
      {
        left_how,
        verdict,
        resolved_by,
        same: same_as === null ? null : ids.indexOf(same_as),
        voided: minuteOf(row.voided_at),
        times: times.map(minuteOf),
      },
    ];
  });
}

const scene: fc.Arbitrary<Scene> = fc.record({
  kind: fc.constantFrom('arrived', 'arrived', 'left', 'left', 'left-person', 'resolved', 'voided', 'extended'),
  kiosk: fc.constantFrom(0, 1),
  // Near to each other and to the window of 15 minutes; some in the same minute.
  minute: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 330 })),
  shows: fc.constantFrom('phone', 'phone', 'card', 'both'),
  about: fc.nat(5),
  verdict: fc.constantFrom('welcome', 'see-staff', 'not-today'),
});

const arrival = (minute: number, change: Partial<Scene> = {}): Scene => ({
  kind: 'arrived',
  kiosk: 0,
  minute,
  shows: 'phone',
  about: 0,
  verdict: 'welcome',
  ...change,
});

const permutationsOf = (count: number): number[][] =>
  count === 0
    ? [[]]
    : permutationsOf(count - 1).flatMap((rest) =>
        Array.from({ length: count }, (_, at) => [...rest.slice(0, at), count - 1, ...rest.slice(at)]),
      );

describe('visits', () => {
  it('P1, P2, P3, P6: any order in which the facts of two kiosks come to be known gives the same visits', async () => {
    const stories = fc
      .tuple(fc.array(scene, { minLength: 1, maxLength: 7 }), fc.integer({ min: 3, max: 4 }))
      .chain(([others, arrivals]) => {
        const first = Array.from({ length: arrivals }, () => scene.map((one): Scene => ({ ...one, kind: 'arrived' })));
        return fc.tuple(...first).map((came) => [...came, ...others]);
      });
    const told = stories.chain((scenes) => {
      const all = scenes.map((_, at) => at);
      return fc.tuple(fc.constant(scenes), fc.shuffledSubarray(all, { minLength: all.length }));
    });
    await fc.assert(
      fc.asyncProperty(told, async ([scenes, order]) => {
        const inOrder = scenes.map((_, at) => at);
        expect(await tell(scenes, order)).toEqual(await tell(scenes, inOrder));
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it.each<readonly [string, readonly Scene[], readonly unknown[]]>([
    [
      'a departure between three arrivals of one visit',
      [arrival(0), arrival(5, { kiosk: 1 }), arrival(10), arrival(7, { kind: 'left', about: 1, kiosk: 1 })],
      [
        { same: null, left: 7 },
        { same: 0, left: 7 },
        { same: null, left: null },
      ],
    ],
    [
      'a departure before the second of three',
      [arrival(0), arrival(5, { kiosk: 1 }), arrival(10), arrival(3, { kind: 'left-person' })],
      [
        { same: null, left: 3 },
        { same: null, left: null },
        { same: 1, left: null },
      ],
    ],
    [
      'a departure that names an arrival and seems to be before it, by a clock that was put right in between',
      [arrival(0), arrival(5, { kiosk: 1 }), arrival(30), arrival(2, { kind: 'left', about: 2, kiosk: 1 })],
      [
        { same: null, left: null },
        { same: 0, left: null },
        { same: null, left: 30 },
      ],
    ],
    [
      'somebody known by phone, by both, by card',
      [
        arrival(0),
        arrival(5, { shows: 'both', kiosk: 1 }),
        arrival(10, { shows: 'card' }),
        arrival(20, { kind: 'left', about: 2 }),
      ],
      [
        { same: null, left: 20 },
        { same: 0, left: 20 },
        { same: 0, left: 20 },
      ],
    ],
  ])('P2, P6: %s comes to the same in each of the 24 orders', async (_what, scenes, expected) => {
    for (const order of permutationsOf(scenes.length)) {
      const visits = await tell(scenes, order);
      expect(
        visits.map(({ same, times }) => ({ same, left: times[1] })),
        order.join(),
      ).toEqual(expected);
    }
  });
});
