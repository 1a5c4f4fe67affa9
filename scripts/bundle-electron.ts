import { rm } from 'node:fs/promises';
import { type BuildOptions, build } from 'esbuild';

const OUT = 'dist/kiosk';

const common: BuildOptions = {
  bundle: true,
  platform: 'node',
  sourcemap: 'linked',
  logLevel: 'warning',
  legalComments: 'none',
};

/** Electron's own two files: CommonJS, because a sandboxed preload knows nothing else. */
const shell: BuildOptions = {
  ...common,
  entryPoints: { main: 'kiosk/main/main.ts', preload: 'kiosk/preload/preload.ts' },
  outdir: OUT,
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  target: 'node22',
  external: ['electron'],
};

/** The core process as it is packaged; from a checkout Node 24 runs its TypeScript instead. */
const core: BuildOptions = {
  ...common,
  entryPoints: { core: 'kiosk/process/main.ts' },
  outdir: OUT,
  outExtension: { '.js': '.mjs' },
  format: 'esm',
  target: 'node22',
  external: ['@node-rs/argon2', 'better-sqlite3', 'serialport'],
  banner: {
    // Bundled CommonJS packages still call require() for Node's own modules.
    js: "import { createRequire as createRequireOfCore } from 'node:module'; const require = createRequireOfCore(import.meta.url);",
  },
};

/** Draws what is printed; one script by itself, handed to a thread as text. See kiosk/devices/printer/page-press.ts. */
const rasterWorker: BuildOptions = {
  ...common,
  entryPoints: { 'raster-worker': 'kiosk/devices/printer/raster-worker.ts' },
  outdir: OUT,
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  target: 'node22',
  // PDFium asks where it lies, to find files that it is given instead.
  define: { 'import.meta.url': 'urlOfWorker' },
  banner: { js: "const urlOfWorker = require('node:url').pathToFileURL(process.execPath).href;" },
};

await rm(OUT, { recursive: true, force: true });
await Promise.all([build(shell), build(core), build(rasterWorker)]);
