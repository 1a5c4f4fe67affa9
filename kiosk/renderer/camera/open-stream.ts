import { err, ok, type Result } from '#shared/domain/result.ts';

/** Why there is no picture: `lost` = the camera is there but gives none, for instance because another program has it. */
export type OpenFailure = 'denied' | 'absent' | 'lost';

const VIDEO: MediaTrackConstraints = {
  // The 2024 citizen card has modules of 0.2 mm: at a hand's distance only full HD resolves them.
  width: { ideal: 1920 },
  height: { ideal: 1080 },
  frameRate: { ideal: 30 },
  facingMode: { ideal: 'user' },
};

/** @param deviceId the camera to prefer; another is taken when it is not there. */
export async function openStream(deviceId: string | undefined): Promise<Result<MediaStream, OpenFailure>> {
  // Undefined where the page is no secure context, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) return err('absent');
  const chosen = deviceId === undefined ? {} : { deviceId: { ideal: deviceId } };
  try {
    return ok(await devices.getUserMedia({ audio: false, video: { ...VIDEO, ...chosen } }));
  } catch (cause) {
    return err(explain(cause));
  }
}

/** By the names of the Media Capture specification. */
function explain(cause: unknown): OpenFailure {
  switch (cause instanceof DOMException ? cause.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'absent';
    default:
      return 'lost';
  }
}
