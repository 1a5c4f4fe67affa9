import { useEffect, useState } from 'react';
import type { Signal } from '#kiosk/core/view.ts';
import { useKiosk } from './link/kiosk-link.tsx';
import { playSignal } from './sound.ts';

const SHOWN_MS = 350;

/** Beep and a flash around the whole screen, one calm pulse a signal: nothing here flashes faster than 3 Hz. */
export function SignalLight() {
  const { bridge, t } = useKiosk();
  const [signal, setSignal] = useState<Signal | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = bridge.on('signal', (heard) => {
      playSignal(heard.signal);
      setSignal(heard.signal);
      clearTimeout(timer);
      timer = setTimeout(() => setSignal(null), SHOWN_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [bridge]);
  return (
    <div className={signal ? `signal-light signal-light--${signal}` : 'signal-light'} aria-hidden="true">
      {signal === 'seen' && <span>{t('seen')}</span>}
    </div>
  );
}
