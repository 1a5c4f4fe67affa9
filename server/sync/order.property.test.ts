import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutboxRecord } from '#shared/contract/kiosk-sync.ts';
import type { VisitId } from '#shared/domain/ids.ts';
import { pairKiosk, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';
import type { EventWish, SimulatedKiosk } from './simulated-kiosk.ts';

const MINUTE = 60_000;

let test: TestServer;
beforeAll(async () => {
  test = await startTestServer();
});
afterAll(() => test.close());

let people = 0;

/** What can become of one person's two arrivals at a market (window 15 minutes, longest stay 4 hours), four hours and more ago. */
async function makeStory(kiosk: SimulatedKiosk): Promise<{ arrivals: OutboxRecord[]; later: OutboxRecord[] }> {
  people += 1;
  const contact = { v: 1, phone: `+848${String(people).padStart(8, '0')}` } as const;
  const start = test.now - 6 * 60 * MINUTE;
  const make = (minute: number, wish: EventWish) => kiosk.makeRecord({ ...wish, at: start + minute * MINUTE });
  const first = await make(0, { contact, change: { verdict: 'see-staff' } });
  const second = await make(10, { contact, change: { verdict: 'see-staff' } });
  const [a, b] = [first, second].map(({ id }) => id as string as VisitId) as [VisitId, VisitId];
  const later = [
    await make(15, { kind: 'resolved', visitId: b, change: { verdict: 'welcome', staff: { card: null } } }),
    await make(30, { kind: 'extended', visitId: a }),
    await make(200, { kind: 'left', visitId: b }),
    await make(12, { kind: 'voided', visitId: a }),
    await make(210, { kind: 'left', visitId: null, contact }),
  ];
  return { arrivals: [first, second], later };
}

async function readOutcome(arrivals: readonly OutboxRecord[]) {
  await test.server.services.presence.sweep();
  const ids = arrivals.map(({ id }) => id as string as VisitId);
  const start = test.now - 6 * 60 * MINUTE;
  const minutes = (at: number | null) => (at === null ? null : (at - start) / MINUTE);
  const rows = await test.server.services.store.read.selectFrom('visits').selectAll().where('id', 'in', ids).execute();
  return ids.map((id) => {
    const row = rows.find((one) => one.id === id);
    if (!row) return null;
    if (row.voided_at !== null) return 'voided';
    const { left_how, verdict, resolved_by, same_as } = row;
    const times = [row.left_at, row.auto_left_at, row.extended_at, row.ends_at, row.resolved_at].map(minutes);
    return { left_how, verdict, resolved_by, same: same_as === null ? null : ids.indexOf(same_as), times };
  });
}

describe('visits', () => {
  it('P1, P2, P3: are the same in whatever order the facts about them came to be known', async () => {
    const owner = await registerOwner(test.url);
    const outcomes = new Map<string, unknown>();
    const chosen = fc.subarray([0, 1, 2, 3, 4]);
    await fc.assert(
      fc.asyncProperty(chosen, fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 }), async (which, order) => {
        const kiosk = await pairKiosk(test, owner);
        const { arrivals, later } = await makeStory(kiosk);
        const told = [...arrivals, ...which.map((one) => later[one]!)];
        for (const at of order) if (told[at]) await kiosk.exchange([told[at]]);
        const story = which.join();
        const outcome = await readOutcome(arrivals);
        expect(outcome, `${story} in the order ${order.join()}`).toEqual(outcomes.get(story) ?? outcome);
        outcomes.set(story, outcome);
      }),
      { numRuns: 120 },
    );
  });
});
