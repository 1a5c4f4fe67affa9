import type { ScanOrder } from './scan-messages.ts';

type FrameStream = { readonly readable: ReadableStream<VideoFrame> };
/** In Chromium's windows, but in none of TypeScript's libraries for windows. */
type FrameStreamOf = new (init: { track: MediaStreamTrack; maxBufferSize: number }) => FrameStream;

interface Feed {
  readonly video: HTMLVideoElement;
  readonly track: MediaStreamTrack;
  readonly worker: Worker;
  readonly signal: AbortSignal;
}

/** Sends the track's frames to the worker: as a stream where the browser has one, else picture by picture. */
export function feedFrames(feed: Feed): void {
  const createStream = (globalThis as { MediaStreamTrackProcessor?: FrameStreamOf }).MediaStreamTrackProcessor;
  if (!createStream) {
    feedPictures(feed);
    return;
  }
  // A buffer of one keeps the newest frame only.
  const { readable } = new createStream({ track: feed.track, maxBufferSize: 1 });
  feed.worker.postMessage({ type: 'stream', frames: readable } satisfies ScanOrder, [readable]);
}

/** A picture of each new video frame, the next only when the worker is done with the last. */
function feedPictures({ video, worker, signal }: Feed): void {
  const sendNext = (): void => {
    video.requestVideoFrameCallback(() => {
      if (signal.aborted) return;
      createImageBitmap(video).then(
        (picture) => worker.postMessage({ type: 'picture', picture } satisfies ScanOrder, [picture]),
        // The video had no picture at this moment.
        sendNext,
      );
    });
  };
  worker.addEventListener('message', sendNext, { signal });
  sendNext();
}
