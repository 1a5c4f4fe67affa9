import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import golden from '#shared/codes/vectors.json' with { type: 'json' };
import { collectForeignRequests, fakeCameraFlags, launchChromium } from '../../../system-tests/support/chromium.ts';
import { type FakeCameraOptions, type FakeScene, writeFakeCamera } from '../../../system-tests/support/fake-camera.ts';

const PASS = golden.vectors[0]?.text ?? '';
const CARD = '046185001234|191234567|Nguyễn Thị Hương|01021985|Nữ|12 Lê Lợi, Phú Hội, Thành phố Huế|10052021';
/** As the kiosk serves its screen. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** What the test page keeps of what the camera said. */
interface Diary {
  readonly states: string[];
  readonly codes: Array<{ readonly text: string; readonly seenAt: number; readonly at: number }>;
  /** When the video element first showed a light quiet zone where there was a gray wall. */
  shownAt: number | null;
}

declare global {
  interface Window {
    readonly diary: Diary;
    readonly camera: AbortController;
  }
}

const PAGE = '<!doctype html><video muted playsinline></video><script type="module" src="./page.ts"></script>';
const pageScript = (camera: string): string => `
import { startCodeCamera } from ${JSON.stringify(camera)};
const video = document.querySelector('video');
window.diary = { states: [], codes: [], shownAt: null };
window.camera = new AbortController();
const now = () => performance.timeOrigin + performance.now();
startCodeCamera({
  video,
  signal: window.camera.signal,
  onState: (state) => window.diary.states.push(state),
  onCode: ({ text, seenAt }) => window.diary.codes.push({ text, seenAt, at: now() }),
});
const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
const look = () => {
  canvas.drawImage(video, video.videoWidth / 2, video.videoHeight * 0.225, 4, 4, 0, 0, 1, 1);
  if (canvas.getImageData(0, 0, 1, 1).data[1] > 180) window.diary.shownAt ??= now();
  video.requestVideoFrameCallback(look);
};
video.requestVideoFrameCallback(look);
`;

let folder: string;
let server: Server;
let address: string;
let browser: Browser | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'camera-'));
  await writeFile(join(folder, 'index.html'), PAGE);
  await writeFile(join(folder, 'page.ts'), pageScript(join(import.meta.dirname, 'camera.ts')));
  await build({
    root: folder,
    base: './',
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir: 'out', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  });
  server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '');
    readFile(join(folder, 'out', path)).then(
      (body) => {
        const type = TYPES[extname(path)] ?? 'application/octet-stream';
        response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY }).end(body);
      },
      () => response.writeHead(404).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

// A camera left running would take the next test's processor time.
afterEach(() => browser?.close());

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

async function openPage(flags: readonly string[], prepare?: (page: Page) => Promise<unknown>): Promise<Page> {
  browser = await launchChromium(flags);
  const page = await browser.newPage();
  await prepare?.(page);
  await page.goto(address);
  return page;
}

async function film(name: string, scenes: readonly FakeScene[], options: FakeCameraOptions = {}): Promise<string[]> {
  const path = join(folder, `${name}.y4m`);
  await writeFakeCamera(path, scenes, options);
  return fakeCameraFlags(path);
}

const waitForState = (page: Page, state: string, ms = 10_000) =>
  page.waitForFunction((wanted) => window.diary.states.at(-1) === wanted, state, { timeout: ms });
const waitForCodes = (page: Page, count: number) =>
  page.waitForFunction((wanted) => window.diary.codes.length >= wanted, count, { timeout: 15_000 });

describe('startCodeCamera in Chromium', () => {
  it('reads a code within a second of its coming into view, and says so again only while it is held', async () => {
    const scenes = [
      { seconds: 3, text: null },
      { seconds: 3, text: CARD },
    ];
    const foreign: string[][] = [];
    const page = await openPage(await film('card', scenes), async (opened) => {
      foreign.push(collectForeignRequests(opened));
    });
    await waitForCodes(page, 3);
    const { codes, shownAt, states } = await page.evaluate(() => window.diary);
    expect(states).toEqual(['starting', 'live']);
    expect(codes.map(({ text }) => text)).toEqual([CARD, CARD, CARD]);
    expect((codes[0]?.at ?? 0) - (shownAt ?? 0)).toBeLessThan(1000);
    expect((codes[1]?.seenAt ?? 0) - (codes[0]?.seenAt ?? 0)).toBeGreaterThanOrEqual(800);
    expect(foreign).toEqual([[]]);
  });

  it('reads where the browser gives no stream of frames', async () => {
    const page = await openPage(
      await film('pass', [{ seconds: 1, text: PASS }], { width: 1920, height: 1080 }),
      (opened) => opened.addInitScript('delete globalThis.MediaStreamTrackProcessor'),
    );
    await waitForCodes(page, 2);
    expect(await page.evaluate(() => 'MediaStreamTrackProcessor' in globalThis)).toBe(false);
    expect(await page.evaluate(() => window.diary.codes[0]?.text)).toBe(PASS);
  });

  it('comes back by itself within 3 s when the camera was gone', async () => {
    const page = await openPage(await film('back', [{ seconds: 1, text: PASS }]));
    await waitForState(page, 'live');
    await page.evaluate(() => {
      const stream = document.querySelector('video')?.srcObject as MediaStream;
      const track = stream.getVideoTracks()[0];
      track?.stop();
      // Stopped by the page a track ends silently; unplugged, with this event.
      track?.dispatchEvent(new Event('ended'));
    });
    await waitForState(page, 'lost', 1_000);
    await waitForState(page, 'live', 3_000);
    const codes = await page.evaluate(() => window.diary.codes.splice(0).length);
    expect(codes).toBeGreaterThan(0);
    await waitForCodes(page, 1);
  });

  it('opens a camera anew that hangs', async () => {
    const page = await openPage(await film('hang', [{ seconds: 1, text: null }]), (opened) =>
      opened.addInitScript(() => {
        const real = Reflect.get(globalThis, 'MediaStreamTrackProcessor') as new (
          init: unknown,
        ) => { readable: unknown };
        let isFirst = true;
        Reflect.set(
          globalThis,
          'MediaStreamTrackProcessor',
          class {
            readonly readable: unknown;
            constructor(init: unknown) {
              this.readable = isFirst ? new ReadableStream() : new real(init).readable;
              isFirst = false;
            }
          },
        );
      }),
    );
    await waitForState(page, 'live');
    expect(await page.evaluate(() => window.diary.states)).toEqual(['starting', 'lost', 'live']);
  });

  it('says that it is dark', async () => {
    const page = await openPage(await film('dark', [{ seconds: 1, text: null }], { background: 17 }));
    await waitForState(page, 'dark');
    expect(await page.evaluate(() => window.diary.states)).toEqual(['starting', 'live', 'dark']);
  });

  it('says that it is not allowed', async () => {
    const page = await openPage(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream=deny']);
    await waitForState(page, 'denied');
    expect(await page.evaluate(() => window.diary.states)).toEqual(['starting', 'denied']);
  });

  it('says that there is none', async () => {
    const page = await openPage(fakeCameraFlags(join(folder, 'missing.y4m')));
    await waitForState(page, 'absent');
    expect(await page.evaluate(() => window.diary.states)).toEqual(['starting', 'absent']);
  });

  it('ends when it is told to', async () => {
    const page = await openPage(await film('end', [{ seconds: 1, text: PASS }]));
    await waitForState(page, 'live');
    const [isLiveBefore, isLiveAfter, picture] = await page.evaluate(async () => {
      const video = document.querySelector('video');
      const stream = video?.srcObject as MediaStream;
      const track = stream.getVideoTracks()[0];
      const before = track?.readyState;
      window.camera.abort();
      await new Promise((resolve) => setTimeout(resolve));
      return [before, track?.readyState, video?.srcObject];
    });
    expect([isLiveBefore, isLiveAfter, picture]).toEqual(['live', 'ended', null]);
  });
});
