import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exchangeResponseSchema, type OutboxRecord } from '#shared/contract/kiosk-sync.ts';
import type { VisitId } from '#shared/domain/ids.ts';
import { pairKiosk, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';
import type { EventWish, SimulatedKiosk } from './simulated-kiosk.ts';

let test: TestServer;
beforeAll(async () => {
  test = await startTestServer();
});
afterAll(() => test.close());

const KINDS = ['arrived', 'left', 'left-person', 'resolved', 'voided', 'extended'] as const;
const happenings = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    person: fc.nat(3),
    visit: fc.nat(5),
    minutesAgo: fc.nat(400),
    verdict: fc.constantFrom('welcome', 'see-staff', 'not-today'),
  }),
  { minLength: 1, maxLength: 25 },
);
type Happening = typeof happenings extends fc.Arbitrary<readonly (infer T)[]> ? T : never;

function wishOf({ kind, person, visit, minutesAgo, verdict }: Happening, visits: readonly string[]): EventWish {
  const at = test.now - minutesAgo * 60_000;
  const contact = { v: 1, phone: `+8491200000${person}` } as const;
  if (kind === 'arrived') return { contact, at, change: { verdict } };
  if (kind === 'left-person') return { kind: 'left', visitId: null, contact, at };
  const visitId = (visits[visit % Math.max(1, visits.length)] ?? null) as VisitId | null;
  return { kind, visitId, at, change: { verdict: kind === 'resolved' ? verdict : null } };
}

async function send(kiosk: SimulatedKiosk, record: OutboxRecord) {
  const answer = exchangeResponseSchema.parse((await kiosk.exchange([record])).body);
  expect(answer.results[0]?.outcome).toBe('stored');
  return answer.inside;
}

it('P5: the number that an exchange tells is the one a count would give, whatever happens in whatever order', async () => {
  const { visits } = test.server.services;
  await fc.assert(
    fc.asyncProperty(happenings, async (plan) => {
      const owner = await registerOwner(test.url);
      const kiosk = await pairKiosk(test, owner);
      await kiosk.exchange([]);
      const arrivals: string[] = [];
      for (const happening of plan) {
        const record = await kiosk.makeRecord(wishOf(happening, arrivals));
        if (happening.kind === 'arrived') arrivals.push(record.id);
        // The clock stands still, so that nothing is ever counted anew.
        const told = await send(kiosk, record);
        expect(told).toBe((await visits.figures(owner.venueId, undefined)).inside);
      }
    }),
    { numRuns: 20 },
  );
}, 60_000);
