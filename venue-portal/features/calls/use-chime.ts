import { useEffect, useRef, useState } from 'react';
import { readStored, writeStored } from '../../ui/stored.ts';
import { playChime } from './chime.ts';

const STORAGE_KEY = 'venue-portal.call-chime';

export type ChimeState = 'off' | 'on' | 'unavailable';

export interface Chime {
  readonly state: ChimeState;
  /** Must be called by a press: browsers allow sound only then. Switching on plays it once. */
  readonly toggle: () => void;
  readonly ring: () => void;
}

/** The bell of this device. The wish to hear it is remembered; a browser may still want a press after a reload. */
export function useChime(): Chime {
  const [state, setState] = useState<ChimeState>('off');
  const context = useRef<AudioContext | null>(null);
  useEffect(() => {
    if (readStored(localStorage, STORAGE_KEY) !== true) return undefined;
    // Whatever is pressed first on the page lets the bell ring again. (A click comes after the bell's own button has heard it.)
    const wake = () => void startAudio(context).then(setState);
    wake();
    globalThis.addEventListener('click', wake, { once: true });
    return () => globalThis.removeEventListener('click', wake);
  }, []);
  useEffect(() => () => void context.current?.close(), []);

  const ring = () => {
    if (state === 'on' && context.current) playChime(context.current);
  };
  const switchOn = async () => {
    const next = await startAudio(context);
    setState(next);
    if (next === 'on' && context.current) playChime(context.current);
  };
  const toggle = () => {
    const wanted = state !== 'on';
    writeStored(localStorage, STORAGE_KEY, wanted ? true : null);
    if (wanted) {
      void switchOn();
      return;
    }
    void context.current?.suspend();
    setState('off');
  };
  return { state, toggle, ring };
}

/** How long a browser may take to say whether it allows sound; one that does not simply never answers. */
const ALLOWED_WITHIN_MS = 400;

async function startAudio(holder: { current: AudioContext | null }): Promise<ChimeState> {
  if (typeof AudioContext === 'undefined') return 'unavailable';
  try {
    holder.current ??= new AudioContext();
    const late = new Promise((resolve) => setTimeout(resolve, ALLOWED_WITHIN_MS));
    await Promise.race([holder.current.resume(), late]);
    return holder.current.state === 'running' ? 'on' : 'off';
  } catch {
    return 'unavailable';
  }
}
