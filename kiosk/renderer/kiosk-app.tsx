import { useEffect, useState } from 'react';
import type { Screen } from '#kiosk/core/view.ts';
import { unreachable } from '#shared/domain/result.ts';
import type { CameraState } from './camera/camera.ts';
import { CameraEye } from './camera-eye.tsx';
import { useKiosk } from './link/kiosk-link.tsx';
import { DeclarationScreen } from './screens/declaration-screen.tsx';
import { IdleScreen } from './screens/idle-screen.tsx';
import { NameScreen } from './screens/name-screen.tsx';
import { OutOfOrderScreen, StorageFailedScreen } from './screens/out-of-order-screen.tsx';
import { PhoneScreen } from './screens/phone-screen.tsx';
import { RefusedScreen } from './screens/refused-screen.tsx';
import { ResultScreen } from './screens/result-screen.tsx';
import { SavingScreen } from './screens/saving-screen.tsx';
import { StillThereScreen } from './screens/still-there-screen.tsx';
import { UnpairedScreen } from './screens/unpaired-screen.tsx';
import { SignalLight } from './signal-light.tsx';
import { StatusBar, VenueBar } from './ui/bars.tsx';

/** Bars, the camera's eye and exactly one screen. */
export function KioskApp() {
  const { view, act } = useKiosk();
  const { screen, language } = view;
  const [camera, setCamera] = useState<CameraState>('starting');
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    const stillHere = (): void => act({ do: 'touch' });
    window.addEventListener('pointerdown', stillHere);
    window.addEventListener('keydown', stillHere);
    return () => {
      window.removeEventListener('pointerdown', stillHere);
      window.removeEventListener('keydown', stillHere);
    };
  }, [act]);
  return (
    <div className={`kiosk kiosk--${screen.name}`}>
      <VenueBar />
      <main className="stage">
        <CameraEye shown={screen.name === 'idle' || screen.name === 'unpaired'} state={camera} onState={setCamera} />
        <ScreenOf screen={screen} camera={camera} />
      </main>
      <StatusBar />
      <SignalLight />
    </div>
  );
}

function ScreenOf({ screen, camera }: { readonly screen: Screen; readonly camera: CameraState }) {
  const { view } = useKiosk();
  switch (screen.name) {
    case 'unpaired':
      return <UnpairedScreen screen={screen} />;
    case 'idle':
      return <IdleScreen byCamera={camera === 'live' || camera === 'starting' || view.scanner !== 'open'} />;
    case 'refused':
      return <RefusedScreen screen={screen} />;
    case 'declaration':
      return <DeclarationScreen key={screen.ask.join()} screen={screen} />;
    case 'phone':
      return <PhoneScreen invalid={screen.invalid} skippable />;
    case 'typed':
      return screen.step === 'phone' ? (
        <PhoneScreen invalid={screen.invalid} skippable={false} />
      ) : (
        <NameScreen invalid={screen.invalid} />
      );
    case 'saving':
      return <SavingScreen />;
    case 'result':
      return <ResultScreen screen={screen} />;
    case 'still-there':
      return <StillThereScreen secondsLeft={screen.secondsLeft} />;
    case 'storage-failed':
      return <StorageFailedScreen />;
    case 'out-of-order':
      return <OutOfOrderScreen />;
    default:
      return unreachable(screen);
  }
}
