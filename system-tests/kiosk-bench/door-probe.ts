import type { Page } from 'playwright-core';

/** What the page saw and did, each with performance.now() of the page. */
export interface DoorProbe {
  /** The first frame with a code in it was presented. */
  readonly inView: number[];
  /** The beep of "seen". */
  readonly seen: number[];
  /** The chord of "welcome", which is played after the durable commit only. */
  readonly welcome: number[];
}

/** Tones by which the signals are known; see kiosk/renderer/sound.ts. */
export const SEEN_HERTZ = 1_320;

interface ProbedWindow {
  doorProbe: { inView: number[]; seen: number[]; welcome: number[]; tones: { hertz: number; at: number }[] };
}

/**
 * Watches the picture and the loudspeaker from inside the page: a code in the picture shows as contrast in its middle; a
 * sound is the start of its oscillator. Presses KHÔNG as soon as it is there, as the fastest visitor would.
 */
export async function installDoorProbe(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const probe = { inView: [] as number[], seen: [] as number[], welcome: [] as number[], tones: [] as never[] };
    const shared = window as unknown as ProbedWindow;
    shared.doorProbe = probe as unknown as ProbedWindow['doorProbe'];
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
      shared.doorProbe.tones.push({ hertz: Math.round(this.frequency.value), at: performance.now() });
      start.call(this, when);
    };
    const canvas = new OffscreenCanvas(48, 48);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    const contrastOf = (video: HTMLVideoElement): number => {
      if (!context) return 0;
      const { videoWidth: width, videoHeight: height } = video;
      context.drawImage(video, width / 2 - 100, height / 2 - 100, 200, 200, 0, 0, 48, 48);
      const { data } = context.getImageData(0, 0, 48, 48);
      let [least, most] = [255, 0];
      for (let i = 0; i < data.length; i += 4) {
        least = Math.min(least, data[i] ?? 0);
        most = Math.max(most, data[i] ?? 0);
      }
      return most - least;
    };
    let wasInView = false;
    const look = (video: HTMLVideoElement): void => {
      const inView = video.videoWidth > 0 && contrastOf(video) > 120;
      if (inView && !wasInView) probe.inView.push(performance.now());
      wasInView = inView;
      video.requestVideoFrameCallback(() => look(video));
    };
    const isDeclaring = (): HTMLElement | null => document.querySelector('.kiosk--declaration .big-button--no');
    window.addEventListener('DOMContentLoaded', () => {
      let watched: HTMLVideoElement | null = null;
      new MutationObserver(() => {
        const video = document.querySelector('video');
        if (video && video !== watched) {
          watched = video;
          video.requestVideoFrameCallback(() => look(video));
        }
        isDeclaring()?.click();
      }).observe(document.body, { childList: true, subtree: true });
    });
  });
}

export async function readDoorProbe(page: Page): Promise<DoorProbe> {
  const { inView, tones } = await page.evaluate(() => (window as unknown as ProbedWindow).doorProbe);
  const seen = tones.filter(({ hertz }) => hertz === SEEN_HERTZ).map(({ at }) => at);
  // The welcome is the first sound after its own "seen".
  const others = tones.filter(({ hertz }) => hertz !== SEEN_HERTZ).map(({ at }) => at);
  const welcome = seen.flatMap((at, index) => {
    const until = seen[index + 1] ?? Infinity;
    return others.filter((other) => other > at && other < until).slice(0, 1);
  });
  return { inView, seen, welcome };
}

/** From each code in view to the first of the given moments after it, ms; codes whose moment never came are left out. */
export function delaysFrom(inView: readonly number[], moments: readonly number[]): number[] {
  return inView.flatMap((at, index) => {
    const until = inView[index + 1] ?? Infinity;
    const moment = moments.find((candidate) => candidate >= at && candidate < until);
    return moment === undefined ? [] : [moment - at];
  });
}
