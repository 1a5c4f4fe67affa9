import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePassText } from '#shared/codes/visitor-pass.ts';
import { passResponseSchema, passTermsSchema, VISITOR_API } from '#shared/contract/visitor-api.ts';
import { addDays, DAY_MS } from '#shared/domain/instant.ts';
import { createVerifier } from '#shared/sealing/signing.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let test: TestServer;
beforeAll(async () => {
  test = await startTestServer();
});
afterAll(() => test.close());

const ask = (body: object) =>
  fetch(`${test.url}${VISITOR_API}/passes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Hồ Thị Bạch', phone: '0905 111 222', language: 'vi', consentVersion: 1, ...body }),
  });

describe('visitor pass', () => {
  it('states its terms', async () => {
    const terms = passTermsSchema.parse(await (await fetch(`${test.url}${VISITOR_API}/pass-terms`)).json());
    expect(terms).toMatchObject({ validDays: 14, consent: { version: 1 } });
  });

  it('is signed under a published key, nameless, and leads the server to the contact while it is valid', async () => {
    const response = await ask({});
    expect(response.status).toBe(201);
    const { passText, tail, expiresOn } = passResponseSchema.parse(await response.json());
    const pass = parsePassText(passText);
    if (pass?.kind !== 'visitor-pass') throw new Error('no pass');
    const { keys, passes, clock } = test.server.services;
    const key = keys.passKeys.find(({ keyId }) => keyId === pass.keyId);
    const verifier = await createVerifier(key!.publicKey);
    expect(await verifier.verify(pass.signedBytes, pass.signature)).toBe(true);
    expect(expiresOn).toBe(addDays(clock.today(), 14));
    expect(pass.expiresOn).toBe(expiresOn);
    expect(tail).toBe(pass.passId.slice(-3).toUpperCase());
    const contact = { v: 1, name: 'Hồ Thị Bạch', phone: '+84905111222', passId: pass.passId };
    expect(await passes.findContact(pass.passId)).toEqual(contact);
    test.now += 15 * DAY_MS;
    expect(await passes.findContact(pass.passId)).toBeNull();
  });

  it.each([
    [{ phone: '0000' }, 400, { code: 'invalid-input', fields: { phone: 'not-a-phone' } }],
    [{ consentVersion: 2 }, 409, { code: 'conflict', fields: { consentVersion: 'outdated' } }],
  ])('refuses %j', async (change, status, problem) => {
    const response = await ask(change);
    expect([response.status, await response.json()]).toMatchObject([status, problem]);
  });
});
