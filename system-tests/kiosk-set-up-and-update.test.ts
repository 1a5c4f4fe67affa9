import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Owner, registerOwner, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { kioskListSchema, pairingCodeSchema } from '#shared/contract/portal-api.ts';
import { press, t } from './story/door.ts';
import { goHome, openStaffPage, openStaffPages } from './story/staff.ts';
import { startProgram } from './support/child-process.ts';
import { fakeCameraFlags, keepScreenshot, launchChromium } from './support/chromium.ts';
import { writeFakeCamera } from './support/fake-camera.ts';

const PIN = '246813';
const ROOT = new URL('..', import.meta.url).pathname;
const PATIENCE = { timeout: 60_000, interval: 200 };

let folder: string;
let test: TestServer;
let owner: Owner;
let supervisor: ChildProcess;
let browser: Browser;
let page: Page;
let ticking: NodeJS.Timeout;
const readyUrls: string[] = [];

const at = (...names: string[]): string => join(folder, ...names);
const appImage = (): string => readFileSync(at('kiosk.AppImage'), 'utf8');

/** One file that starts the whole kiosk, as an AppImage is. */
const program = (name: string, more = ''): string =>
  ['#!/bin/sh', `# ${name}`, `echo $$ > '${at('pid')}'`, `echo ${name} >> '${at('starts')}'`]
    .concat(`export APPIMAGE='${at('kiosk.AppImage')}' ${more}`)
    .concat(`exec '${process.execPath}' '${join(ROOT, 'kiosk/browser-host/main.ts')}' "$@"`, '')
    .join('\n');

function writeProgram(file: string, text: string): string {
  writeFileSync(at(file), text);
  chmodSync(at(file), 0o755);
  return at(file);
}

/** As systemd would: starts it again, however it ended. */
const SUPERVISE = `i=0; while [ $i -lt 15 ] && [ ! -e "$1/stop" ]; do
  "$1/kiosk.AppImage" --data "$1/kiosk" --port 0 --serial none --supervised; i=$((i+1)); sleep 0.2; done`;

const starts = (): string[] => readFileSync(at('starts'), 'utf8').trim().split('\n');

/** The next address that a started kiosk tells. */
async function openKiosk(known: number): Promise<void> {
  await vi.waitFor(() => expect(readyUrls.length).toBeGreaterThan(known), PATIENCE);
  await page.goto(readyUrls.at(-1) ?? '');
}

async function offer(file: string, version: string): Promise<string> {
  const cli = startProgram('server/cli.ts', [
    ...['updates', 'offer', file, '--version', version],
    ...['--platform', `linux-${process.arch}`, '--data', at('server')],
  ]);
  const line = await cli.waitForLine((text) => text.startsWith(version));
  await cli.stop();
  return line;
}

/** Staff make it ask at once instead of with the next heartbeat. */
async function syncNow(): Promise<void> {
  await openStaffPage(page, 'connection');
  await press(page, t('staff.connection.sync'));
  await page.getByText(t('staff.connection.syncing')).waitFor({ state: 'detached' });
  await goHome(page);
}

async function install(version: string): Promise<void> {
  await openStaffPages(page, PIN);
  await syncNow();
  await openStaffPage(page, 'system');
  await page.getByText(t('staff.system.update.downloaded', { version })).waitFor({ timeout: 60_000 });
  await keepScreenshot(page, `update-downloaded-${version}`);
  await page.getByRole('button', { name: t('staff.system.update.install') }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('staff.system.update.install') })
    .click();
}

describe.skipIf(process.platform !== 'linux')('a kiosk out of its box', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'set-up-'));
    test = await startTestServer({ dataDir: at('server') });
    ticking = setInterval(() => (test.now = Date.now()), 100);
    owner = await registerOwner(test.url);
    await owner.call('PATCH', `/venues/${owner.venueId}/door`, { staffPin: PIN });
    writeProgram('kiosk.AppImage', program('first'));
    supervisor = spawn('/bin/sh', ['-c', SUPERVISE, 'supervisor', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    if (!supervisor.stdout) throw new Error('no output');
    createInterface({ input: supervisor.stdout }).on('line', (line) => {
      if (line.startsWith('{"ready"')) readyUrls.push((JSON.parse(line) as { url: string }).url);
    });
  }, 60_000);

  afterAll(async () => {
    clearInterval(ticking);
    writeFileSync(at('stop'), '');
    const ended = new Promise((resolve) => supervisor.once('exit', resolve));
    if (existsSync(at('pid'))) process.kill(Number(readFileSync(at('pid'), 'utf8')), 'SIGTERM');
    await Promise.allSettled([browser?.close(), ended]);
    await test?.close();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('is set up by one look at the portal’s code: no address was given to it, and nothing is typed', async () => {
    const answer = await owner.call('POST', `/entrances/${owner.entranceId}/pairing-codes`);
    const { qrText } = pairingCodeSchema.parse(await answer.json());
    const video = at('camera.y4m');
    await writeFakeCamera(video, [
      { seconds: 1, text: null },
      { seconds: 3, text: qrText },
    ]);
    browser = await launchChromium(fakeCameraFlags(video));
    page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
    await openKiosk(0);
    await page.locator('.kiosk--unpaired').waitFor();
    await keepScreenshot(page, 'set-up-unpaired');
    // The code is still held up, and is of no use to a kiosk that has its place.
    await page.locator('.kiosk--idle').or(page.locator('.kiosk--refused')).first().waitFor(PATIENCE);
    const list = await owner.call('GET', `/venues/${owner.venueId}/kiosks`);
    expect(kioskListSchema.parse(await list.json()).kiosks).toHaveLength(1);
    await browser.close();
  }, 120_000);

  it('fetches what the server offers, and the staff put it in its place', async () => {
    const known = readyUrls.length - 1;
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
    process.kill(Number(readFileSync(at('pid'), 'utf8')), 'SIGTERM');
    await openKiosk(known + 1);
    await page.locator('.kiosk--idle').waitFor();
    const second = program('second', `# ${'x'.repeat(700_000)}`);
    expect(await offer(writeProgram('second', second), '9.0.0')).toContain(`${second.length} bytes`);
    const before = appImage();
    const count = readyUrls.length;
    await install('9.0.0');
    await openKiosk(count);
    await page.locator('.kiosk--idle').waitFor();
    expect(appImage()).toBe(second);
    expect(readFileSync(at('kiosk.AppImage.previous'), 'utf8')).toBe(before);
    expect(starts().at(-1)).toBe('second');
    expect(existsSync(at('kiosk', 'updates', 'trial.json'))).toBe(true);
    await vi.waitFor(() => expect(existsSync(at('kiosk', 'updates', 'trial.json'))).toBe(false), PATIENCE);
  }, 180_000);

  it('goes back by itself to the version before when a new one does not come up, and never tries it again', async () => {
    writeFileSync(at('die.cjs'), "if (process.argv[1]?.endsWith('kiosk/process/main.ts')) process.exit(1);\n");
    const broken = program('broken', `NODE_OPTIONS='--require ${at('die.cjs')}'`);
    await offer(writeProgram('broken', broken), '9.1.0');
    const count = readyUrls.length;
    await install('9.1.0');
    await openKiosk(count);
    await page.locator('.kiosk--idle').waitFor();
    // Three tries, and the fourth one gives up.
    expect(starts().slice(-5)).toEqual(['broken', 'broken', 'broken', 'broken', 'second']);
    expect(appImage()).toContain('# second');
    await openStaffPages(page, PIN);
    await syncNow();
    await openStaffPage(page, 'system');
    await page.getByText(t('staff.system.update.rolled-back', { version: '9.1.0' })).waitFor(PATIENCE);
    await keepScreenshot(page, 'update-rolled-back');
    await vi.waitFor(async () => {
      const list = await owner.call('GET', `/venues/${owner.venueId}/kiosks`);
      const [kiosk] = kioskListSchema.parse(await list.json()).kiosks;
      expect(kiosk?.status?.update).toMatchObject({ state: 'rolled-back', version: '9.1.0' });
    }, PATIENCE);
  }, 180_000);
});
