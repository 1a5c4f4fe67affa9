import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { createFrameDecoder, type FrameDecoder } from '#shared/decoding/frame-decoder.ts';
import { type GrayImage, measureBrightness } from '#shared/decoding/gray-image.ts';
import { createJsqrDecoder } from '#shared/decoding/jsqr-decoder.ts';
import type { DecodedCode } from '#shared/decoding/qr-decoder.ts';
import { createZxingDecoder } from '#shared/decoding/zxing-decoder.ts';
import { fromUtf8, toBase64url } from '#shared/sealing/bytes.ts';
import { LuminanceReader } from './frame-luminance.ts';
import type { ScanOrder, ScanReport, SeenCode } from './scan-messages.ts';
import { createSightings } from './sightings.ts';

/** The renderer compiles against the DOM, whose `self` is a window. */
const page = self as unknown as { postMessage(report: ScanReport): void };
/** After a frame that took t ms the worker rests t / 2: the screen needs the other half of a small machine. */
const REST_SHARE = 0.5;

const luminance = new LuminanceReader();
const isNews = createSightings();
const decoder = createDecoder();

/** Without WebAssembly the kiosk still reads, only less and slower. */
async function createDecoder(): Promise<FrameDecoder> {
  const jsqr = createJsqrDecoder();
  try {
    const first = await createZxingDecoder({ url: new URL(wasmUrl, self.location.href).href });
    return createFrameDecoder({ first, second: jsqr });
  } catch (cause) {
    console.error('zxing does not load, reading with jsqr alone', cause);
    return createFrameDecoder({ first: jsqr, budgetMs: 250 });
  }
}

const clockNow = (): number => performance.timeOrigin + performance.now();

function lookAt(image: GrayImage, frames: FrameDecoder, seenAt: number): void {
  const code = frames.decodeFrame(image);
  if (code) {
    const seen = toSeenCode(code, seenAt);
    if (isNews(seen.text, seenAt)) page.postMessage({ type: 'code', code: seen });
  }
  page.postMessage({ type: 'pulse', brightness: measureBrightness(image) });
}

function toSeenCode({ bytes }: DecodedCode, seenAt: number): SeenCode {
  try {
    return { text: fromUtf8(bytes), encoding: 'text', seenAt };
  } catch {
    return { text: toBase64url(bytes), encoding: 'base64url', seenAt };
  }
}

async function readStream(stream: ReadableStream<VideoFrame>): Promise<void> {
  const frames = await decoder;
  const reader = stream.getReader();
  let restUntil = 0;
  for (;;) {
    const { value: frame, done } = await reader.read();
    if (done) return;
    const seenAt = clockNow();
    try {
      // Frames that come meanwhile are dropped, so that the next one looked at is the newest.
      if (seenAt < restUntil) continue;
      lookAt(await luminance.readFrame(frame), frames, seenAt);
      const end = clockNow();
      restUntil = end + (end - seenAt) * REST_SHARE;
    } finally {
      frame.close();
    }
  }
}

async function readPicture(picture: ImageBitmap): Promise<void> {
  const seenAt = clockNow();
  const frames = await decoder;
  lookAt(luminance.readPicture(picture, picture.width, picture.height), frames, seenAt);
  picture.close();
}

self.addEventListener('message', ({ data }: MessageEvent<ScanOrder>) => {
  const work = data.type === 'stream' ? readStream(data.frames) : readPicture(data.picture);
  work.catch((cause: unknown) => {
    // Becomes the worker's error event: the page opens the camera anew.
    setTimeout(() => {
      throw cause;
    });
  });
});
