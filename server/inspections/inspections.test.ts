import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Inspection, InspectionRound } from '#shared/contract/portal-ward-cases.ts';
import { appointOfficer, findCommunes, type Officer } from '../testing/officer.ts';
import { type Owner, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';

let test: TestServer;
let ward: Officer;
let colleague: Officer;
let elsewhere: Officer;
let owner: Owner;
beforeAll(async () => {
  test = await startTestServer();
  const [own, other] = await findCommunes(test);
  owner = await registerOwner(test.url);
  ward = await appointOfficer(test, 'ward-officer', own);
  colleague = await appointOfficer(test, 'ward-officer', own);
  elsewhere = await appointOfficer(test, 'ward-officer', other);
});
afterAll(() => test.close());

const FINE = { poster: 'yes', height: 'yes', readable: 'yes', guide: 'yes', kiosk: 'na', offline: 'na' };
const found = (basedOn: string | null, change: object = {}) => ({
  id: randomUUID(),
  venueId: owner.venueId,
  doneAt: test.now - 60_000,
  answers: { ...FINE, ...change },
  basedOn,
});
const send = async (by: Officer, input: object): Promise<Inspection> => {
  const response = await by.call('POST', '/ward/inspections', input);
  expect(response.status).toBe(201);
  return (await response.json()) as Inspection;
};

describe('inspections', () => {
  let first: string;

  it('are kept once however often a phone sends them', async () => {
    const input = found(null);
    first = input.id;
    expect(await send(ward, input)).toMatchObject({ passed: true, conflicts: false });
    expect(await send(ward, { ...input, answers: { ...FINE, poster: 'no' } })).toMatchObject({ passed: true });
    const { inspections } = (await (await ward.call('GET', `/ward/venues/${owner.venueId}/inspections`)).json()) as {
      inspections: Inspection[];
    };
    expect(inspections).toHaveLength(1);
  });

  it('of two people who knew nothing of each other both stay, and the later says so', async () => {
    test.now += 1_000;
    const mine = await send(ward, found(first, { guide: 'no' }));
    expect(mine).toMatchObject({ passed: false, conflicts: false });
    test.now += 1_000;
    expect(await send(colleague, found(first))).toMatchObject({ passed: true, conflicts: true });
  });

  it('are for the venues of the own units, which a phone takes along', async () => {
    expect((await elsewhere.call('POST', '/ward/inspections', found(null))).status).toBe(404);
    const round = (await (await ward.call('GET', '/ward/inspection-round')).json()) as InspectionRound;
    expect(round.venues).toMatchObject([{ id: owner.venueId, last: { passed: true } }]);
    const [own] = await findCommunes(test);
    expect((await elsewhere.call('GET', `/ward/inspection-round?unit=${own}`)).status).toBe(404);
  });
});
