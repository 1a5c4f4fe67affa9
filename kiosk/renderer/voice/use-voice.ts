import { useEffect, useRef } from 'react';
import type { Screen } from '#kiosk/core/screen.ts';
import { useKiosk } from '../link/kiosk-link.tsx';
import { hush, prepareVoices, speak } from './speak.ts';
import { wordsOf } from './words-of.ts';

/** Screens that a person stays on while single things on them change: what is new is worth saying. */
function stepOf(screen: Screen): string {
  if (screen.name === 'typed') return `typed ${screen.step}`;
  if (screen.name === 'declaration') return `declaration ${screen.ask.join()} ${screen.turn?.at ?? ''}`;
  if (screen.name === 'group') return `group ${screen.members.length}`;
  return screen.name;
}

/**
 * Spoken guidance: each screen once, cut short when the next one comes. The idle screen speaks when it is touched, not to an
 * empty hall.
 */
export function useVoice(): void {
  const { view, t } = useKiosk();
  const { comfort, language, screen } = view;
  const step = stepOf(screen);
  const latest = useRef({ view, t });
  useEffect(() => {
    latest.current = { view, t };
  }, [view, t]);
  useEffect(prepareVoices, []);
  const before = useRef({ isOn: false, step: '' });
  useEffect(() => {
    const wasSwitchedOn = comfort.voice && !before.current.isOn && before.current.step === step;
    before.current = { isOn: comfort.voice, step };
    if (!comfort.voice) return hush;
    const say = (): void => {
      const { view: now, t: words } = latest.current;
      const text = wordsOf(now, words);
      if (text !== null) speak(text, language, now.comfort.volume);
    };
    if (step !== 'idle') {
      say();
      return hush;
    }
    if (wasSwitchedOn) speak(latest.current.t('voice.on'), language, latest.current.view.comfort.volume);
    const controller = new AbortController();
    window.addEventListener('pointerdown', say, { once: true, signal: controller.signal });
    return () => {
      controller.abort();
      hush();
    };
  }, [comfort.voice, language, step]);
}
