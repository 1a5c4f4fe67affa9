import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { browserBuild, devServer } from '../scripts/vite-build.ts';

/** The app of owners, staff and officers; the server serves it at / and answers unknown paths with its page. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  server: devServer(),
  build: browserBuild(import.meta.dirname, '../dist/portal'),
});
