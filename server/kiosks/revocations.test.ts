import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchangeResponseSchema } from '#shared/contract/kiosk-sync.ts';
import { issuedStaffCardSchema } from '#shared/contract/portal-door.ts';
import type { SimulatedKiosk } from '../sync/simulated-kiosk.ts';
import { type Owner, pairKiosk, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';

let test: TestServer;
let owner: Owner;
let kiosk: SimulatedKiosk;
beforeAll(async () => {
  test = await startTestServer();
  owner = await registerOwner(test.url);
  kiosk = await pairKiosk(test, owner);
});
afterAll(() => test.close());

/** Settings, if the exchange brought any. */
async function ask(have: number) {
  const answer = await kiosk.exchange([], { have: { settings: have } });
  return exchangeResponseSchema.parse(answer.body).down.settings;
}
async function issueCard(): Promise<string> {
  const response = await owner.call('POST', `/venues/${owner.venueId}/staff-cards`, { label: 'Lan' });
  return issuedStaffCardSchema.parse(await response.json()).card.id;
}

describe('what is revoked', () => {
  it('D1: the very next exchange brings a kiosk settings without a staff card that was revoked, however often it asks', async () => {
    const card = await issueCard();
    const before = await ask(0);
    expect(before?.staffCards).toHaveLength(1);
    expect(await ask(before?.version ?? 0)).toBeUndefined();
    expect((await owner.call('POST', `/staff-cards/${card}/revocation`)).status).toBe(200);
    expect((await ask(before?.version ?? 0))?.staffCards).toEqual([]);
  });

  it('D1: so it does when the server’s clock was put back in between', async () => {
    const before = await ask(0);
    test.now -= 3_600_000;
    await test.server.services.store.transactPrepared(() => {
      test.server.services.store.prepare("update entrances set name = 'Cổng sau'").run();
    });
    expect((await ask(before?.version ?? 0))?.entranceName).toBe('Cổng sau');
  });
});
