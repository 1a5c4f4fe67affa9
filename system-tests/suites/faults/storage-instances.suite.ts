import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Headless } from '#kiosk/process/testing/run-headless.ts';
import { makePairingCode, registerOwner, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { makeFastFolder } from '../support/fast-folder.ts';

let folder: string;
let server: TestServer;
const running: Headless[] = [];

beforeAll(async () => {
  folder = makeFastFolder('storage-instances-');
  server = await startTestServer({ dataDir: join(folder, 'server') });
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((kiosk) => kiosk.kill()));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const dataDir = (): string => join(folder, 'kiosk');
function start(...more: string[]): Headless {
  const kiosk = new Headless(['--data', dataDir(), '--server', server.url, '--drain', '0', ...more]);
  running.push(kiosk);
  return kiosk;
}
const card = (n: number): string => `046185${900_000 + n}||Nguyễn Thị Hương|01021985|Nữ|Huế|10052021`;

it('two kiosks on one folder: the second says so and ends, the first goes on; a killed one leaves nothing in the way', async () => {
  const first = start('--pair', await makePairingCode(await registerOwner(server.url)));
  expect(await first.scan(card(1))).toEqual([expect.stringMatching(/^ACK/)]);
  const second = start();
  expect(await second.end()).toBe(1);
  expect((JSON.parse(second.stderr) as { fatal: string }).fatal).toContain(`Another kiosk is running on ${dataDir()}`);
  expect(await first.scan(card(2))).toEqual([expect.stringMatching(/^ACK/)]);

  // One that stands still has the folder all the same: it may go on at any moment.
  first.child.kill('SIGSTOP');
  expect(await start().end()).toBe(1);
  first.child.kill('SIGCONT');
  expect(await first.scan(card(5))).toEqual([expect.stringMatching(/^ACK/)]);

  await first.kill();
  const third = start();
  expect(await third.scan(card(3))).toEqual([expect.stringMatching(/^ACK/)]);
  await third.kill();

  // Left over from another time, or another program.
  writeFileSync(join(dataDir(), 'kiosk.lock'), '');
  writeFileSync(join(dataDir(), 'kiosk.lock-journal'), 'stale');
  const fourth = start();
  expect(await fourth.scan(card(4))).toEqual([expect.stringMatching(/^ACK/)]);
});
