import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Kiosk } from '#shared/contract/portal-api.ts';
import type { EventId } from '#shared/domain/ids.ts';
import {
  makePairingCode,
  type Owner,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../server/testing/test-server.ts';
import { type Running, startProgram } from './support/child-process.ts';

let folder: string;
let server: TestServer;
let owner: Owner;
const running: Running[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-clone-'));
  server = await startTestServer();
  owner = await registerOwner(server.url);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((kiosk) => kiosk.stop()));
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function startKiosk(data: string, ...more: string[]): Running {
  const args = ['--data', data, '--server', server.url, ...more];
  const kiosk = startProgram('kiosk/process/headless.ts', args);
  running.push(kiosk);
  return kiosk;
}

/** @returns the id that the kiosk answered with: it is on its disk. */
async function admit(kiosk: Running, phone: string): Promise<EventId> {
  const before = kiosk.lines.filter((line) => line.startsWith('ACK')).length;
  kiosk.process.stdin?.write(`${phone}\n`);
  await vi.waitFor(() => expect(kiosk.lines.filter((line) => line.startsWith('ACK')).length).toBe(before + 1), 20_000);
  return kiosk.lines
    .filter((line) => line.startsWith('ACK'))
    .at(-1)
    ?.split(' ')[1] as EventId;
}

const store = () => server.server.services.store.read;
const inLog = async () => (await store().selectFrom('visit_events').select('id').execute()).map(({ id }) => id);
const putAside = () => store().selectFrom('quarantine').select(['event_id', 'code', 'resolved_at']).execute();
const kiosks = async () =>
  ((await (await owner.call('GET', `/venues/${owner.venueId}/kiosks`)).json()) as { kiosks: Kiosk[] }).kiosks;

/** What a citizen card's code says; another number each time. */
const card = (number: number): string =>
  `0460900${String(number).padStart(5, '0')}||Nguyễn Văn A|01011990|Nam|12 Lê Lợi, Huế|01012022`;

it('S16: two machines with one copied disk: both go on, both are seen, nothing is dropped, one decision puts all into the log', async () => {
  const [original, copy] = [join(folder, 'original'), join(folder, 'copy')];
  const first = startKiosk(original, '--pair', await makePairingCode(owner));
  const ids = [await admit(first, card(1))];
  await vi.waitFor(async () => expect(await inLog()).toEqual(ids), 20_000);
  await first.stop();
  running.splice(0);
  cpSync(original, copy, { recursive: true });

  const [a, b] = [startKiosk(original), startKiosk(copy)];
  for (const number of [2, 3, 4]) ids.push(await admit(a, card(number)), await admit(b, card(number + 10)));
  const together = async (): Promise<string[]> => [
    ...(await inLog()),
    ...(await putAside()).map(({ event_id }) => event_id),
  ];
  await vi.waitFor(async () => expect((await together()).toSorted()).toEqual(ids.toSorted()), {
    timeout: 40_000,
    interval: 200,
  });
  expect(new Set((await putAside()).map(({ code }) => code))).toEqual(new Set(['counter-fork']));
  const [flagged] = await kiosks();
  expect(flagged?.alerts).toContain('cloned');
  expect(flagged?.quarantined).toBe((await putAside()).length);

  const path = `/kiosks/${flagged?.id}/quarantine/release`;
  const released = await owner.call('POST', path, { code: 'counter-fork' });
  expect(await released.json()).toMatchObject({ settled: flagged?.quarantined, kept: 0 });
  expect((await inLog()).toSorted()).toEqual(ids.toSorted());
}, 120_000);
