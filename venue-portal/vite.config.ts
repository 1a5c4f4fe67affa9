import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { offlineCopy } from '../scripts/offline-copy.ts';
import { browserBuild, devServer } from '../scripts/vite-build.ts';

const ROOT = import.meta.dirname;
const build = browserBuild(ROOT, '../dist/portal');
const WORKER = 'offline-worker';

/** The app of owners, staff and officers; the server serves it at / and answers unknown paths with its page. */
export default defineConfig({
  root: ROOT,
  base: '/',
  plugins: [
    react(),
    offlineCopy({
      worker: WORKER,
      page: 'index',
      screens: ['/features/ward/ward-layout.tsx', '/features/ward/inspect-page.tsx', '/shared/i18n/portal.en.ts'],
    }),
  ],
  server: devServer(),
  build: {
    ...build,
    rolldownOptions: {
      ...build.rolldownOptions,
      input: { index: resolve(ROOT, 'index.html'), [WORKER]: resolve(ROOT, 'offline/offline-worker.ts') },
      output: {
        ...build.rolldownOptions.output,
        // A service worker keeps its name: by it browsers find its newer one.
        entryFileNames: ({ name }) => (name === WORKER ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
