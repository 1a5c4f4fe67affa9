import type { Signal } from '#kiosk/core/view.ts';

/** Tone: frequency in Hz, start and length in ms. Told apart by rhythm as well as pitch. */
type Tone = readonly [hertz: number, startMs: number, lengthMs: number];

const SIGNALS: Readonly<Record<Signal, readonly Tone[]>> = {
  seen: [[1_320, 0, 70]],
  welcome: [
    [660, 0, 110],
    [990, 120, 200],
  ],
  goodbye: [
    [990, 0, 110],
    [784, 120, 110],
    [660, 240, 240],
  ],
  'see-staff': [
    [520, 0, 160],
    [520, 240, 160],
    [660, 480, 260],
  ],
  'try-again': [
    [440, 0, 130],
    [330, 150, 220],
  ],
};

/** At 100 percent; half of it is about 10 dB quieter. */
const LOUDEST = 0.6;
let context: AudioContext | null = null;

/** Opening the loudspeaker takes a quarter of a second, which the first visitor's beep must not wait for. */
export function openSound(): AudioContext {
  context ??= new AudioContext();
  // A browser that wants a touch first keeps the context suspended; the light still shows.
  void context.resume().catch(() => undefined);
  return context;
}

/**
 * Made by the machine itself, so that nothing has to be loaded; silent where there is no sound.
 *
 * @param volume percent.
 */
export function playSignal(signal: Signal, volume: number): void {
  if (volume === 0) return;
  const audio = openSound();
  for (const tone of SIGNALS[signal]) playTone(audio, tone, LOUDEST * (volume / 100) ** 1.66);
}

function playTone(audio: AudioContext, [hertz, startMs, lengthMs]: Tone, loudness: number): void {
  const start = audio.currentTime + startMs / 1_000;
  const end = start + lengthMs / 1_000;
  const gain = audio.createGain();
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(loudness, start + 0.01);
  gain.gain.setValueAtTime(loudness, end - 0.03);
  gain.gain.linearRampToValueAtTime(0, end);
  const oscillator = audio.createOscillator();
  oscillator.frequency.value = hertz;
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(end);
}
