import { useEffect, useRef, useState } from 'react';
import type { Signal } from '#kiosk/core/view.ts';
import { useKiosk } from './link/kiosk-link.tsx';
import { openSound, playSignal } from './sound.ts';

const SHOWN_MS = 350;
const FIRST_CALL_MS = 20_000;
const RAREST_CALL_MS = 160_000;

/** Beep and a flash around the whole screen, one calm pulse a signal: nothing here flashes faster than 3 Hz. */
export function SignalLight() {
  const { bridge, t, view } = useKiosk();
  const [signal, setSignal] = useState<Signal | null>(null);
  const volume = useRef(view.comfort.volume);
  useEffect(() => {
    volume.current = view.comfort.volume;
  }, [view.comfort.volume]);
  useEffect(() => {
    openSound();
  }, []);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = bridge.on('signal', (heard) => {
      playSignal(heard.signal, volume.current);
      setSignal(heard.signal);
      clearTimeout(timer);
      timer = setTimeout(() => setSignal(null), SHOWN_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [bridge]);
  const isStaffHere = view.screen.name === 'staff' || view.screen.name === 'staff-pin';
  useStaffCall(isStaffHere ? 0 : view.calls, volume);
  return (
    <div className={signal ? `signal-light signal-light--${signal}` : 'signal-light'} aria-hidden="true">
      {signal === 'seen' && <span>{t('seen')}</span>}
    </div>
  );
}

/** While somebody waits for the staff they are called again, ever more rarely; each who comes to wait begins it anew. */
function useStaffCall(calls: number, volume: { readonly current: number }): void {
  useEffect(() => {
    if (calls === 0) return;
    let wait = FIRST_CALL_MS;
    const call = (): void => {
      playSignal('see-staff', volume.current);
      wait = Math.min(2 * wait, RAREST_CALL_MS);
      timer = setTimeout(call, wait);
    };
    let timer = setTimeout(call, wait);
    return () => clearTimeout(timer);
  }, [calls, volume]);
}
