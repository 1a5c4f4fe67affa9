import { useEffect, useRef } from 'react';
import type { KioskView } from '#kiosk/core/view.ts';
import { type CameraState, startCodeCamera } from './camera/camera.ts';
import { useKiosk } from './link/kiosk-link.tsx';
import { HoldingHand } from './ui/holding-hand.tsx';

interface CameraEyeProps {
  readonly shown: boolean;
  readonly state: CameraState;
  readonly onState: (state: CameraState) => void;
}

/**
 * The camera runs on every screen, since the scanner is always hot; its picture is shown only where a code is asked for.
 * Mirrored, so that a person moves the code the right way.
 */
export function CameraEye({ shown, state, onState }: CameraEyeProps) {
  const { bridge, view, t } = useKiosk();
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const controller = new AbortController();
    startCodeCamera({
      video: element,
      signal: controller.signal,
      onCode: ({ text, encoding, seenAt }) => {
        bridge.call('scan', { text, encoding, source: 'camera', seenAt }).catch(() => undefined);
      },
      onState: (next) => {
        onState(next);
        if (next !== 'starting') bridge.call('camera-state', { state: next }).catch(() => undefined);
      },
    });
    return () => controller.abort();
  }, [bridge, onState]);
  const live = state === 'live' || state === 'dark';
  return (
    <div className={`eye${shown ? '' : ' eye--hidden'}${live ? ' eye--live' : ''}`} aria-hidden={!shown}>
      <video ref={video} className="eye__video" muted playsInline disablePictureInPicture tabIndex={-1} />
      <svg className="eye__frame" viewBox="0 0 100 100" aria-hidden="true">
        <path d="M6 26V12q0-6 6-6h14M74 6h14q6 0 6 6v14M94 74v14q0 6-6 6H74M26 94H12q-6 0-6-6V74" />
      </svg>
      <HoldingHand />
      {shown && isWorthSaying(state, view.scanner) && (
        <p className="eye__words" role="status">
          {t(`idle.camera.${state}`)}
        </p>
      )}
    </div>
  );
}

/** A kiosk with a scanner needs no camera, and says nothing about having none. */
function isWorthSaying(state: CameraState, scanner: KioskView['scanner']): state is Exclude<CameraState, 'live'> {
  if (state === 'live') return false;
  return !(scanner === 'open' && (state === 'absent' || state === 'starting'));
}
