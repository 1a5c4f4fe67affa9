import { describe, expect, it } from 'vitest';
import type { SyncStore } from '#kiosk/core/sync-store.ts';
import type { HealthRecord } from '#shared/domain/declaration.ts';
import { mintEventId } from '#shared/domain/ids.ts';
import { createEnvelopeOpener } from '#shared/sealing/envelope.ts';
import { makeDayKeys, makeQuestions, makeSettings, TEST_NOW } from '#shared/testing/kiosk-factories.ts';
import { createDayKeySealer } from './day-key-sealer.ts';
import { createKioskClock } from './kiosk-clock.ts';

const HOUR = 3_600_000;
const settings = makeSettings();
const eventId = mintEventId(TEST_NOW);
const contact = { class: 'contact', record: { v: 1, phone: '+84905123456' } } as const;

/** A kiosk at 09:00 of the first of three days with keys, its clock attested just now. */
async function kiosk(attestedAt = TEST_NOW) {
  const { part, privateKeys } = await makeDayKeys();
  const now = { wallAt: TEST_NOW, monotonicMs: 0 };
  const clock = createKioskClock(null, () => ({ ...now }));
  const marks = { serverEpoch: 'one', standing: 'active', offsetMs: 0, attestedAt } as const;
  const store: Pick<SyncStore, 'readDayKeys' | 'readDownLink' | 'readMarks'> = {
    readDayKeys: () => part,
    readDownLink: () => ({ settings, questions: makeQuestions(), notices: null }),
    readMarks: () => marks,
  };
  const pass = (ms: number): void => {
    now.wallAt += ms;
    now.monotonicMs += ms;
    clock.estimate();
  };
  clock.attest(TEST_NOW, 0);
  return { clock, now, pass, privateKeys, sealer: createDayKeySealer(store, clock) };
}

describe('sealer', () => {
  it('E6, E7: seals to the key of the day, for this venue and event only', async () => {
    const { sealer, privateKeys } = await kiosk();
    const { envelope, fallback } = await sealer.seal(contact, eventId, TEST_NOW);
    expect([envelope.key, fallback]).toEqual(['contact-2026-11-22', false]);
    const opener = await createEnvelopeOpener(envelope.key, privateKeys.get(envelope.key) ?? '');
    const { organisationId, venueId } = settings;
    expect(await opener.open(envelope, { organisationId, venueId, eventId, class: 'contact' })).toEqual(contact.record);
    expect(await opener.open(envelope, { organisationId, venueId: 'x', eventId, class: 'contact' })).toBeNull();
    const health: HealthRecord = { v: 1, questionsVersion: 1, language: 'vi', answers: [] };
    expect((await sealer.seal({ class: 'health', record: health }, eventId, TEST_NOW)).envelope.key).toBe(
      'health-2026-11-22',
    );
  });

  it('E7: the day begins at midnight in Huế', async () => {
    const { sealer, pass } = await kiosk();
    const before = Date.UTC(2026, 10, 22, 16, 59, 59);
    pass(before - TEST_NOW);
    expect((await sealer.seal(contact, eventId, before)).envelope.key).toBe('contact-2026-11-22');
    expect((await sealer.seal(contact, eventId, before + 1_000)).envelope.key).toBe('contact-2026-11-23');
  });

  it('E7: never seals to a day that the server said is over', async () => {
    const { sealer } = await kiosk(TEST_NOW + 24 * HOUR);
    expect((await sealer.seal(contact, eventId, TEST_NOW)).envelope.key).toBe('contact-2026-11-23');
  });

  it('E7: uses the fallback key and says so, without a key of the day or without trust in the clock', async () => {
    const beyond = await kiosk();
    const far = TEST_NOW + 10 * 24 * HOUR;
    expect(await beyond.sealer.seal(contact, eventId, far)).toMatchObject({
      fallback: true,
      envelope: { key: 'contact-fallback' },
    });
    const jumped = await kiosk();
    jumped.now.wallAt -= HOUR;
    expect(await jumped.sealer.seal(contact, eventId, TEST_NOW)).toMatchObject({ fallback: true });
    jumped.clock.attest(TEST_NOW, 0);
    expect(await jumped.sealer.seal(contact, eventId, TEST_NOW)).toMatchObject({ fallback: false });
  });

  it('E8: one encapsulation serves an hour, then another', async () => {
    const { sealer, pass } = await kiosk();
    const first = await sealer.seal(contact, eventId, TEST_NOW);
    pass(HOUR - 1);
    const second = await sealer.seal(contact, eventId, TEST_NOW);
    pass(1);
    const third = await sealer.seal(contact, eventId, TEST_NOW);
    expect(second.envelope).toMatchObject({ enc: first.envelope.enc, n: 1 });
    expect(third.envelope.enc).not.toBe(first.envelope.enc);
  });
});
