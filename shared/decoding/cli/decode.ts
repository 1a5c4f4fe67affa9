import { parseArgs } from 'node:util';
import { decodeStill } from '#shared/decoding/frame-decoder.ts';
import type { GrayImage } from '#shared/decoding/gray-image.ts';
import { createJsqrDecoder } from '#shared/decoding/jsqr-decoder.ts';
import { createZxingDecoder } from '#shared/decoding/zxing-decoder.ts';
import { listImages, readImage } from './read-image.ts';
import { readWasmFile } from './wasm-file.ts';

const USAGE = `Usage: npm run decode -- FILE|DIR... [--json]
Reads the QR codes in PNG and JPEG images with the kiosk's own decoders: file, text, symbology, ms (tab-separated).
  --json   one JSON array of {file, text, symbology, decoder, ms}; text is null where no code was read
Exit code: 0 all images looked at, 1 one could not be opened, 2 wrong usage.
`;

interface Reading {
  readonly file: string;
  readonly text: string | null;
  readonly symbology: string | null;
  readonly decoder: string | null;
  /** For the whole picture, all looks at it. */
  readonly ms: number;
}

type ReadCode = (file: string, image: GrayImage) => Reading;

async function createReader(): Promise<ReadCode> {
  const first = await createZxingDecoder(await readWasmFile());
  const second = createJsqrDecoder();
  return (file, image) => {
    const start = performance.now();
    const code = decodeStill(image, first, second);
    const ms = Math.round((performance.now() - start) * 10) / 10;
    return { file, text: code?.text ?? null, symbology: code?.symbology ?? null, decoder: code?.decoder ?? null, ms };
  };
}

/** One line per reading, whatever control characters the code contains. */
function formatLine({ file, text, symbology, ms }: Reading): string {
  const shown = text?.replace(/\p{Cc}/gu, (control) => JSON.stringify(control).slice(1, -1)) ?? '(no code)';
  return [file, shown, symbology ?? '-', ms.toFixed(1)].join('\t');
}

/** Hands each image that opens to `onImage`; says of each other one why not. Answers whether all opened. */
async function openImages(
  paths: readonly string[],
  onImage: (file: string, image: GrayImage) => void,
): Promise<boolean> {
  let areAllOpened = true;
  const tell = (path: string, cause: unknown): void => {
    areAllOpened = false;
    process.stderr.write(`decode: ${path}: ${cause instanceof Error ? cause.message : String(cause)}\n`);
  };
  for (const path of paths) {
    const files = await listImages(path).catch((cause: unknown) => tell(path, cause));
    for (const file of files ?? []) {
      const image = await readImage(file).catch((cause: unknown) => tell(file, cause));
      if (image) onImage(file, image);
    }
  }
  return areAllOpened;
}

async function main({ json: isJson = false }, paths: readonly string[]): Promise<number> {
  const read = await createReader();
  const readings: Reading[] = [];
  const areAllOpened = await openImages(paths, (file, image) => {
    const reading = read(file, image);
    if (isJson) readings.push(reading);
    else process.stdout.write(`${formatLine(reading)}\n`);
  });
  if (isJson) process.stdout.write(`${JSON.stringify(readings, null, 2)}\n`);
  return areAllOpened ? 0 : 1;
}

function readArguments(): { values: { json?: boolean; help?: boolean }; positionals: string[] } | null {
  try {
    const options = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
    return parseArgs({ options, allowPositionals: true });
  } catch {
    return null;
  }
}

const parsed = readArguments();
if (parsed?.values.help) {
  process.stdout.write(USAGE);
} else if (!parsed || parsed.positionals.length === 0) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  process.exitCode = await main(parsed.values, parsed.positionals);
}
