import { open } from 'node:fs/promises';
import { encodeQr } from '#print/qr/matrix.ts';
import { drawQr } from '#shared/testing/draw-qr.ts';

/** What the camera sees for a while; null: nobody before it. */
export interface FakeScene {
  readonly seconds: number;
  readonly text: string | null;
}

export interface FakeCameraOptions {
  readonly width?: number;
  readonly height?: number;
  readonly framesPerSecond?: number;
  /** Luminance of what is not code, 16 (black) to 235. */
  readonly background?: number;
}

/** Of the picture's height, quiet zone included: a code held well into the guide box. */
const CODE_SHARE = 0.6;

/**
 * Writes a YUV4MPEG2 video for Chromium's fake camera (`fakeCameraFlags`), each scene's QR code in the middle of the
 * picture. Chromium plays it in a loop from the moment the camera is opened.
 * A second takes 14 MB at 1280 × 720 and 10 frames: keep it short, in a temporary folder.
 */
export async function writeFakeCamera(
  path: string,
  scenes: readonly FakeScene[],
  options: FakeCameraOptions = {},
): Promise<void> {
  const { width = 1280, height = 720, framesPerSecond = 10, background = 118 } = options;
  const file = await open(path, 'w');
  try {
    await file.writeFile(`YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`);
    for (const { seconds, text } of scenes) {
      const frame = toFrame(drawScene(text, width, height, background));
      for (let i = 0; i < Math.round(seconds * framesPerSecond); i += 1) await file.writeFile(frame);
    }
  } finally {
    await file.close();
  }
}

function drawScene(text: string | null, width: number, height: number, background: number): Uint8Array {
  if (text === null) return new Uint8Array(width * height).fill(background);
  const qr = encodeQr(text, { levels: ['M'] });
  if (!qr.ok) throw new Error(`no QR code of ${text.length} characters: ${qr.error.kind}`);
  const modulePx = Math.floor((height * CODE_SHARE) / (qr.value.size + 8));
  return drawQr(qr.value, { width, height, modulePx, background, turned: 4 }).data;
}

/** 4:2:0 planes: the luminance, then two of a quarter each without colour. */
function toFrame(luminance: Uint8Array): Buffer {
  const colour = Buffer.alloc(luminance.length / 2, 128);
  return Buffer.concat([Buffer.from('FRAME\n'), luminance, colour]);
}
