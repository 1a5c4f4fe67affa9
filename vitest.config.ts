import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { PATIENCE } from './scripts/testing/patience.ts';

/** Real doors, with cameras, clocks and browsers: each wants the machine for itself. */
const DOORS = ['system-tests/{kiosk-*,whole-story,electron/*}.test.ts'];

const COMMON = {
  // Tells what hangs, and no more.
  testTimeout: 60_000,
  hookTimeout: 120_000,
  expect: PATIENCE.expect,
  /** Processes that tests start compile what they share once: a third less work each. */
  env: {
    ...PATIENCE.env,
    NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/node-compile', import.meta.url)),
  },
  setupFiles: ['shared/testing/wait-patiently.ts', ...(process.env['CI'] ? ['shared/testing/fixed-seed.ts'] : [])],
};

export default defineConfig({
  test: {
    passWithNoTests: false,
    projects: [
      {
        test: {
          ...COMMON,
          name: 'rooms',
          include: ['{shared,print,server,kiosk,venue-portal,scripts,system-tests}/**/*.test.{ts,tsx}'],
          exclude: DOORS,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      { test: { ...COMMON, name: 'doors', include: DOORS, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
