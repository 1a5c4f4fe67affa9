import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { browserBuild, devServer } from '../../scripts/vite-build.ts';

/** The phone page behind the poster, https://HOST/v/CODE; its files live under /v/ too, apart from the portal's. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/v/',
  plugins: [react()],
  server: devServer(),
  build: {
    ...browserBuild(import.meta.dirname, '../../dist/visitor'),
    // Building a schema has no side effect: those this page does not parse with, and zod itself, stay out of it.
    rolldownOptions: { treeshake: { manualPureFunctions: ['z'] } },
  },
});
