import { describe, expect, it } from 'vitest';
import { createEnvelopeOpener, generateDayKeyPair, openSealSession, type SealedTo } from './envelope.ts';

const to: SealedTo = { organisationId: 'o', venueId: 'v', eventId: 'e', class: 'contact' };
const record = { v: 1, name: 'Nguyễn Thị Hương' };

async function sealedPair() {
  const pair = await generateDayKeyPair();
  const session = await openSealSession('c-2026-11-22-aa', pair.publicKey);
  const opener = await createEnvelopeOpener('c-2026-11-22-aa', pair.privateKey);
  return { pair, session, opener };
}

describe('envelope', () => {
  it('opens what was sealed, many records under one encapsulation', async () => {
    const { session, opener } = await sealedPair();
    const first = await session.seal(record, to);
    const second = await session.seal(record, { ...to, eventId: 'e2' });
    expect(first.enc).toBe(second.enc);
    expect(first.ct).not.toBe(second.ct);
    expect(await opener.open(first, to)).toEqual(record);
    expect(await opener.open(second, { ...to, eventId: 'e2' })).toEqual(record);
  });

  it.each(['organisationId', 'venueId', 'eventId', 'class'] as const)(
    'does not open under another %s',
    async (field) => {
      const { session, opener } = await sealedPair();
      const envelope = await session.seal(record, to);
      expect(await opener.open(envelope, { ...to, [field]: field === 'class' ? 'health' : 'x' })).toBeNull();
    },
  );

  it('does not open with another key, another number or a changed byte', async () => {
    const { session, opener } = await sealedPair();
    const stranger = await createEnvelopeOpener('c-2026-11-22-aa', (await generateDayKeyPair()).privateKey);
    const envelope = await session.seal(record, to);
    expect(await stranger.open(envelope, to)).toBeNull();
    expect(await opener.open({ ...envelope, n: 1 }, to)).toBeNull();
    expect(await opener.open({ ...envelope, ct: `A${envelope.ct.slice(1, -1)}A` }, to)).toBeNull();
    expect(await opener.open({ ...envelope, enc: '!' }, to)).toBeNull();
    expect(await opener.open(envelope, to)).toEqual(record);
  });

  it('keeps nothing readable in the envelope', async () => {
    const { session } = await sealedPair();
    const text = JSON.stringify(await session.seal(record, to));
    expect(text).not.toContain('Nguy');
    expect(Buffer.from(text).toString('base64')).not.toContain(Buffer.from('Nguyễn').toString('base64').slice(0, 6));
  });
});
