import { useEffect, useState } from 'react';
import type { KioskBridge } from '#kiosk/bridge/contract.ts';
import type { Screen } from '#kiosk/core/screen.ts';
import type { KioskView } from '#kiosk/core/view.ts';
import { unreachable } from '#shared/domain/result.ts';
import type { CameraState } from './camera/camera.ts';
import { CameraEye } from './camera-eye.tsx';
import { useKiosk } from './link/kiosk-link.tsx';
import { useLook } from './look/use-look.ts';
import { DeclarationScreen } from './screens/declaration-screen.tsx';
import { FullScreen } from './screens/full-screen.tsx';
import { GroupScreen } from './screens/group-screen.tsx';
import { IdleScreen } from './screens/idle-screen.tsx';
import { LeavingScreen } from './screens/leaving-screen.tsx';
import { NameScreen } from './screens/name-screen.tsx';
import { OutOfOrderScreen, StorageFailedScreen } from './screens/out-of-order-screen.tsx';
import { PassportScreen } from './screens/passport-screen.tsx';
import { PhoneScreen } from './screens/phone-screen.tsx';
import { RefusedScreen } from './screens/refused-screen.tsx';
import { ResultScreen } from './screens/result-screen.tsx';
import { SavingScreen } from './screens/saving-screen.tsx';
import { StillThereScreen } from './screens/still-there-screen.tsx';
import { UnpairedScreen } from './screens/unpaired-screen.tsx';
import { SignalLight } from './signal-light.tsx';
import { PinScreen } from './staff/pin-screen.tsx';
import { StaffScreen } from './staff/staff-screen.tsx';
import { StatusBar, VenueBar } from './ui/bars.tsx';
import { useVoice } from './voice/use-voice.ts';
import { listenForWedge } from './wedge/listen-for-wedge.ts';

/** Bars, the camera's eye and exactly one screen. */
export function KioskApp() {
  const { bridge, view, beneath, act } = useKiosk();
  const { screen, language } = view;
  const [camera, setCamera] = useState<CameraState>('starting');
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    const stillHere = (): void => act({ do: 'touch' });
    window.addEventListener('pointerdown', stillHere);
    return () => window.removeEventListener('pointerdown', stillHere);
  }, [act]);
  useWedge(bridge);
  useLook();
  useVoice();
  return (
    <div className={`kiosk kiosk--${screen.name}`}>
      <VenueBar />
      <main className="stage">
        <CameraEye shown={showsEye(view)} state={camera} onState={setCamera} />
        <div className="stage__screen" inert={beneath !== null}>
          <ScreenOf screen={beneath ?? screen} camera={camera} />
        </div>
        {screen.name === 'still-there' && <StillThereScreen secondsLeft={screen.secondsLeft} />}
      </main>
      <StatusBar />
      <SignalLight />
    </div>
  );
}

/** Where a code is asked for, and where the staff try the camera. */
function showsEye({ screen, venue, mode }: KioskView): boolean {
  if (screen.name === 'staff') return screen.page.page === 'tests' || screen.page.page === 'poster';
  if (screen.name === 'idle' && venue?.closedByWard) return mode !== 'entrance';
  return screen.name === 'idle' || screen.name === 'unpaired' || screen.name === 'group';
}

/** Depends on nothing that changes with the screen: a scanner is heard to its last key. */
function useWedge(bridge: KioskBridge): void {
  useEffect(() => {
    const controller = new AbortController();
    listenForWedge({
      // The keys of a scanner are nobody's touch: they must not keep the person before on the screen.
      onPerson: () => void bridge.call('intent', { do: 'touch' }).catch(() => undefined),
      onScan(text) {
        const seenAt = performance.timeOrigin + performance.now();
        bridge.call('scan', { text, encoding: 'text', source: 'keyboard', seenAt }).catch(() => undefined);
      },
      signal: controller.signal,
    });
    return () => controller.abort();
  }, [bridge]);
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
    case 'full':
      return <FullScreen screen={screen} />;
    case 'group':
      return <GroupScreen screen={screen} />;
    case 'leaving':
      return <LeavingScreen screen={screen} />;
    case 'staff-pin':
      return <PinScreen screen={screen} />;
    case 'staff':
      return <StaffScreen page={screen.page} slow={screen.slow ?? false} />;
    case 'declaration':
      return <DeclarationScreen key={`${screen.turn?.at} ${screen.ask.join()}`} screen={screen} />;
    case 'phone':
      return <PhoneScreen invalid={screen.invalid} asked={{ as: 'after-code' }} />;
    case 'typed':
      return <TypedScreen screen={screen} />;
    case 'saving':
      return <SavingScreen />;
    case 'result':
      return <ResultScreen screen={screen} />;
    // Asked over the screen it interrupts.
    case 'still-there':
      return null;
    case 'storage-failed':
      return <StorageFailedScreen certain={screen.certain} />;
    case 'out-of-order':
      return <OutOfOrderScreen />;
    default:
      return unreachable(screen);
  }
}

function TypedScreen({ screen }: { readonly screen: Extract<Screen, { name: 'typed' }> }) {
  const { step, invalid, mrz, withoutContact, leaving } = screen;
  switch (step) {
    case 'phone':
      return <PhoneScreen invalid={invalid} asked={leaving ? { as: 'leaving' } : { as: 'typed', withoutContact }} />;
    case 'passport':
      return <PassportScreen problem={mrz} />;
    case 'name':
      return <NameScreen invalid={invalid} />;
  }
}
