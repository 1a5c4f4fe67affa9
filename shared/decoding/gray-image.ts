/** Luminance, one byte per pixel, row by row from the top left; `data.length === width * height`. */
export interface GrayImage {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** What canvases, PNG and JPEG readers give: four bytes per pixel. The DOM's ImageData is one. */
export interface RgbaImage {
  readonly data: Uint8ClampedArray | Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Rec. 601 luma; transparent pixels count as white paper. */
export function grayFromRgba({ data, width, height }: RgbaImage): GrayImage {
  const gray = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < gray.length; i += 1, at += 4) {
    const luma = (306 * byteAt(data, at) + 601 * byteAt(data, at + 1) + 117 * byteAt(data, at + 2)) >> 10;
    const alpha = byteAt(data, at + 3);
    gray[i] = alpha === 255 ? luma : 255 - ((255 - luma) * alpha) / 255;
  }
  return { data: gray, width, height };
}

/** The largest centred square, at most `side` pixels wide. */
export function cropCentre(image: GrayImage, side: number): GrayImage {
  const size = Math.min(side, image.width, image.height);
  const left = (image.width - size) >> 1;
  const top = (image.height - size) >> 1;
  if (size === image.width && size === image.height) return image;
  const data = new Uint8Array(size * size);
  for (let y = 0; y < size; y += 1) {
    const start = (top + y) * image.width + left;
    data.set(image.data.subarray(start, start + size), y * size);
  }
  return { data, width: size, height: size };
}

/** Averages squares of `factor` pixels, a whole number; what is left at the right and the bottom is dropped. */
export function shrink(image: GrayImage, factor: number): GrayImage {
  if (factor === 1) return image;
  const width = Math.floor(image.width / factor);
  const height = Math.floor(image.height / factor);
  const data = new Uint8Array(width * height);
  const area = factor * factor;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let dy = 0; dy < factor; dy += 1) {
        const row = (y * factor + dy) * image.width + x * factor;
        for (let dx = 0; dx < factor; dx += 1) sum += byteAt(image.data, row + dx);
      }
      data[y * width + x] = sum / area;
    }
  }
  return { data, width, height };
}

/** Doubles both sides by bilinear interpolation: modules of less than two pixels become legible to the decoder's sampling. */
export function enlargeTwice(image: GrayImage): GrayImage {
  const { data: from, width: fromWidth, height: fromHeight } = image;
  const width = fromWidth * 2;
  const height = fromHeight * 2;
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const near = y >> 1;
    const far = Math.min(fromHeight - 1, Math.max(0, near + ((y & 1) === 0 ? -1 : 1)));
    const nearRow = near * fromWidth;
    const farRow = far * fromWidth;
    for (let x = 0; x < width; x += 1) {
      const nearX = x >> 1;
      const farX = Math.min(fromWidth - 1, Math.max(0, nearX + ((x & 1) === 0 ? -1 : 1)));
      const nearSum = 3 * byteAt(from, nearRow + nearX) + byteAt(from, nearRow + farX);
      const farSum = 3 * byteAt(from, farRow + nearX) + byteAt(from, farRow + farX);
      data[y * width + x] = (3 * nearSum + farSum + 8) >> 4;
    }
  }
  return { data, width, height };
}

/** Unsharp mask over a 3 × 3 neighbourhood: gives a defocused webcam's modules their edges back. */
export function sharpen(image: GrayImage): GrayImage {
  const { data: from, width, height } = image;
  const data = Uint8Array.from(from);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const around = byteAt(from, at - 1) + byteAt(from, at + 1) + byteAt(from, at - width) + byteAt(from, at + width);
      const value = byteAt(from, at) * 3 - around / 2;
      data[at] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
  return { data, width, height };
}

/** Mean of about a thousand pixels spread over the image, 0 (black) to 255. */
export function measureBrightness({ data }: GrayImage): number {
  // An odd stride does not stay in one column.
  const stride = Math.max(1, Math.floor(data.length / 1000)) | 1;
  let sum = 0;
  let count = 0;
  for (let i = 0; i < data.length; i += stride) {
    sum += byteAt(data, i);
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}

const byteAt = (data: Uint8ClampedArray | Uint8Array, index: number): number => data[index] as number;
