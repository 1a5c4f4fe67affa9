import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';
import { listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { build, Platform } from 'electron-builder';

/** What electron-builder.yml promises of the fuses; read back from the binary that was made. */
const FUSES = [
  [FuseV1Options.RunAsNode, FuseState.DISABLE],
  [FuseV1Options.EnableCookieEncryption, FuseState.ENABLE],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, FuseState.DISABLE],
  [FuseV1Options.EnableNodeCliInspectArguments, FuseState.DISABLE],
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, FuseState.ENABLE],
  [FuseV1Options.OnlyLoadAppFromAsar, FuseState.ENABLE],
] as const;

/** As in electron-builder.yml. */
const EXECUTABLE = 'venue-check-in-kiosk';

const NEEDED = [
  'dist/kiosk/main.cjs',
  'dist/kiosk/preload.cjs',
  'dist/kiosk/core.mjs',
  'dist/kiosk/raster-worker.cjs',
  'dist/renderer/index.html',
  'node_modules/@hyzyla/pdfium/dist/pdfium.wasm',
  'node_modules/@expo-google-fonts/be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf',
];
/** Nothing of the server, no sources, no maps that give them away. */
const ALLOWED = /^(package\.json|LICENSE|dist(\/(kiosk|renderer)(\/.*)?)?|node_modules(\/.*)?)$/;
const PACKAGES = /^(better-sqlite3|serialport|@serialport|debug|ms|node-gyp-build|@hyzyla|@expo-google-fonts)$/;

/** @throws Error naming what is missing from the archive, or should not be in it. */
function inspectArchive(archive: string): void {
  const files = listPackage(archive, { isPack: false }).map((file) => file.replaceAll('\\', '/').slice(1));
  const missing = NEEDED.filter((file) => !files.includes(file));
  const packages = new Set(files.flatMap((file) => /^node_modules\/([^/]+)/.exec(file)?.[1] ?? []));
  const surplus = [
    ...files.filter((file) => !ALLOWED.test(file) || file.endsWith('.map')),
    ...[...packages].filter((name) => !PACKAGES.test(name)),
  ];
  if (missing.length > 0) throw new Error(`missing in the package: ${missing.join(', ')}`);
  if (surplus.length > 0) throw new Error(`not meant for the package: ${surplus.join(', ')}`);
}

/** Only what the operating system must load lies outside the archive. */
function inspectUnpacked(folder: string): void {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const scripts = files.filter(({ name }) => !name.endsWith('.node'));
  if (scripts.length > 0) throw new Error(`outside the archive: ${scripts.map(({ name }) => name).join(', ')}`);
}

async function inspectFuses(binary: string): Promise<void> {
  const wire = await getCurrentFuseWire(binary);
  for (const [fuse, wanted] of FUSES) {
    if (wire[fuse] !== wanted) throw new Error(`the fuse ${FuseV1Options[fuse]} is not as electron-builder.yml says`);
  }
}

interface Packed {
  readonly folder: string;
  readonly platform: string;
  /** Without extension. */
  readonly product: string;
}

async function inspect({ folder, platform, product }: Packed): Promise<void> {
  const bundle = join(folder, `${product}.app`);
  const resources = platform === 'darwin' ? join(bundle, 'Contents', 'Resources') : join(folder, 'resources');
  inspectArchive(join(resources, 'app.asar'));
  inspectUnpacked(join(resources, 'app.asar.unpacked'));
  const executable = join(folder, platform === 'win32' ? `${EXECUTABLE}.exe` : EXECUTABLE);
  await inspectFuses(platform === 'darwin' ? bundle : executable);
}

const [electronDist = '', electronVersion = ''] = process.argv.slice(2);
const packed: Packed[] = [];
await build({
  targets: Platform.current().createTarget('dir'),
  publish: 'never',
  config: {
    extends: join(import.meta.dirname, '..', 'electron-builder.yml'),
    electronDist,
    electronVersion,
    afterPack({ appOutDir, electronPlatformName, packager }) {
      packed.push({ folder: appOutDir, platform: electronPlatformName, product: packager.appInfo.productFilename });
    },
  },
});
if (packed.length === 0) throw new Error('nothing was packaged');
// Not in the hook: the fuses are set after it.
for (const each of packed) {
  await inspect(each);
  console.log(
    `Packaged with Electron ${electronVersion}, archive and fuses as promised: ${relative('.', each.folder)}`,
  );
}
