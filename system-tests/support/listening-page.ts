import type { Page } from 'playwright-core';

/** What a page said and played, instead of making a sound. */
export interface Heard {
  readonly spoken: { text: string; voice: string; volume: number }[];
  hushed: number;
  /** Frequency in Hz and the loudest gain of every tone. */
  readonly tones: { hertz: number; gain: number }[];
}

/** Put on a page before it starts: a system with voices of its own for both languages, and one that belongs to a service. */
export function listen(): void {
  const heard: Heard = { spoken: [], hushed: 0, tones: [] };
  const voice = (name: string, lang: string, localService: boolean, isDefault: boolean) => ({
    name,
    lang,
    localService,
    default: isDefault,
  });
  const voices = [
    voice('Remote Linh', 'vi-VN', false, true),
    voice('Local Linh', 'vi-VN', true, false),
    voice('Local Ann', 'en-GB', true, false),
  ];
  class Utterance {
    text: string;
    voice: { name: string; lang: string } | null = null;
    lang = '';
    volume = 1;
    rate = 1;
    constructor(text: string) {
      this.text = text;
    }
  }
  class Parameter {
    value = 0;
    loudest = 0;
    setValueAtTime(value: number): void {
      this.loudest = Math.max(this.loudest, value);
    }
    linearRampToValueAtTime(value: number): void {
      this.setValueAtTime(value);
    }
  }
  class SilentContext {
    currentTime = 0;
    destination = {};
    resume = () => Promise.resolve();
    createGain = () => ({ gain: new Parameter(), connect: () => undefined });
    createOscillator = () => {
      const frequency = new Parameter();
      let loudness: Parameter | null = null;
      return {
        frequency,
        connect: (gain: { gain: Parameter; connect: () => void }) => {
          loudness = gain.gain;
          return gain;
        },
        start: () => heard.tones.push({ hertz: frequency.value, gain: loudness?.loudest ?? 0 }),
        stop: () => undefined,
      };
    };
  }
  Object.assign(window, { heard, SpeechSynthesisUtterance: Utterance, AudioContext: SilentContext });
  Object.defineProperty(window, 'speechSynthesis', {
    value: {
      getVoices: () => voices,
      speak: ({ text, voice: by, volume }: Utterance) => heard.spoken.push({ text, voice: by?.name ?? '', volume }),
      cancel: () => {
        heard.hushed += 1;
      },
    },
  });
}

export const readHeard = (page: Page): Promise<Heard> =>
  page.evaluate(() => (window as unknown as { heard: Heard }).heard);
