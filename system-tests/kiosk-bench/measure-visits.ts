import type { Browser, Page } from 'playwright-core';
import type { KioskSettings } from '#shared/contract/kiosk-settings.ts';
import { fakeCameraFlags, launchChromium } from '../support/chromium.ts';
import { type FakeScene, writeFakeCamera } from '../support/fake-camera.ts';
import { type DoorProbe, installDoorProbe, readDoorProbe } from './door-probe.ts';
import { cardOf, type LoneKiosk, startLoneKiosk } from './lone-kiosk.ts';
import { watchRecords } from './watch-records.ts';

/** Each first tone of kiosk/renderer/sound.ts. */
const SEEN_HERTZ = 1_320;
const WELCOME_HERTZ = 660;
const FRAMES_PER_SECOND = 30;

export interface VisitTimes {
  /** From the first frame with the code, ms. */
  readonly toBeep: number;
  readonly toRecord: number;
  readonly toWelcome: number;
  /** Until the screen is ready for the next. */
  readonly whole: number;
}

export interface VisitPlan {
  readonly settings: Partial<KioskSettings>;
  readonly people: number;
  readonly visits: number;
  /** How long a code is held, and how long nobody is there before the next. */
  readonly heldSeconds: number;
  readonly betweenSeconds: number;
  readonly answerAfterMs: number;
}

/** A kiosk in real Chromium, with whatever the flags put before its camera. */
export async function withKiosk<T>(
  settings: Partial<KioskSettings>,
  flags: readonly string[],
  work: (page: Page, kiosk: LoneKiosk, browser: Browser) => Promise<T>,
  prepare: (page: Page) => Promise<void> = async () => undefined,
): Promise<T> {
  const kiosk = await startLoneKiosk(settings);
  const browser = await launchChromium([...flags, '--autoplay-policy=no-user-gesture-required']);
  try {
    const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
    await prepare(page);
    await page.goto(kiosk.host.url);
    await page.locator('.kiosk--idle').waitFor();
    return await work(page, kiosk, browser);
  } finally {
    await browser.close();
    await kiosk.close();
  }
}

/** Lets people hold their cards before the camera one after the other, in a loop, and times each visit. */
export async function measureVisits(video: string, plan: VisitPlan): Promise<VisitTimes[]> {
  const { people, visits, heldSeconds, betweenSeconds, answerAfterMs, settings } = plan;
  const scenes = Array.from({ length: people }, (_, n): FakeScene[] => [
    { seconds: betweenSeconds, text: null },
    { seconds: heldSeconds, text: cardOf(n) },
  ]).flat();
  await writeFakeCamera(video, scenes, { framesPerSecond: FRAMES_PER_SECOND });
  return withKiosk(
    settings,
    fakeCameraFlags(video),
    async (page, kiosk) => {
      const records = watchRecords(kiosk.folder);
      try {
        const loopMs = (visits + 1) * (heldSeconds + betweenSeconds) * 1_000;
        return timeVisits(await watchVisits(page, visits, loopMs), records.recordedAt, visits);
      } finally {
        records.stop();
      }
    },
    (page) => installDoorProbe(page, answerAfterMs),
  );
}

/** A busy machine's camera is slower than its film. */
const SLOWEST = 3;
const LOOK_MS = 1_000;

/**
 * Watches until one code more is in view than visits are counted: then the last of them had the time that all had.
 *
 * @param loopMs how long that takes where nothing else runs. @throws Error when it does not come.
 */
async function watchVisits(page: Page, visits: number, loopMs: number): Promise<DoorProbe> {
  const deadline = performance.now() + SLOWEST * loopMs;
  // Nobody looks meanwhile: that would take from what is measured.
  await page.waitForTimeout(loopMs);
  for (;;) {
    const probe = await readDoorProbe(page);
    if (probe.inView.length > visits) return probe;
    if (performance.now() > deadline) {
      throw new Error(`${probe.inView.length} codes came into view in ${SLOWEST} times the time for ${visits + 1}`);
    }
    await page.waitForTimeout(LOOK_MS);
  }
}

/** @throws Error when a visit is missing: figures of those that went well would flatter. */
function timeVisits(
  { inView, tones, screens }: DoorProbe,
  recordedAt: readonly number[],
  visits: number,
): VisitTimes[] {
  return inView.slice(0, visits).map((at, index) => {
    const until = inView[index + 1] ?? Number.POSITIVE_INFINITY;
    const first = (what: string, moments: readonly number[]): number => {
      const moment = moments.find((candidate) => candidate >= at && candidate < until);
      if (moment === undefined) throw new Error(`visit ${index + 1} of ${visits}: no ${what}`);
      return moment - at;
    };
    const heard = (hertz: number): number[] => tones.filter((tone) => tone.hertz === hertz).map((tone) => tone.at);
    return {
      toBeep: first('beep', heard(SEEN_HERTZ)),
      toRecord: first('record', recordedAt),
      toWelcome: first('welcome', heard(WELCOME_HERTZ)),
      whole: first(
        'return to the idle screen',
        screens.filter(({ name }) => name === 'idle').map((screen) => screen.at),
      ),
    };
  });
}
