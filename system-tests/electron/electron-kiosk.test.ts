import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChannelArgs, KioskBridge } from '#kiosk/bridge/contract.ts';
import type { KioskView } from '#kiosk/core/view.ts';
import type { FakeServer } from '#kiosk/sync/testing/fake-server.ts';
import { kioskVi } from '#shared/i18n/kiosk.vi.ts';
import { onThisMachine } from '#shared/testing/machine-pace.ts';
import { fakeCameraFlags } from '../support/chromium.ts';
import { writeFakeCamera } from '../support/fake-camera.ts';
import { binary, type ElectronKiosk, launchKiosk, root } from './electron-app.ts';

declare global {
  interface Window {
    readonly kioskBridge?: KioskBridge;
  }
}

const BACK_WITHIN_MS = 3_000;
const CARD = '046185000123|191234567|Nguyễn Thị Hương|12031985|Nữ|12 Lê Lợi, Vĩnh Ninh, TP Huế|20042021';

let started: ElectronKiosk;
let data: string;
let server: FakeServer;
let app: ElectronApplication;
let page: Page;
const complaints: string[] = [];

const viewOf = (): Promise<KioskView> =>
  page.evaluate(() => window.kioskBridge?.call('view', {}) as Promise<KioskView>);
const screenName = async (): Promise<string> => (await viewOf()).screen.name;
const intend = (intent: ChannelArgs<'intent'>): Promise<unknown> =>
  page.evaluate((each) => window.kioskBridge?.call('intent', each), intent);

async function keepPicture(name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `electron-${name}.png`) });
}

/** Process ids whose command line names the core and this test's folder. */
const coreProcesses = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return line.includes('core.mjs') && line.includes(data);
      } catch {
        return false;
      }
    })
    .map(Number);

async function start(flags: readonly string[]): Promise<void> {
  started = await launchKiosk(flags);
  ({ data, server, app, page } = started);
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
}

const stop = (): Promise<void> => started?.stop();

describe.skipIf(binary === undefined)('the kiosk in Electron', () => {
  beforeAll(async () => {
    await start(['--use-fake-device-for-media-stream']);
  }, 120_000);

  afterAll(stop);

  it('draws the idle screen, paired, in Vietnamese', async () => {
    await expect.poll(screenName, { timeout: 20_000 }).toBe('idle');
    await page.getByText(kioskVi.idle.hold).first().waitFor();
    expect(page.url()).toBe('app://kiosk/index.html');
    expect((await viewOf()).venue?.venueName).toBe('Bộ phận Một cửa');
    expect((await page.screenshot()).length).toBeGreaterThan(10_000);
    await keepPicture('idle');
  });

  it('gives the page the bridge and nothing of Node or Electron', async () => {
    const seen = await page.evaluate(() => ({
      bridge: Object.keys(window.kioskBridge ?? {}).toSorted(),
      node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer'].filter(
        (name) => name in window,
      ),
    }));
    expect(seen).toEqual({ bridge: ['call', 'on'], node: [] });
    const unknown = page.evaluate(() => window.kioskBridge?.call('format-disk' as 'view', {}));
    await expect(unknown).rejects.toThrow(/unknown channel/);
    const bad = page.evaluate(() => window.kioskBridge?.call('intent', { do: 'explode' } as never));
    await expect(bad).rejects.toThrow(/Invalid|invalid/);
  });

  it('is sandboxed, isolated and without Node by its own account', async () => {
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      const { sandbox, contextIsolation, nodeIntegration, webSecurity } = contents.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webSecurity };
    });
    expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true });
  });

  it('goes nowhere and opens nothing', async () => {
    const before = page.url();
    await page.evaluate((url) => {
      window.location.href = url;
    }, server.url);
    expect(await page.evaluate((url) => window.open(url), server.url)).toBeNull();
    await page.evaluate((url) => {
      const link = Object.assign(document.createElement('a'), { href: url, target: '_blank' });
      document.body.append(link);
      link.click();
      link.remove();
    }, server.url);
    expect(await page.evaluate(() => window.location.href)).toBe(before);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it('runs no foreign script, asks no foreign server and serves nothing outside the screen', async () => {
    const result = await page.evaluate(async (url) => {
      const script = document.createElement('script');
      let refusal = '';
      try {
        script.textContent = 'window.injected = true';
      } catch (error) {
        // Trusted Types: text does not even become a script.
        refusal = (error as Error).name;
      }
      document.head.append(script);
      const status = (address: string): Promise<unknown> =>
        fetch(address).then(
          (response) => response.status,
          () => 'refused',
        );
      return {
        refusal,
        injected: 'injected' in window,
        foreign: await status(url),
        outside: await status('app://kiosk/..%2f..%2fpackage.json'),
        elsewhere: await status('app://kiosk/package.json'),
      };
    }, server.url);
    expect(result).toEqual({ refusal: 'TypeError', injected: false, foreign: 'refused', outside: 404, elsewhere: 404 });
  });

  it('lets the page have the camera, not the microphone, the place or the clipboard', async () => {
    const media = (wish: MediaStreamConstraints): Promise<string> =>
      page.evaluate(
        (constraints) =>
          navigator.mediaDevices.getUserMedia(constraints).then(
            (stream) => {
              for (const track of stream.getTracks()) track.stop();
              return 'granted';
            },
            (error: DOMException) => error.name,
          ),
        wish,
      );
    expect(await media({ video: true })).toBe('granted');
    expect(await media({ audio: true })).toBe('NotAllowedError');
    expect(await media({ audio: true, video: true })).toBe('NotAllowedError');
    const others = await page.evaluate(async () => [
      await Notification.requestPermission(),
      (await navigator.permissions.query({ name: 'geolocation' })).state,
    ]);
    expect(others).toEqual(['denied', 'denied']);
  });

  it('watches through the camera, the reader at work in its worker', async () => {
    await expect.poll(() => page.workers().length, { timeout: 10_000 }).toBeGreaterThan(0);
    await expect
      .poll(() => page.evaluate(() => document.querySelector('video')?.readyState ?? 0), { timeout: 10_000 })
      .toBeGreaterThanOrEqual(2);
  });

  it('records a check-in: from the bridge to the disk, sealed, and to the server', async () => {
    await page.evaluate(
      (text) => window.kioskBridge?.call('scan', { text, encoding: 'text', source: 'camera', seenAt: Date.now() }),
      CARD,
    );
    await expect.poll(screenName).toBe('declaration');
    await keepPicture('declaration');
    const { screen } = await viewOf();
    const asked = screen.name === 'declaration' ? screen.ask : [];
    for (const question of asked) await intend({ do: 'answer', answer: { question, answer: 'no', checked: [] } });
    await expect.poll(screenName).toBe('phone');
    await intend({ do: 'skip-phone' });
    await expect.poll(screenName).toBe('result');
    await keepPicture('result');
    await expect.poll(() => server.stored.size, { timeout: 10_000 }).toBe(1);
    const [body] = [...server.stored.values()];
    expect(JSON.parse(body ?? '')).toMatchObject({ kind: 'arrived', way: 'citizen-card', verdict: 'welcome' });
    for (const file of readdirSync(data).filter((name) => name.startsWith('kiosk.db'))) {
      const bytes = readFileSync(join(data, file));
      expect([bytes.includes('046185000123'), bytes.includes('Hương')]).toEqual([false, false]);
    }
  });

  it.each(['SIGKILL', 'SIGSTOP'] as const)(
    'shows out-of-order and has its core back after %s',
    { retry: 2 },
    async (signal) => {
      await page.evaluate(() => {
        const seen: string[] = [];
        Object.assign(window, { seenScreens: seen });
        window.kioskBridge?.on('view', ({ screen }) => seen.push(screen.name));
      });
      await viewOf();
      const [core] = coreProcesses();
      const since = performance.now();
      process.kill(core ?? 0, signal);
      const seen = (): Promise<string[]> =>
        page.evaluate(() => (window as unknown as { seenScreens: string[] }).seenScreens);
      await expect
        .poll(seen, { timeout: 15_000, interval: 20 })
        .toEqual(expect.arrayContaining(['out-of-order', 'idle']));
      expect(performance.now() - since).toBeLessThan(onThisMachine(BACK_WITHIN_MS));
      expect(coreProcesses()).not.toContain(core);
    },
  );

  it('says in one sentence that its folder is taken, and ends with code 1', () => {
    const args = [
      root,
      '--disable-gpu',
      `--data=${data}`,
      `--server=${server.url}`,
      `--node=${process.execPath}`,
      '--windowed',
    ];
    let ending: { status?: number; stderr?: string } = {};
    try {
      execFileSync(binary ?? '', args, { encoding: 'utf8', stdio: 'pipe', timeout: 20_000 });
    } catch (error) {
      ending = error as typeof ending;
    }
    expect(ending.status).toBe(1);
    expect(ending.stderr).toContain('Another kiosk is running on');
  });

  it('complained of nothing but what was refused on purpose', () => {
    const onPurpose =
      /inline script|'TrustedScript' assignment|Refused to connect|connect-src|Not allowed to launch|Failed to fetch|404|injected|ERR_/;
    expect(complaints.filter((line) => !onPurpose.test(line))).toEqual([]);
  });

  it.each(['SIGKILL', 'SIGSTOP'] as const)('has its page back after %s', { retry: 2 }, async (signal) => {
    const pid = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    );
    // Asked of the main process: the page's own connection dies with it.
    const stateOf = () =>
      app.evaluate(async ({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        const hanging = new Promise<string>((resolve) => setTimeout(resolve, 200, 'nothing'));
        const drawn = contents?.executeJavaScript("document.querySelector('.kiosk').className").catch(() => 'nothing');
        return { pid: contents?.getOSProcessId(), drawn: await Promise.race([drawn, hanging]) };
      });
    const since = performance.now();
    process.kill(pid ?? 0, signal);
    await expect
      .poll(
        async () => {
          const state = await stateOf();
          return state.pid === pid ? 'the old page' : String(state.drawn);
        },
        { timeout: 15_000, interval: 20 },
      )
      .toContain('kiosk--idle');
    expect(performance.now() - since).toBeLessThan(onThisMachine(BACK_WITHIN_MS));
    expect(readFileSync(join(data, 'logs', 'kiosk.log'), 'utf8')).toContain("the page's process is gone");
  });

  it('leaves no core behind', async () => {
    await app.close();
    await expect.poll(coreProcesses, { timeout: 10_000 }).toEqual([]);
  });
});

describe.skipIf(binary === undefined)('a citizen card held to the camera of the kiosk in Electron', () => {
  let films: string;
  beforeAll(async () => {
    films = mkdtempSync(join(tmpdir(), 'kiosk-films-'));
    const film = join(films, 'card.y4m');
    const scenes = [
      { seconds: 2, text: null },
      { seconds: 4, text: CARD },
    ];
    await writeFakeCamera(film, scenes, { width: 800, height: 600, framesPerSecond: 5 });
    await start(fakeCameraFlags(film));
  }, 120_000);
  afterAll(async () => {
    await stop();
    rmSync(films, { recursive: true, force: true });
  });

  it('is read, declared with two touches, welcomed and stored', async () => {
    await expect.poll(screenName, { timeout: 15_000 }).toBe('declaration');
    await page.getByRole('button', { name: new RegExp(`^${kioskVi.declaration.no}`) }).click();
    await page.getByRole('button', { name: kioskVi.phone.skip }).click();
    await page.getByText(kioskVi.result.welcome).waitFor();
    await keepPicture('card-welcome');
    await expect.poll(() => server.stored.size, { timeout: 10_000 }).toBe(1);
    const [body] = [...server.stored.values()];
    expect(JSON.parse(body ?? '')).toMatchObject({ way: 'citizen-card', assurance: 'document', verdict: 'welcome' });
  }, 40_000);
});
