import { feedFrames } from './feed-frames.ts';
import { createLightJudge } from './light-judge.ts';
import { type OpenFailure, openStream } from './open-stream.ts';
import type { ScanReport, SeenCode } from './scan-messages.ts';

export type CameraState = 'starting' | 'live' | 'dark' | OpenFailure;

export interface CodeCameraOptions {
  /** Shows the picture; muted and playsinline. */
  readonly video: HTMLVideoElement;
  /** A code that is held up: at once, and again every 800 ms while it is held. */
  readonly onCode: (code: SeenCode) => void;
  /** Every change, the first being `starting`. */
  readonly onState: (state: CameraState) => void;
  /** Ends it: the camera is closed and nothing more is called. */
  readonly signal: AbortSignal;
  /** Of the camera to prefer. */
  readonly deviceId?: string | undefined;
}

/** A camera that was plugged in again is found by its event; this is for what comes without one. */
const RETRY_MS: Readonly<Record<OpenFailure, number>> = { absent: 1_500, lost: 1_500, denied: 5_000 };
/** A camera that delivers nothing for so long hangs: it is opened anew. */
const STALLED_MS = 4_000;
/** Between two openings: a camera that ends at once must not be opened in a tight loop. */
const REOPEN_MS = 300;

/** Opens the camera, keeps it open through unplugging and hang-ups, and reports the codes held before it. Never throws. */
export function startCodeCamera(options: CodeCameraOptions): void {
  keepCameraOpen(options).catch((cause: unknown) => console.error('the camera stopped', cause));
}

async function keepCameraOpen(options: CodeCameraOptions): Promise<void> {
  const { signal } = options;
  const tell = tellChanges(options);
  let hadPicture = false;
  tell('starting');
  while (!signal.aborted) {
    const opened = await openStream(options.deviceId);
    if (opened.ok) {
      hadPicture = true;
      await watchStream(opened.value, options, tell);
      tell('lost');
      await waitForDevices(REOPEN_MS, signal);
    } else {
      tell(opened.error === 'absent' && hadPicture ? 'lost' : opened.error);
      await waitForDevices(RETRY_MS[opened.error], signal);
    }
  }
}

/** Only changes, and nothing once it was ended. */
function tellChanges({ onState, signal }: CodeCameraOptions): (state: CameraState) => void {
  let told: CameraState | null = null;
  return (state) => {
    if (state === told || signal.aborted) return;
    told = state;
    onState(state);
  };
}

/** Resolves when a device came or went, when `ms` are over, or at the end. */
function waitForDevices(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      devices?.removeEventListener('devicechange', done);
      signal.removeEventListener('abort', done);
      resolve();
    }
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    devices?.addEventListener('devicechange', done);
    signal.addEventListener('abort', done);
  });
}

/** Shows and scans one opened stream; resolves, everything closed, when it ends, stalls, or the signal says so. */
async function watchStream(
  stream: MediaStream,
  options: CodeCameraOptions,
  tell: (state: CameraState) => void,
): Promise<void> {
  const { video, signal } = options;
  const session = new AbortController();
  const end = (): void => session.abort();
  const worker = new Worker(new URL('./scan.worker.ts', import.meta.url), { type: 'module' });
  const track = stream.getVideoTracks()[0];
  try {
    if (!track || signal.aborted) return;
    signal.addEventListener('abort', end, { signal: session.signal });
    track.addEventListener('ended', end, { signal: session.signal });
    worker.addEventListener('error', end, { signal: session.signal });
    video.srcObject = stream;
    // Rejects when it is ended before it began; scanning does not depend on it.
    video.play().catch(() => undefined);
    listenToWorker(worker, options, tell, session);
    feedFrames({ video, track, worker, signal: session.signal });
    if (!session.signal.aborted) await new Promise((resolve) => session.signal.addEventListener('abort', resolve));
  } finally {
    end();
    worker.terminate();
    for (const each of stream.getTracks()) each.stop();
    // Another session may show its picture there already.
    if (video.srcObject === stream) video.srcObject = null;
  }
}

function listenToWorker(
  worker: Worker,
  { onCode }: CodeCameraOptions,
  tell: (state: CameraState) => void,
  session: AbortController,
): void {
  const judgeLight = createLightJudge();
  let pulseAt = performance.now();
  const watch = setInterval(() => {
    // A hidden page gets no video frames where they come picture by picture.
    if (performance.now() - pulseAt > STALLED_MS && !document.hidden) session.abort();
  }, STALLED_MS / 4);
  session.signal.addEventListener('abort', () => clearInterval(watch));
  worker.addEventListener(
    'message',
    ({ data }: MessageEvent<ScanReport>) => {
      if (data.type === 'code') {
        onCode(data.code);
        return;
      }
      pulseAt = performance.now();
      tell(judgeLight(data.brightness, pulseAt));
    },
    { signal: session.signal },
  );
}
