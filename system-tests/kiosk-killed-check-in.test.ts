import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  makePairingCode,
  type Owner,
  registerOwner,
  startTestServer,
  type TestServer,
} from '#server/testing/test-server.ts';
import type { InsideList } from '#shared/contract/portal-door.ts';
import { type Running, readyLine, startProgram } from './support/child-process.ts';
import { launchChromium } from './support/chromium.ts';
import { findProcesses } from './support/kept-browser.ts';
import { hasSocat, layCable, type SerialLine } from './support/serial-line.ts';

const PATIENCE = { timeout: 30_000, interval: 100 };
/** Nobody stands before a screen that says nothing for longer. */
const TOLD_WITHIN_MS = 3_000;
/** From the touch that ends the declaration to the kill: before, within and after sealing and commit. */
const DELAYS_MS = [0, 0, 2, 4, 6, 9, 13, 20, 40];
/** Screens that tell a visitor what to do next. */
const TELLING = ['idle', 'out-of-order', 'result', 'storage-failed'];

const card = (n: number): string => `04609000456${n}||Trần Văn Đức|0203199${n}|Nam|Huế|20052021\r\n`;

interface Shown {
  readonly name: string;
  readonly at: number;
}
interface Noted {
  shown: Shown[];
}

/** Runs in the page: which screen was drawn when, ms since 1970. */
function noteScreens(): void {
  const noted = window as unknown as Noted;
  noted.shown = [];
  const look = (): void => {
    const name = /kiosk--([\w-]+)/.exec(document.querySelector('.kiosk')?.className ?? '')?.[1] ?? 'nothing';
    if (noted.shown.at(-1)?.name !== name) noted.shown.push({ name, at: Date.now() });
  };
  look();
  new MutationObserver(look).observe(document.body, { subtree: true, attributes: true, childList: true });
}

describe.skipIf(!hasSocat || process.platform !== 'linux')('a core that is killed in the middle of a check-in', () => {
  let folder: string;
  let test: TestServer;
  let owner: Owner;
  let kiosk: Running;
  let serial: SerialLine;
  let browser: Browser;
  let page: Page;
  let ticking: NodeJS.Timeout;

  const core = (): number => {
    const [found] = findProcesses(join(folder, 'kiosk')).filter(({ command }) => command.includes('process/main.ts'));
    if (!found) throw new Error('no core');
    return found.pid;
  };
  const shown = (): Promise<Shown[]> => page.evaluate(() => (window as unknown as Noted).shown);
  const inside = async (): Promise<InsideList['people']> =>
    ((await (await owner.call('GET', `/venues/${owner.venueId}/inside`)).json()) as InsideList).people;

  /** The scanner comes back with the core; a person holds the card there until something happens. */
  async function beginVisit(n: number): Promise<void> {
    await vi.waitFor(
      async () => {
        await serial.scan(card(n));
        await page.locator('.kiosk--declaration, .kiosk--result').first().waitFor({ timeout: 1_000 });
      },
      { ...PATIENCE, interval: 300 },
    );
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'killed-'));
    test = await startTestServer({ dataDir: join(folder, 'server') });
    ticking = setInterval(() => (test.now = Date.now()), 100);
    owner = await registerOwner(test.url);
    await owner.call('PATCH', `/venues/${owner.venueId}/door`, { choices: { askPhoneAfterCode: false } });
    serial = await layCable(folder);
    kiosk = startProgram('kiosk/browser-host/main.ts', [
      ...['--data', join(folder, 'kiosk'), '--port', '0', '--server', test.url, '--serial', serial.port],
      ...['--pair', await makePairingCode(owner)],
    ]);
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
    await page.goto((await readyLine<{ url: string }>(kiosk)).url);
    await page.locator('.kiosk--idle').waitFor();
    await page.evaluate(noteScreens);
  }, 90_000);

  afterAll(async () => {
    clearInterval(ticking);
    await Promise.allSettled([browser?.close(), serial?.unplug(), kiosk?.stop()]);
    await test?.close();
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  it('E1, E2: what was acknowledged is there, nothing is doubled, and the visitor is told what to do within 3 s', async () => {
    const acknowledged: number[] = [];
    const told: number[] = [];
    for (const [n, delayMs] of DELAYS_MS.entries()) {
      // One visitor after the other, as at a door.
      /* oxlint-disable no-await-in-loop */
      await page.locator('.kiosk--idle').waitFor(PATIENCE);
      await beginVisit(n);
      const [pid, before] = [core(), (await shown()).length];
      await page.locator('.big-button--no').click();
      await delay(delayMs);
      const killedAt = Date.now();
      process.kill(pid, 'SIGKILL');
      await vi.waitFor(async () => {
        const since = (await shown()).slice(before);
        expect(TELLING).toContain(since.at(-1)?.name);
      }, PATIENCE);
      const since = (await shown()).slice(before);
      if (since.some(({ name }) => name === 'result')) acknowledged.push(n);
      const first = since.find(({ name }) => TELLING.includes(name));
      told.push(Math.max(0, (first?.at ?? Number.POSITIVE_INFINITY) - killedAt));
      // Whoever saw no welcome does what the screen says: they show their card once more.
      await page.locator('.kiosk--idle').waitFor(PATIENCE);
      if (acknowledged.includes(n)) continue;
      await beginVisit(n);
      if (await page.locator('.kiosk--declaration').isVisible()) await page.locator('.big-button--no').click();
      await page.locator('.kiosk--result').waitFor();
      /* oxlint-enable no-await-in-loop */
    }
    process.stdout.write(`told after ms: ${told.join(' ')}; acknowledged before the kill: ${acknowledged.length}\n`);
    expect(told.every((ms) => ms <= TOLD_WITHIN_MS)).toBe(true);
    // Everybody is inside, and once: by all that reached the server.
    await vi.waitFor(async () => expect(await inside()).toHaveLength(DELAYS_MS.length), PATIENCE);
    // No attempt was written down twice: at most one arrival before the kill, and one of who showed the card again.
    const rows = await test.server.services.store.read.selectFrom('visits').select(['id', 'same_as']).execute();
    expect(rows.length).toBeLessThanOrEqual(2 * DELAYS_MS.length - acknowledged.length);
    expect(rows.filter((row) => row.same_as === null)).toHaveLength(DELAYS_MS.length);
  }, 240_000);
});
