import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchangeResponseSchema, type OutboxRecord } from '#shared/contract/kiosk-sync.ts';
import type { VisitId } from '#shared/domain/ids.ts';
import { pairKiosk, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';
import type { SimulatedKiosk } from './simulated-kiosk.ts';

let test: TestServer;
beforeAll(async () => {
  test = await startTestServer();
});
afterAll(() => test.close());

/** How a record fares on its way: sent this often, damaged or not each time. */
const deliveries = fc.array(fc.record({ record: fc.nat(), damaged: fc.boolean() }), { minLength: 1, maxLength: 60 });

const damage = (record: OutboxRecord): OutboxRecord => ({ ...record, body: record.body.replace('"v":1', '"v": 1') });

let people = 0;

async function makeDay(kiosk: SimulatedKiosk): Promise<OutboxRecord[]> {
  const records: OutboxRecord[] = [];
  for (let person = 0; person < 6; person += 1) {
    people += 1;
    const contact = { v: 1, phone: `+849${String(people).padStart(8, '0')}` } as const;
    const arrival = await kiosk.makeRecord({ contact, at: test.now - 600_000 + person });
    const visitId = arrival.id as string as VisitId;
    const left = person % 2 === 0 ? { visitId } : { visitId: null, contact };
    records.push(arrival, await kiosk.makeRecord({ kind: 'left', at: test.now - 1_000, ...left }));
  }
  return records;
}

describe('exchange', () => {
  it('S5, S6: whatever the order, repetition or damage, each event is in the log exactly once when it came whole once', async () => {
    const owner = await registerOwner(test.url);
    await fc.assert(
      fc.asyncProperty(deliveries, fc.integer({ min: 1, max: 9 }), async (plan, batchSize) => {
        const kiosk = await pairKiosk(test, owner);
        const records = await makeDay(kiosk);
        const whole = new Set<string>();
        const sent = plan.map(({ record, damaged }) => {
          const chosen = records[record % records.length]!;
          if (!damaged) whole.add(chosen.id);
          return damaged ? damage(chosen) : chosen;
        });
        for (let at = 0; at < sent.length; at += batchSize) {
          const batch = sent.slice(at, at + batchSize);
          const answer = await kiosk.exchange(batch);
          const { results } = exchangeResponseSchema.parse(answer.body);
          expect(results.map((result) => result.id)).toEqual(batch.map((record) => record.id));
        }
        const stored = await test.server.services.store.read
          .selectFrom('visit_events')
          .select('id')
          .where('kiosk_id', '=', kiosk.paired.kioskId)
          .execute();
        expect(stored.map((row) => row.id as string).toSorted()).toEqual([...whole].toSorted());
        await expectVisits(kiosk, records, whole);
      }),
      { numRuns: 15 },
    );
  });
});

/** One visit per arrival, closed when its departure is here too, in whatever order they came. */
async function expectVisits(kiosk: SimulatedKiosk, records: readonly OutboxRecord[], whole: ReadonlySet<string>) {
  const visits = await test.server.services.store.read
    .selectFrom('visits')
    .select(['id', 'left_at'])
    .where('kiosk_id', '=', kiosk.paired.kioskId)
    .execute();
  const expected = records.flatMap((record, at) => {
    if (at % 2 === 1 || !whole.has(record.id)) return [];
    return [{ id: record.id as string, closed: whole.has(records[at + 1]!.id) }];
  });
  const found = visits.map((visit) => ({ id: visit.id as string, closed: visit.left_at !== null }));
  const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);
  expect(found.toSorted(byId)).toEqual(expected.toSorted(byId));
}
