import { resolve } from 'node:path';
import type { BuildOptions } from 'vite';

/**
 * What our browser builds have in common. The pages run under a strict Content-Security-Policy, so nothing may be
 * inlined: no data: assets, no inline preload script.
 *
 * @param root folder of the entry's index.html
 * @param outDir relative to root
 */
export const browserBuild = (root: string, outDir: string): BuildOptions => ({
  outDir: resolve(root, outDir),
  emptyOutDir: true,
  assetsInlineLimit: 0,
  modulePreload: { polyfill: false },
  target: 'es2022',
  reportCompressedSize: false,
});
