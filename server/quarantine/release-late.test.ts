import { afterEach, beforeEach, expect, it } from 'vitest';
import type { HealthRecord } from '#shared/domain/declaration.ts';
import type { VisitId } from '#shared/domain/ids.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { startOfDay } from '#shared/domain/zoned-time.ts';
import { type Owner, pairKiosk, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';

const MORNING = startOfDay('2026-11-05') + 8 * 3_600_000;
const contact = { v: 1, name: 'Trần Văn Sơn', phone: '+84912345678' } as const;
const health: HealthRecord = { v: 1, questionsVersion: 1, language: 'vi', answers: [] };

let test: TestServer;
let owner: Owner;
beforeEach(async () => {
  test = await startTestServer({ now: MORNING });
  owner = await registerOwner(test.url);
});
afterEach(() => test.close());

/** A check-in of the first morning, quarantined and released `days` later. @returns what became of it, and of its contact. */
async function releaseAfter(days: number) {
  const { services } = test.server;
  const kiosk = await pairKiosk(test, owner);
  const record = await kiosk.makeRecord({ contact, health });
  const { accountId } = owner.me;
  await services.kiosks.revoke(kiosk.paired.kioskId, accountId);
  await kiosk.exchange([record]);
  test.now = MORNING + days * DAY_MS;
  await services.retention.sweep();
  const result = await services.quarantine.release(kiosk.paired.kioskId, { code: 'revoked' }, accountId);
  const visit = await services.store.read
    .selectFrom('visits')
    .selectAll()
    .where('id', '=', record.id as string as VisitId)
    .executeTakeFirst();
  const place = { owner: owner.venueId, class: 'contact', recordId: record.id } as const;
  const sealed = visit?.contact_sealed && { keyId: visit.contact_key_id ?? '', bytes: visit.contact_sealed };
  return { result, visit, contact: sealed ? services.keys.open(place, sealed) : null };
}

it('S13, S15: a record whose answers are over, but not who it was, is released with the contact alone', async () => {
  const { result, visit, contact: read } = await releaseAfter(16);
  expect(result).toMatchObject({ settled: 1, kept: 0 });
  expect(visit).toMatchObject({ health_sealed: null });
  expect(visit?.flags_json).toContain('content-expired');
  expect(read).toMatchObject(contact);
});

it('S15: a record of which nothing can be read any more is not', async () => {
  const { result, visit } = await releaseAfter(23);
  expect(result).toMatchObject({ settled: 0, kept: 1 });
  expect(visit).toBeUndefined();
});
