import { PNG } from 'pngjs';

/** A logo as the server stores them: a red disc on nothing, RGBA. */
export function logoPng(width: number, height: number): Uint8Array {
  const png = new PNG({ width, height });
  const radius = height / 2;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isInside = Math.hypot(x - width / 2, y - radius) < radius;
      png.data.set(isInside ? [200, 16, 46, 255] : [0, 0, 0, 0], (y * width + x) * 4);
    }
  }
  return new Uint8Array(PNG.sync.write(png));
}
