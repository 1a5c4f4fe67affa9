import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { WasmSource } from '#shared/decoding/zxing-decoder.ts';

/** Path of zxing's WebAssembly file in node_modules. */
export const wasmFilePath = (): string => fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));

/** For Node: what `createZxingDecoder` wants. Rejects when the package is not installed. */
export async function readWasmFile(): Promise<WasmSource> {
  return { bytes: await readFile(wasmFilePath()) };
}
