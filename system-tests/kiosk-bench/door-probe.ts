import type { Page } from 'playwright-core';

/** What the page's camera, loudspeaker and screen did; all times are Unix ms with a fraction. */
export interface DoorProbe {
  /** When the first frame with a code in it left the camera. */
  readonly inView: readonly number[];
  /** When each sound left for the loudspeaker, by the pitch of its first tone. */
  readonly tones: ReadonlyArray<{ readonly hertz: number; readonly at: number }>;
  readonly screens: ReadonlyArray<{ readonly name: string; readonly at: number }>;
}

interface ProbedWindow {
  doorProbe: {
    /** `us`: the camera's own time stamp of the frame, in µs since it was opened. */
    frames: { us: number; at: number; isInView: boolean }[];
    tones: { hertz: number; at: number }[];
    screens: { name: string; at: number }[];
  };
  MediaStreamTrackProcessor: new (init: {
    track: MediaStreamTrack;
    maxBufferSize?: number;
  }) => { readable: ReadableStream<VideoFrame> };
}

/**
 * Puts a second pair of eyes on the camera's track, an ear on the sounds, and a hand that presses KHÔNG.
 *
 * @param answerAfterMs how long the visitor looks at the question before pressing.
 */
export async function installDoorProbe(page: Page, answerAfterMs: number): Promise<void> {
  await page.addInitScript(watchFrames);
  await page.addInitScript(listenToTones);
  await page.addInitScript(watchScreens, answerAfterMs);
}

/** Each runs in the page and may use nothing from outside itself. */
function watchFrames(): void {
  const probed = window as unknown as ProbedWindow;
  probed.doorProbe = { frames: [], tones: [], screens: [] };
  const Processor = probed.MediaStreamTrackProcessor;
  const side = 192;
  const pixels = new Uint8Array(side * side * 2);
  const isInView = async (frame: VideoFrame): Promise<boolean> => {
    const even = (value: number): number => Math.floor(value / 4) * 2;
    const rect = { x: even(frame.codedWidth - side), y: even(frame.codedHeight - side), width: side, height: side };
    const [plane] = await frame.copyTo(pixels, { rect });
    if (!plane) return false;
    let [least, most] = [255, 0];
    for (let i = plane.offset; i < plane.offset + plane.stride * side; i += 1) {
      least = Math.min(least, pixels[i] ?? 0);
      most = Math.max(most, pixels[i] ?? 0);
    }
    return most - least > 120;
  };
  const watch = async (track: MediaStreamTrack): Promise<void> => {
    const reader = new Processor({ track, maxBufferSize: 10 }).readable.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const at = performance.timeOrigin + performance.now();
      const us = next.value.timestamp;
      probed.doorProbe.frames.push({ us, at, isInView: await isInView(next.value) });
      next.value.close();
    }
  };
  probed.MediaStreamTrackProcessor = new Proxy(Processor, {
    construct(target, [init]: [{ track: MediaStreamTrack }]) {
      void watch(init.track);
      return new target(init);
    },
  });
}

function listenToTones(): void {
  const probed = window as unknown as ProbedWindow;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (this: OscillatorNode, when = 0) {
    const audio = this.context as AudioContext;
    const untilHeardMs = (Math.max(0, when - audio.currentTime) + audio.baseLatency + audio.outputLatency) * 1_000;
    const at = performance.timeOrigin + performance.now() + untilHeardMs;
    probed.doorProbe.tones.push({ hertz: Math.round(this.frequency.value), at });
    start.call(this, when);
  };
}

function watchScreens(answerAfterMs: number): void {
  const probed = window as unknown as ProbedWindow;
  window.addEventListener('DOMContentLoaded', () => {
    let shown: string | undefined;
    let answering: ReturnType<typeof setTimeout> | undefined;
    const answer = (): void => {
      answering = undefined;
      document.querySelector<HTMLElement>('.big-button--no')?.click();
    };
    new MutationObserver(() => {
      const name = /kiosk--(\S+)/.exec(document.querySelector('.kiosk')?.className ?? '')?.[1];
      // One visitor's question may follow the other's with nothing drawn in between.
      if (name === 'declaration') answering ??= setTimeout(answer, answerAfterMs);
      if (name === undefined || name === shown) return;
      shown = name;
      probed.doorProbe.screens.push({ name, at: performance.timeOrigin + performance.now() });
    }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['class'] });
  });
}

export async function readDoorProbe(page: Page): Promise<DoorProbe> {
  const { frames, tones, screens } = await page.evaluate(() => (window as unknown as ProbedWindow).doorProbe);
  // The fastest frame tells when the camera's time began: every other one was as long ago as its stamp says, however late
  // this probe came to see it.
  const openedAt = Math.min(...frames.map(({ us, at }) => at - us / 1_000));
  const inView = frames
    .filter(({ isInView }, index) => isInView && frames[index - 1]?.isInView === false)
    .map(({ us }) => openedAt + us / 1_000);
  return { inView, tones, screens };
}
