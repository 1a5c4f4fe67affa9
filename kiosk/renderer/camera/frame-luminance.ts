import { type GrayImage, grayFromRgba } from '#shared/decoding/gray-image.ts';

/** Eight-bit planar formats: the first plane is luminance, which is all that decoding wants. */
const PLANAR = new Set(['I420', 'I420A', 'I422', 'I422A', 'I444', 'I444A', 'NV12']);

/** Reads the luminance of frames into memory that it reuses: an image is valid until the next is read. */
export class LuminanceReader {
  #memory = new Uint8Array(0);
  #canvas: OffscreenCanvasRenderingContext2D | null = null;

  /** Does not close the frame. Rejects when the frame was closed meanwhile. */
  async readFrame(frame: VideoFrame): Promise<GrayImage> {
    if (!PLANAR.has(frame.format ?? '')) return this.readPicture(frame, frame.displayWidth, frame.displayHeight);
    const length = frame.allocationSize();
    if (this.#memory.length < length) this.#memory = new Uint8Array(length);
    const [plane] = await frame.copyTo(this.#memory);
    const { width = 0, height = 0 } = frame.visibleRect ?? {};
    if (!plane) throw new Error('a frame without planes');
    return packRows(this.#memory.subarray(plane.offset), plane.stride, width, height);
  }

  /** The slow way, by a canvas, for pictures in any other format. */
  readPicture(picture: VideoFrame | ImageBitmap, width: number, height: number): GrayImage {
    const canvas = this.#canvasOf(width, height);
    canvas.drawImage(picture, 0, 0, width, height);
    return grayFromRgba(canvas.getImageData(0, 0, width, height));
  }

  #canvasOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
    if (this.#canvas?.canvas.width === width && this.#canvas.canvas.height === height) return this.#canvas;
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true, alpha: false });
    if (!context) throw new Error('no canvas to read pictures with');
    this.#canvas = context;
    return context;
  }
}

function packRows(plane: Uint8Array, stride: number, width: number, height: number): GrayImage {
  if (stride !== width) {
    for (let y = 1; y < height; y += 1) plane.copyWithin(y * width, y * stride, y * stride + width);
  }
  return { data: plane.subarray(0, width * height), width, height };
}
