import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { browserBuild, devServer } from '../../scripts/vite-build.ts';

/** The kiosk's screen; relative addresses, so that it runs under app:// in Electron and under any path of a host. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  server: devServer(),
  worker: { format: 'es' },
  build: browserBuild(import.meta.dirname, '../../dist/renderer'),
});
