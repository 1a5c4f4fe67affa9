import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from './plain-error.mjs';
import { ROOT, requireNode, requireTool } from './project.mjs';
import { buildAndStamp, isFresh } from './stamps.mjs';

/**
 * @typedef {object} Target
 * @property {string} name
 * @property {string} what for people
 * @property {string[]} entries must exist
 * @property {string[]} sources a change in any of them builds again
 * @property {string[]} outputs
 * @property {() => string[]} command arguments for Node
 */

const EVERYWHERE = ['package-lock.json', 'tsconfig.base.json', 'shared', 'print/qr', 'scripts/vite-build.ts'];
const KIOSK_SCREEN = ['kiosk/renderer', 'kiosk/core', 'kiosk/bridge'];
const KIOSK_SHELL = [
  'kiosk/host',
  'kiosk/main',
  'kiosk/preload',
  'kiosk/process',
  'kiosk/store',
  'kiosk/sync',
  'kiosk/devices',
];

/** @param {string} folder of the vite.config.ts */
const viteBuild = (folder) => () => [
  requireTool('vite', 'vite'),
  'build',
  '--logLevel',
  'warn',
  '--config',
  `${folder}/vite.config.ts`,
];

/** @type {Target[]} */
export const TARGETS = [
  {
    name: 'portal',
    what: 'the portal',
    entries: ['venue-portal/index.html'],
    sources: [...EVERYWHERE, 'venue-portal', 'scripts/offline-copy.ts'],
    outputs: ['dist/portal/index.html'],
    command: viteBuild('venue-portal'),
  },
  {
    name: 'visitor',
    what: 'the phone page behind the poster',
    entries: ['venue-portal/visitor/index.html'],
    sources: [...EVERYWHERE, 'venue-portal/visitor'],
    outputs: ['dist/visitor/index.html'],
    command: viteBuild('venue-portal/visitor'),
  },
  {
    name: 'renderer',
    what: "the kiosk's screen",
    entries: ['kiosk/renderer/index.html'],
    sources: [...EVERYWHERE, ...KIOSK_SCREEN],
    outputs: ['dist/renderer/index.html'],
    command: viteBuild('kiosk/renderer'),
  },
  {
    name: 'electron',
    what: "the kiosk's Electron shell",
    entries: ['kiosk/main/main.ts', 'kiosk/preload/preload.ts', 'kiosk/process/main.ts'],
    sources: [...EVERYWHERE, 'print', 'kiosk/core', 'kiosk/bridge', ...KIOSK_SHELL, 'scripts/bundle-electron.ts'],
    outputs: ['dist/kiosk/main.cjs', 'dist/kiosk/preload.cjs', 'dist/kiosk/core.mjs', 'dist/kiosk/raster-worker.cjs'],
    command: () => ['scripts/bundle-electron.ts'],
  },
];

/** @param {string[]} names */
export function selectTargets(names) {
  return names.map((name) => {
    const target = TARGETS.find((candidate) => candidate.name === name);
    if (target !== undefined) return target;
    throw new PlainError(`There is no target "${name}": choose from ${TARGETS.map((each) => each.name).join(', ')}.`);
  });
}

/**
 * Builds what has changed since it was last built.
 *
 * @param {import('./children.mjs').Children} children
 * @param {string[]} names of targets
 * @param {(message: string) => void} [say]
 */
export async function ensureBuilt(children, names, say = console.log) {
  for (const target of selectTargets(names)) {
    const missing = target.entries.find((entry) => !existsSync(join(ROOT, entry)));
    if (missing !== undefined) throw new PlainError(`Cannot build ${target.what}: ${missing} does not exist.`);
    if (isFresh(ROOT, target)) continue;
    say(`Building ${target.what} ...`);
    await buildAndStamp(ROOT, target, async () => {
      const code = await children.run(requireNode(), target.command(), { env: { NODE_ENV: 'production' } });
      if (code !== 0) throw new PlainError(`Building ${target.what} failed: see the messages above.`);
    });
  }
}
