import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSigner, createVerifier, generateSigningKey, type Signer } from '#shared/sealing/signing.ts';
import { createKioskClock } from './kiosk-clock.ts';
import { createServerLine } from './server-line.ts';
import { FakeServer } from './testing/fake-server.ts';
import { postSigned } from './transport.ts';

let server: FakeServer;
let signer: Signer;
const line = createServerLine(createKioskClock(null));

beforeEach(async () => {
  server = await FakeServer.listen();
  signer = await createSigner(await generateSigningKey());
});
afterEach(() => {
  line.close();
  return server.close();
});

const send = async (signal = new AbortController().signal) => {
  const verifier = await createVerifier(server.signer.publicKey);
  const who = { kioskId: 'new', serverId: 'unknown', kioskEpoch: '0'.repeat(32), signer };
  const caller = { ...who, serverUrl: server.url, line };
  const body = { code: server.code, publicKey: signer.publicKey, appVersion: '0' };
  return postSigned(caller, { path: '/api/kiosk/v1/pairing', body, counter: 1, signal }, () =>
    Promise.resolve(verifier),
  );
};

describe('transport', () => {
  it('R3: gives the status, the body and the time it took', async () => {
    const reply = await send();
    expect(reply).toMatchObject({ kind: 'verified', status: 200, body: { serverId: server.serverId } });
    expect(reply.kind === 'verified' && reply.roundTripMs).toBeGreaterThan(0);
  });

  it.each([
    ['3', 3_000],
    ['86400', 60_000],
    ['999999999', 60_000],
    ['Wed, 21 Oct 2015 07:28:00 GMT', null],
    ['9'.repeat(20), null],
    ['-1', null],
  ])('S18: waits as asked, within reason: Retry-After %s', async (value, retryAfterMs) => {
    server.interfere = () => ({ status: 503, headers: { 'retry-after': value }, body: 'later' });
    expect(await send()).toEqual({ kind: 'unverified', body: undefined, retryAfterMs });
  });

  it.each([
    ['Sun, 06 Nov 1994 08:49:47 GMT', 10_000],
    ['Sun, 06 Nov 1994 09:49:37 GMT', 60_000],
    ['Sun, 06 Nov 1994 08:49:36 GMT', null],
  ])('S18: reads a date by the clock of whoever wrote it: Retry-After %s', async (value, retryAfterMs) => {
    const date = 'Sun, 06 Nov 1994 08:49:37 GMT';
    server.interfere = () => ({ status: 503, headers: { 'retry-after': value, date }, body: 'later' });
    expect(await send()).toEqual({ kind: 'unverified', body: undefined, retryAfterMs });
  });

  it.each([
    ['300', 300_000],
    ['315360000', 600_000],
  ])('S18: believes a signed wish for longer, but not for ever: Retry-After %s', async (value, retryAfterMs) => {
    server.interfere = (honest) => ({ ...honest, headers: { ...honest.headers, 'retry-after': value } });
    expect(await send()).toMatchObject({ kind: 'verified', retryAfterMs });
  });

  it('reads no endless answer', async () => {
    server.interfere = (honest) => ({ ...honest, body: honest.body.padEnd(5 * 1024 * 1024) });
    expect(await send()).toEqual({ kind: 'silence' });
  });

  it('gives up when it is told to', async () => {
    expect(await send(AbortSignal.abort())).toEqual({ kind: 'silence' });
  });
});
