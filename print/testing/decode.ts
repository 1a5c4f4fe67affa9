import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import jsQR from 'jsqr';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Raster } from './rasterise.ts';

const require = createRequire(import.meta.url);
prepareZXingModule({
  overrides: { wasmBinary: readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm')).buffer as ArrayBuffer },
});

function rgba({ width, height, grey }: Raster): {
  data: Uint8ClampedArray<ArrayBuffer>;
  width: number;
  height: number;
} {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let at = 0; at < grey.length; at++) data.fill(grey[at] ?? 255, at * 4, at * 4 + 3);
  return { data, width, height };
}

export async function decodeZxing(raster: Raster): Promise<string[]> {
  const results = await readBarcodes(rgba(raster) as never, { formats: ['QRCode'] });
  return results.map((r) => r.text);
}
export function decodeJsqr(raster: Raster): string | undefined {
  const { data, width, height } = rgba(raster);
  return jsQR(data, width, height)?.data;
}
