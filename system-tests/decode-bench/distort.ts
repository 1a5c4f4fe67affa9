import type { GrayImage } from '#shared/decoding/gray-image.ts';

const DEGREE = Math.PI / 180;

/** The picture of a card that is turned away from the camera about its upright axis, seen from about three widths away. */
export function tilt(image: GrayImage, degrees: number): GrayImage {
  const { data, width, height } = image;
  const distance = 1.5 * width;
  const [cos, sin] = [Math.cos(degrees * DEGREE), Math.sin(degrees * DEGREE)];
  return mapPixels(image, (x, y) => {
    const [right, down] = [x - width / 2, y - height / 2];
    // Where the ray through this pixel meets the card.
    const along = (right * distance) / (distance * cos - right * sin);
    const depth = distance + along * sin;
    const [fromX, fromY] = [along + width / 2, (down * depth) / distance + height / 2];
    return sampleAt(data, width, height, fromX, fromY);
  });
}

/** A lamp's reflection: white in the middle, fading out. @param radius of what is washed out by half, pixels. */
export const addGlare = (image: GrayImage, radius: number, at: { readonly x: number; readonly y: number }): GrayImage =>
  mapPixels(image, (x, y, value) => {
    const share = Math.exp(-Math.LN2 * (Math.hypot(x - at.x, y - at.y) / radius) ** 4);
    return value + (255 - value) * share;
  });

/**
 * The stripes that a phone screen's grid of pixels makes with the camera's own, beside the dark lines between them.
 * @param strength 0..1 of the light. @param pitch camera pixels per screen pixel; near 1 the stripes are wide.
 */
export const addMoire = (image: GrayImage, strength: number, pitch: number): GrayImage =>
  mapPixels(image, (x, y, value) => {
    const [u, v] = [
      x * Math.cos(3 * DEGREE) + y * Math.sin(3 * DEGREE),
      y * Math.cos(3 * DEGREE) - x * Math.sin(3 * DEGREE),
    ];
    const grid = (Math.sin((2 * Math.PI * u) / pitch) + Math.sin((2 * Math.PI * v) / pitch)) / 2;
    const beat = Math.sin((2 * Math.PI * u) / (14 * pitch)) * Math.sin((2 * Math.PI * v) / (19 * pitch));
    return value * (1 - strength * (0.5 + 0.25 * grid + 0.25 * beat));
  });

function mapPixels(
  { data, width, height }: GrayImage,
  change: (x: number, y: number, value: number) => number,
): GrayImage {
  const changed = new Uint8ClampedArray(data.length);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 1) changed[at] = change(x, y, data[at] ?? 0);
  }
  return { data: new Uint8Array(changed.buffer), width, height };
}

function sampleAt(data: Uint8Array, width: number, height: number, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const pixel = (column: number, row: number): number =>
    data[Math.min(height - 1, Math.max(0, row)) * width + Math.min(width - 1, Math.max(0, column))] ?? 0;
  const [fx, fy] = [x - left, y - top];
  const upper = pixel(left, top) * (1 - fx) + pixel(left + 1, top) * fx;
  const lower = pixel(left, top + 1) * (1 - fx) + pixel(left + 1, top + 1) * fx;
  return upper * (1 - fy) + lower * fy;
}
