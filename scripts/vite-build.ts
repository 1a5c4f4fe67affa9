import { resolve } from 'node:path';
import type { BuildOptions, ProxyOptions, ServerOptions } from 'vite';

/**
 * What our browser builds have in common. The pages run under a strict Content-Security-Policy, so nothing may be
 * inlined: no data: assets, no inline preload script.
 *
 * @param root folder of the entry's index.html
 * @param outDir relative to root
 */
export const browserBuild = (root: string, outDir: string) =>
  ({
    outDir: resolve(root, outDir),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    reportCompressedSize: false,
    rolldownOptions: { output: { intro: introOf } },
    // The kiosk's screen comes from its own disk; what phones load is measured by the tests of their pages.
    chunkSizeWarningLimit: 1_500,
  }) satisfies BuildOptions;

/**
 * zod tries whether it may make functions of text as soon as the first schema is built, before any code of ours could tell
 * it not to; the pages' policy forbids that, and reports it.
 */
const introOf = ({ moduleIds }: { readonly moduleIds: readonly string[] }): string =>
  moduleIds.some((id) => /[\\/]zod[\\/]v4[\\/]core[\\/]core\.js$/.test(id)) ? ZOD_WITHOUT_FUNCTIONS : '';
const ZOD_WITHOUT_FUNCTIONS = 'globalThis.__zod_globalConfig={jitless:true};';

/** As if the page had come from the target itself: it checks where a request comes from. */
const passOn = (target: string): ProxyOptions => ({ target, changeOrigin: true, headers: { origin: target } });

/** The server of `npm run dev`: pages from source, everything else from the server and the kiosk that run beside it. */
export const devServer = (): ServerOptions => ({
  host: '127.0.0.1',
  strictPort: true,
  proxy: {
    // Not the sources of the portal's own folder of that name.
    '^/api/(?!.*[.]tsx?$|.*[.]tsx?[?])': passOn(process.env['DEV_SERVER_URL'] ?? 'http://127.0.0.1:8080'),
    '/bridge': { ...passOn(process.env['DEV_KIOSK_URL'] ?? 'http://127.0.0.1:8081'), ws: true },
  },
});
