import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createServerLine, type ServerLine } from '#kiosk/sync/server-line.ts';
import { DAY_MS, type Instant } from '#shared/domain/instant.ts';
import { issueCertificate, makeKey } from './suites/faults/support/certificate.ts';
import { startTlsListener, type TlsListener } from './support/tls-listener.ts';

const NOW = Date.now();
const ALWAYS = { from: NOW - 9_000 * DAY_MS, to: NOW + 9_000 * DAY_MS };
const VALID = { from: NOW - DAY_MS, to: NOW + 90 * DAY_MS };
const EXPIRED = { from: NOW - 90 * DAY_MS, to: NOW - 30 * DAY_MS };
const NOT_YET = { from: NOW + 30 * DAY_MS, to: NOW + 90 * DAY_MS };
/** RFC 5280, 4.2.1.12: authentication of clients, of servers. */
const CLIENT_AUTH = '2b06010505070302';
const SERVER_AUTH = '2b06010505070301';

const root = { key: makeKey(), name: 'Root' };
const middle = { key: makeKey(), name: 'Middle' };
const server = { key: makeKey(), name: 'Server' };
/** Calls itself by the root's name, which costs nothing. */
const impostor = { key: makeKey(), name: 'Root' };
const selfMade = { key: makeKey(), name: '127.0.0.1' };

const middleCertificate = issueCertificate({ ...middle, isAuthority: true }, ALWAYS, root);
const chain = (leaf: ReturnType<typeof issueCertificate>, ...above: Array<{ readonly cert: string }>) => ({
  key: leaf.key,
  cert: [leaf, ...above].map(({ cert }) => cert).join(''),
});
const underMiddle = (changes: object = {}, validity = EXPIRED) =>
  issueCertificate({ ...server, ...changes }, validity, middle);

/** What the kiosk makes of its clocks. */
let known: { at: Instant; trust: 'attested' | 'estimated' | 'untrusted'; offsetMs: number | null };
let line: ServerLine;
let listener: TlsListener;
const before = getCACertificates('default');

beforeAll(async () => {
  setDefaultCACertificates([...before, issueCertificate({ ...root, isAuthority: true }, ALWAYS, root).cert]);
  listener = await startTlsListener(chain(underMiddle(), middleCertificate));
});
afterAll(async () => {
  await listener.close();
  setDefaultCACertificates(before);
});
afterEach(() => line.close());

function begin(certificate: Parameters<TlsListener['begin']>[0], now: Partial<typeof known> = {}): void {
  known = { at: NOW, trust: 'attested', offsetMs: 0, ...now };
  listener.begin(certificate);
  line = createServerLine({
    estimate: () => ({
      at: known.at,
      evidence: { wallAt: Date.now(), monotonicMs: 0, bootId: '0'.repeat(32), ...known },
    }),
  });
}

async function post(evenOutOfDate = false): Promise<'sent' | 'silence' | 'out-of-date'> {
  const url = new URL('/x', listener.url);
  const how = { body: new Uint8Array([1]), headers: {}, signal: new AbortController().signal, evenOutOfDate };
  const answer = await line.post({ url, ...how });
  return typeof answer === 'string' ? answer : 'sent';
}

describe('a certificate that the wall clock finds out of date', () => {
  it.each([
    ['has expired', EXPIRED, NOW - 60 * DAY_MS],
    ['is not valid yet', NOT_YET, NOW + 60 * DAY_MS],
  ])('T5: one that %s is good when it is valid by the attested time', async (_name, validity, at) => {
    begin(chain(underMiddle({ onlyFor: SERVER_AUTH }, validity), middleCertificate), { at });
    expect(await post()).toBe('sent');
    expect(await post()).toBe('sent');
    expect(listener.connections, 'kept open').toBe(1);
  });

  it.each([
    ['nothing is known', { offsetMs: null, trust: 'untrusted' as const, at: NOW - 60 * DAY_MS }],
    ['what is known is not trusted', { trust: 'untrusted' as const, at: NOW - 60 * DAY_MS }],
    ['it is out of date by the attested time', {}],
  ])('T4, T5: nothing but the question for the time is sent when %s', async (_name, now) => {
    begin(chain(underMiddle(), middleCertificate), now);
    expect(await post()).toBe('out-of-date');
    expect(listener.received).toBe(0);
    expect(await post(true)).toBe('sent');
  });

  it.each([
    ['nobody vouches for', chain(issueCertificate(selfMade, EXPIRED, selfMade))],
    ['an impostor of the issuer vouches for', chain(issueCertificate(server, EXPIRED, impostor))],
    [
      'another server vouches for',
      chain(issueCertificate(server, EXPIRED, middle), issueCertificate(middle, ALWAYS, root)),
    ],
    ['is for another address', chain(underMiddle({ address: '127.0.0.2' }), middleCertificate)],
    ['is for clients', chain(underMiddle({ onlyFor: CLIENT_AUTH }), middleCertificate)],
    ['comes without its issuer', chain(underMiddle())],
    [
      'comes by an issuer with constraints, which are not understood here',
      chain(underMiddle(), issueCertificate({ ...middle, isAuthority: true, isConstrained: true }, ALWAYS, root)),
    ],
  ])('T4: one that %s gets nothing, whatever the time is', async (_name, certificate) => {
    begin(certificate, { at: NOW - 60 * DAY_MS });
    expect(await post()).toBe('silence');
    expect(await post(true)).toBe('silence');
    expect(listener.received).toBe(0);
  });
});

describe('a certificate that the wall clock finds valid', () => {
  it('T5: is not, when it is out of date by the attested time', async () => {
    begin(chain(underMiddle({}, VALID), middleCertificate), { at: VALID.to + 1_000 });
    expect(await post()).toBe('out-of-date');
    expect(listener.received).toBe(0);
  });

  it('T5: a connection that was opened before the time was known is not used any more', async () => {
    begin(chain(underMiddle({}, VALID), middleCertificate));
    expect(await post()).toBe('sent');
    known.at = VALID.to + 1_000;
    expect(await post()).toBe('out-of-date');
    expect(listener.received).toBe(1);
  });

  it('is good where no server ever said what time it is', async () => {
    begin(chain(underMiddle({}, VALID), middleCertificate), { offsetMs: null, trust: 'untrusted', at: 0 });
    expect(await post()).toBe('sent');
  });

  it('for another address gets nothing', async () => {
    begin(chain(underMiddle({ address: '127.0.0.2' }, VALID), middleCertificate));
    expect(await post(true)).toBe('silence');
    expect(listener.received).toBe(0);
  });
});
