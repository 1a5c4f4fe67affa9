import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseStaffCard } from '#shared/codes/staff-card.ts';
import { exchangeResponseSchema } from '#shared/contract/kiosk-sync.ts';
import { type IssuedStaffCard, issuedStaffCardSchema, staffCardListSchema } from '#shared/contract/portal-door.ts';
import { createVerifier } from '#shared/sealing/signing.ts';
import type { SimulatedKiosk } from '../sync/simulated-kiosk.ts';
import {
  addMember,
  type Owner,
  pairKiosk,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts';

let test: TestServer;
let owner: Owner;
beforeAll(async () => {
  test = await startTestServer();
  owner = await registerOwner(test.url);
});
afterAll(() => test.close());

async function issue(label: string, by = owner): Promise<IssuedStaffCard> {
  const response = await by.call('POST', `/venues/${by.venueId}/staff-cards`, { label });
  expect(response.status).toBe(201);
  return issuedStaffCardSchema.parse(await response.json());
}
function readCard({ qrText }: IssuedStaffCard) {
  const code = parseStaffCard(qrText);
  if (code?.kind !== 'staff-card') throw new Error('not a staff card');
  return code;
}
const hashOf = (cardId: string) => createHash('sha256').update(Buffer.from(cardId, 'hex')).digest('base64url');
async function cardsOf(kiosk: SimulatedKiosk): Promise<readonly string[] | undefined> {
  test.now += 2_001;
  const { down } = exchangeResponseSchema.parse((await kiosk.exchange([])).body);
  return down.settings?.staffCards;
}

describe('staff cards', () => {
  it('are signed by the key that kiosks check passes with, and printed', async () => {
    const issued = await issue('Chị Lan, ca sáng');
    const { cardId, signedBytes, signature } = readCard(issued);
    expect(cardId).toMatch(/^[0-9a-f]{32}$/);
    const verifier = await createVerifier(test.server.services.keys.passKeys[0]?.publicKey ?? '');
    expect(await verifier.verify(signedBytes, signature)).toBe(true);
    expect(Buffer.from(issued.pdfBase64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('are known to kiosks and to the database by a hash alone, until they are revoked', async () => {
    const mine = await registerOwner(test.url);
    const kiosk = await pairKiosk(test, mine);
    const [kept, lost] = [await issue('Anh Sơn', mine), await issue('Bảo vệ', mine)];
    const hashes = [kept, lost].map((issued) => hashOf(readCard(issued).cardId));
    expect((await cardsOf(kiosk))?.toSorted()).toEqual(hashes.toSorted());
    const revoked = await mine.call('POST', `/staff-cards/${lost.card.id}/revocation`);
    const at = test.now;
    expect(await revoked.json()).toEqual({ ...lost.card, revokedAt: at });
    test.now += 1;
    expect(await (await mine.call('POST', `/staff-cards/${lost.card.id}/revocation`)).json()).toMatchObject({
      revokedAt: at,
    });
    expect(await cardsOf(kiosk)).toEqual([hashes[0]]);
    const rows = JSON.stringify(await test.server.services.store.read.selectFrom('staff_cards').selectAll().execute());
    expect(rows).toContain(hashes[0]);
    expect(rows).not.toContain(readCard(kept).cardId);
    const { cards } = staffCardListSchema.parse(
      await (await mine.call('GET', `/venues/${mine.venueId}/staff-cards`)).json(),
    );
    expect(cards.map(({ label }) => label).toSorted()).toEqual(['Anh Sơn', 'Bảo vệ']);
  });

  it('leave a trace without a name', async () => {
    const { card } = await issue('Tên Riêng');
    await owner.call('POST', `/staff-cards/${card.id}/revocation`);
    const rows = await test.server.services.store.read
      .selectFrom('audit')
      .selectAll()
      .where('subject', '=', `staff-card:${card.id}`)
      .orderBy('seq')
      .execute();
    expect(rows.map(({ action }) => action)).toEqual(['staff-card.issued', 'staff-card.revoked']);
    expect(JSON.stringify(rows)).not.toContain('Riêng');
  });

  it('are for owners and managers; auditors see them; others do not know them', async () => {
    const { card } = await issue('Quầy');
    const [staff, auditor, stranger] = [
      await addMember(test, owner, 'staff'),
      await addMember(test, owner, 'auditor'),
      await registerOwner(test.url),
    ];
    const list = (by: Owner) => by.call('GET', `/venues/${owner.venueId}/staff-cards`);
    const revoke = (by: Owner) => by.call('POST', `/staff-cards/${card.id}/revocation`);
    expect([(await list(staff)).status, (await revoke(staff)).status]).toEqual([403, 403]);
    expect([(await list(auditor)).status, (await revoke(auditor)).status]).toEqual([200, 403]);
    expect([(await list(stranger)).status, (await revoke(stranger)).status]).toEqual([404, 404]);
  });
});
