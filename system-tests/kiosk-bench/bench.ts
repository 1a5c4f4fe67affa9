import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { fakeCameraFlags, launchChromium } from '../support/chromium.ts';
import { type FakeScene, writeFakeCamera } from '../support/fake-camera.ts';
import { delaysFrom, installDoorProbe, readDoorProbe } from './door-probe.ts';
import { cardOf, startLoneKiosk } from './lone-kiosk.ts';
import { scanMany } from './scan-many.ts';

const PEOPLE = 6;
const ROUNDS = 4;
const SCENE_SECONDS = 1;
/** Longer than a result is shown, and than the fastest visitor takes. */
const BETWEEN_SECONDS = 1.6;
const ROUND_MS = PEOPLE * (SCENE_SECONDS + BETWEEN_SECONDS) * 1_000;
const FRAMES_MS = 8_000;
const VISITORS = 5_000;
/** Nobody's second visit is the first one here; whoever declared today is let in at once. */
const SETTINGS = { duplicateWindowMs: 0, askPhoneAfterCode: false, resultMs: 500, idleTimeoutMs: 5_000 };

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly note?: string;
  readonly ratio?: { readonly of: string; readonly value: number };
}

/** The whole kiosk as a visitor meets it: real Chromium, a video in the camera's place, real core, real SQLite. */
export async function bench(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kiosk-camera-'));
  try {
    const empty = join(folder, 'empty.y4m');
    const cards = join(folder, 'cards.y4m');
    await writeFakeCamera(empty, [{ seconds: 1, text: null }]);
    await writeFakeCamera(cards, listScenes());
    return [...(await measureVisits(cards)), ...(await measureIdle(empty)), ...(await measureMemory())];
  } finally {
    await rm(folder, { recursive: true });
  }
}

const listScenes = (): FakeScene[] =>
  Array.from({ length: PEOPLE }, (_, n) => n).flatMap((n) => [
    { seconds: BETWEEN_SECONDS, text: null },
    { seconds: SCENE_SECONDS, text: cardOf(n) },
  ]);

async function withKiosk<T>(
  flags: readonly string[],
  work: (page: Page, browser: Browser) => Promise<T>,
  prepare: (page: Page) => Promise<void> = async () => undefined,
): Promise<T> {
  const kiosk = await startLoneKiosk(SETTINGS);
  const browser = await launchChromium([...flags, '--autoplay-policy=no-user-gesture-required']);
  try {
    const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
    await prepare(page);
    await page.goto(kiosk.host.url);
    await page.locator('.kiosk--idle').waitFor();
    return await work(page, browser);
  } finally {
    await browser.close();
    await kiosk.close();
  }
}

/** The first round declares, with KHÔNG pressed at once; later ones were declared today, so that only the machine is measured. */
async function measureVisits(video: string): Promise<Figure[]> {
  const probe = await withKiosk(
    fakeCameraFlags(video),
    async (page) => {
      const enough = PEOPLE * (ROUNDS + 1);
      await page
        .waitForFunction(
          (most) => (window as unknown as { doorProbe: { inView: number[] } }).doorProbe.inView.length >= most,
          enough,
          { timeout: ROUND_MS * (ROUNDS + 3), polling: 500 },
        )
        .catch(() => undefined);
      return readDoorProbe(page);
    },
    installDoorProbe,
  );
  const { inView, seen, welcome } = probe;
  const beeps = delaysFrom(inView, seen);
  const declared = delaysFrom(inView.slice(0, PEOPLE), welcome);
  const direct = delaysFrom(inView.slice(PEOPLE), welcome);
  const note = `${beeps.length} of ${inView.length} codes, fake camera 1280×720 at 10 frames/s`;
  return [
    { name: 'code in view to beep, p50', value: quantile(beeps, 0.5), unit: 'ms', note },
    { name: 'code in view to beep, p95', value: quantile(beeps, 0.95), unit: 'ms' },
    { name: 'code in view to welcome after the durable record, p50', value: quantile(direct, 0.5), unit: 'ms' },
    {
      name: 'the same with the declaration answered at once, p50',
      value: quantile(declared, 0.5),
      unit: 'ms',
      note: 'what the machine adds to a visitor who needs no time',
    },
  ];
}

async function measureIdle(video: string): Promise<Figure[]> {
  return withKiosk(fakeCameraFlags(video), async (page, browser) => {
    const kiosk = await countFrames(page);
    const blank = await browser.newPage();
    const limit = await countFrames(blank);
    return [
      {
        name: 'frames per second while idle, camera on',
        value: kiosk,
        unit: '/s',
        ratio: { of: 'an empty page', value: kiosk / limit },
      },
    ];
  });
}

const countFrames = (page: Page): Promise<number> =>
  page.evaluate(
    (forMs) =>
      new Promise<number>((resolve) => {
        let frames = 0;
        const start = performance.now();
        const next = (now: number): void => {
          frames += 1;
          if (now - start < forMs) requestAnimationFrame(next);
          else resolve((frames * 1_000) / (now - start));
        };
        requestAnimationFrame(next);
      }),
    FRAMES_MS,
  );

async function measureMemory(): Promise<Figure[]> {
  return withKiosk(
    [],
    async (page) => {
      const session = await page.context().newCDPSession(page);
      await scanMany(page, 100, 0);
      const before = await readMemory(session);
      const started = performance.now();
      await scanMany(page, VISITORS, 100);
      const eachMs = (performance.now() - started) / VISITORS;
      const after = await readMemory(session);
      const note = `of ${VISITORS} visitors, ${eachMs.toFixed(1)} ms each`;
      return [
        { name: "the screen's heap after a day of visitors", value: after.heapMb, unit: 'MB', note },
        { name: 'what it grew by', value: after.heapMb - before.heapMb, unit: 'MB' },
        { name: 'elements on the screen, more than before', value: after.nodes - before.nodes, unit: '' },
        { name: "the core's memory after them", value: after.coreMb, unit: 'MB', note: 'resident' },
        { name: 'what it grew by', value: after.coreMb - before.coreMb, unit: 'MB' },
      ];
    },
    installDoorProbe,
  );
}

async function readMemory(session: CDPSession) {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes } = await session.send('Memory.getDOMCounters');
  return { heapMb: usedSize / 2 ** 20, nodes, coreMb: readCoreMegabytes() };
}

/** Resident memory of this process's one Node child, where the system tells. */
function readCoreMegabytes(): number {
  try {
    const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ');
    const core = children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('process/main.ts'));
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${core}/status`, 'utf8'))?.[1];
    return Number(kilobytes) / 1_024;
  } catch {
    return Number.NaN;
  }
}

const quantile = (values: readonly number[], at: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * at))] ?? Number.NaN;
