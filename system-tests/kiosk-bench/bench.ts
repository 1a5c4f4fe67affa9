import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { CDPSession, Page } from 'playwright-core';
import { fakeCameraFlags } from '../support/chromium.ts';
import { writeFakeCamera } from '../support/fake-camera.ts';
import { installDoorProbe } from './door-probe.ts';
import { measureVisits, type VisitTimes, withKiosk } from './measure-visits.ts';
import { scanMany } from './scan-many.ts';

const FRAMES_MS = 8_000;
const VISITORS = 5_000;
/** Whoever comes again is somebody new here. */
const ANYBODY = { duplicateWindowMs: 0, askPhoneAfterCode: false } as const;
const PEOPLE = 3;
const VISITS = 24;
const SLOW_ANSWER_MS = 1_000;

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
    const video = join(folder, 'camera.y4m');
    return [
      ...(await measureMachine(video)),
      ...(await measureVisitor(video)),
      ...(await measureIdle(video)),
      ...(await measureMemory()),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** In the first round of the loop people declare; after it they have, and nothing holds them up but the machine. */
async function measureMachine(video: string): Promise<Figure[]> {
  const visits = await measureVisits(video, {
    settings: { ...ANYBODY, skipDeclaredToday: true, resultMs: 500 },
    people: PEOPLE,
    visits: PEOPLE + VISITS,
    heldSeconds: 1,
    betweenSeconds: 1.5,
    answerAfterMs: 0,
  });
  const counted = visits.slice(PEOPLE);
  const note = `${counted.length} citizen cards, fake camera 1280×720 at 30 frames/s`;
  return [
    { ...figureOf('code in view to beep, p50', counted, 'toBeep', 0.5), note },
    figureOf('code in view to beep, p95', counted, 'toBeep', 0.95),
    figureOf('code in view to durable record, p50', counted, 'toRecord', 0.5),
    figureOf('code in view to durable record, p95', counted, 'toRecord', 0.95),
    figureOf('code in view to the sound of welcome, p50', counted, 'toWelcome', 0.5),
  ];
}

/** A visitor who looks at the question for a second, at a kiosk as it is delivered. */
async function measureVisitor(video: string): Promise<Figure[]> {
  const visits = await measureVisits(video, {
    settings: { ...ANYBODY, skipDeclaredToday: false },
    people: 1,
    visits: 6,
    heldSeconds: 1,
    betweenSeconds: 6,
    answerAfterMs: SLOW_ANSWER_MS,
  });
  const note = `answers after ${SLOW_ANSWER_MS} ms; result shown for 3 s`;
  return [
    figureOf('code in view to welcome, with the declaration, p50', visits, 'toWelcome', 0.5),
    { ...figureOf('whole visit until the screen is free, p50', visits, 'whole', 0.5), note },
  ];
}

async function measureIdle(video: string): Promise<Figure[]> {
  await writeFakeCamera(video, [{ seconds: 1, text: null }], { framesPerSecond: 30 });
  return withKiosk({}, fakeCameraFlags(video), async (page, _, browser) => {
    const kiosk = await countFrames(page);
    const limit = await countFrames(await browser.newPage());
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
    { ...ANYBODY, resultMs: 500, idleTimeoutMs: 5_000 },
    [],
    async (page) => {
      const session = await page.context().newCDPSession(page);
      await scanMany(page, 100, 0);
      const before = await readMemory(session);
      const started = performance.now();
      await scanMany(page, VISITORS, 100);
      const eachMs = (performance.now() - started) / VISITORS;
      const after = await readMemory(session);
      const note = `${VISITORS} visitors, ${eachMs.toFixed(1)} ms each`;
      return [
        { name: "the screen's heap after a day of visitors", value: after.heapMb, unit: 'MB', note },
        { name: 'what it grew by', value: after.heapMb - before.heapMb, unit: 'MB' },
        { name: 'elements on the screen, more than before', value: after.nodes - before.nodes, unit: '' },
        { name: "the core's memory after them", value: after.coreMb, unit: 'MB', note: 'resident' },
        { name: 'what it grew by', value: after.coreMb - before.coreMb, unit: 'MB' },
      ];
    },
    (page) => installDoorProbe(page, 0),
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

function figureOf(name: string, visits: readonly VisitTimes[], what: keyof VisitTimes, at: number): Figure {
  const sorted = visits.map((visit) => visit[what]).toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN;
  return { name, value, unit: 'ms' };
}
