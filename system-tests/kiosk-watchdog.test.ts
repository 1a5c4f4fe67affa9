import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeServer } from '#kiosk/sync/testing/fake-server.ts';
import { onThisMachine } from '#shared/testing/machine-pace.ts';
import { type Running, readyLine, startProgram } from './support/child-process.ts';
import { findProcesses, lookInto, writeTestBrowser } from './support/kept-browser.ts';

const BACK_WITHIN_MS = 3_000;
const PATIENCE = { timeout: 20_000, interval: 50 };
/** Other tests at the same time take the machine away for seconds; what is measured is the kiosk. */
const MEASURED = { retry: 2, timeout: 40_000 };
const RENDERER = 'renderer';

interface Ready {
  readonly url: string;
  readonly open: boolean;
}

/** What the one page of the kiosk's browser says; throws while there is none. */
async function askPage<T>(data: string, ask: (page: Page) => Promise<T>): Promise<T> {
  const browser = await lookInto(data);
  try {
    const pages = browser.contexts().flatMap((context) => context.pages());
    const [page] = pages;
    if (pages.length !== 1 || page === undefined) throw new Error(`${pages.length} pages`);
    return await ask(page);
  } finally {
    await browser.close();
  }
}

/** Runs in the page: when its first text was on the screen, in ms since 1970. */
const firstDrawnAt = (): number =>
  performance.timeOrigin + (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN);

interface Noted {
  shown: { name: string; at: number }[];
  stopNoting?: () => void;
}

/** Runs in the page: which screen was drawn when (ms since 1970). Looking in from outside takes time of its own. */
function noteScreens(): void {
  const noted = window as unknown as Noted;
  noted.stopNoting?.();
  noted.shown = [];
  const look = (): void => {
    const name = /kiosk--([\w-]+)/.exec(document.querySelector('.kiosk')?.className ?? '')?.[1] ?? 'nothing';
    if (name !== last) noted.shown.push({ name, at: Date.now() });
    last = name;
  };
  let last = 'idle';
  const observer = new MutationObserver(look);
  observer.observe(document.body, { subtree: true, attributes: true, childList: true });
  noted.stopNoting = () => observer.disconnect();
}

describe('a kiosk that runs for months, in a browser of its own', () => {
  let folder: string;
  let data: string;
  let server: FakeServer;
  let kiosk: Running;
  let ready: Ready;

  const core = (): number => {
    const [found] = findProcesses(data).filter(({ command }) => command.includes('kiosk/process/main.ts'));
    if (!found) throw new Error('no core');
    return found.pid;
  };
  const browserProcesses = (type?: string): number[] =>
    findProcesses(`--user-data-dir=${join(data, 'browser-profile')}`)
      .filter(({ command }) => (type === undefined ? !command.includes('--type=') : command.includes(`--type=${type}`)))
      .map(({ pid }) => pid);
  const said = (): string[] =>
    kiosk
      .stderr()
      .split('\n')
      .flatMap((line) => (line.startsWith('{') ? [(JSON.parse(line) as { msg: string }).msg] : []));
  const screenName = (): Promise<string> =>
    askPage(data, async (page) => {
      const shown = await page.evaluate(() => document.querySelector('.kiosk')?.className ?? '');
      return /kiosk--([\w-]+)/.exec(shown)?.[1] ?? 'nothing';
    });
  /** Without asking the page, which must not be disturbed while it is measured. */
  async function untilSaid(message: RegExp, times: number): Promise<void> {
    await expect.poll(() => said().filter((line) => message.test(line)).length, PATIENCE).toBeGreaterThanOrEqual(times);
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'watchdog-'));
    data = join(folder, 'kiosk');
    server = await FakeServer.listen();
    server.serverTime = Date.now();
    const args = ['--data', data, '--port', '0', '--server', server.url, '--pair', server.code, '--serial', 'none'];
    process.env['KIOSK_BROWSER'] = writeTestBrowser(folder);
    process.env['DISPLAY'] ??= ':none';
    kiosk = startProgram('kiosk/browser-host/main.ts', [...args, '--open']);
    ready = await readyLine<Ready>(kiosk);
  }, 60_000);
  afterAll(async () => {
    await kiosk?.stop();
    await server?.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('is on the screen by itself, alone, and its link is nowhere to be read', async () => {
    await expect.poll(screenName, PATIENCE).toBe('idle');
    expect(ready).toMatchObject({ open: true, url: expect.not.stringContaining('token') });
    const seen = await askPage(data, (page) =>
      page.evaluate(async () => ({
        address: window.location.href,
        wayBack: window.history.length,
        camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
          () => 'granted',
          (error: DOMException) => error.name,
        ),
        microphone: await navigator.mediaDevices.getUserMedia({ audio: true }).then(
          () => 'granted',
          (error: DOMException) => error.name,
        ),
        sound: new AudioContext().state,
        place: (await navigator.permissions.query({ name: 'geolocation' })).state,
        outside: await fetch('https://checkin.example.vn').then(
          () => 'reached',
          () => 'refused',
        ),
      })),
    );
    expect(seen).toEqual({
      address: ready.url,
      wayBack: 1,
      camera: 'granted',
      microphone: 'NotAllowedError',
      sound: 'running',
      place: 'denied',
      outside: 'refused',
    });
    const commands = findProcesses(data).map(({ command }) => command);
    expect(commands.filter((command) => command.includes('token'))).toEqual([]);
    // The page's own policy refuses what is outside; this is for the browser around it.
    expect(commands.join('\n')).toContain('--host-resolver-rules=MAP * ~NOTFOUND');
    expect(statSync(join(data, 'browser-profile')).mode & 0o777).toBe(0o700);
  });

  it('closes any other window', async () => {
    const browser = await lookInto(data);
    const context = browser.contexts()[0];
    await context?.newPage().catch(() => undefined);
    await browser.close();
    await untilSaid(/another window/, 1);
    await expect.poll(screenName, PATIENCE).toBe('idle');
  });

  it.each(['SIGKILL', 'SIGSTOP'] as const)(
    'has its page back within three seconds after %s',
    MEASURED,
    async (signal) => {
      const before = browserProcesses(RENDERER);
      const since = Date.now();
      for (const pid of before) process.kill(pid, signal);
      await expect
        .poll(() => {
          const isNew = browserProcesses(RENDERER).every((pid) => !before.includes(pid));
          return isNew ? screenName() : 'the old page';
        }, PATIENCE)
        .toBe('idle');
      expect(await askPage(data, (page) => page.evaluate(firstDrawnAt))).toBeLessThan(
        since + onThisMachine(BACK_WITHIN_MS),
      );
    },
  );

  it.each(['SIGKILL', 'SIGSTOP'] as const)(
    'has its core back within three seconds after %s',
    MEASURED,
    async (signal) => {
      const before = core();
      await askPage(data, (page) => page.evaluate(noteScreens));
      const since = Date.now();
      process.kill(before, signal);
      const shown = () => askPage(data, (page) => page.evaluate(() => (window as unknown as Noted).shown));
      await expect
        .poll(async () => (await shown()).map(({ name }) => name), PATIENCE)
        .toEqual(['out-of-order', 'idle']);
      expect((await shown())[1]?.at).toBeLessThan(since + onThisMachine(BACK_WITHIN_MS));
      expect(core()).not.toBe(before);
      // It is the one that answers, and it is paired as before.
      expect(await askPage(data, (page) => page.getByText('Bộ phận Một cửa').first().textContent())).toContain(
        'Bộ phận',
      );
    },
  );

  it.each(['closed', 'killed'])('has its browser back when it is %s', async (how) => {
    const [before] = browserProcesses();
    if (how === 'killed') process.kill(before ?? 0, 'SIGKILL');
    else await askPage(data, (page) => page.close());
    await expect.poll(() => browserProcesses()[0] ?? before, PATIENCE).not.toBe(before);
    await expect.poll(screenName, PATIENCE).toBe('idle');
  });

  it('keeps in its log files what happened, for its own account alone', () => {
    const file = join(data, 'logs', 'kiosk.log');
    const text = readFileSync(file, 'utf8');
    for (const what of [
      'is started',
      'the core hung',
      'the core ended',
      'the page hung',
      'the page crashed',
      'the browser ended',
    ]) {
      expect(text).toContain(what);
    }
    expect(text).not.toContain('token');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('takes browser and core along when it ends', async () => {
    expect(await kiosk.stop()).toBe(0);
    await expect.poll(() => findProcesses(data), PATIENCE).toEqual([]);
  });
});
