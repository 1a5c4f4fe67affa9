import process from 'node:process';
import { defineConfig } from 'vitest/config';

/** The long proofs of `npm run test:crash` and its like: one file after the other, as each wants the machine. */
export default defineConfig({
  test: {
    include: ['**/*.suite.ts'],
    passWithNoTests: false,
    fileParallelism: false,
    // Those that ask for it wait most of the time, for time-outs of kiosks of their own.
    maxConcurrency: 16,
    testTimeout: 4 * 60 * 60_000,
    hookTimeout: 10 * 60_000,
    setupFiles: process.env['CI'] && process.env['SUITE_LENGTH'] === 'short' ? ['shared/testing/fixed-seed.ts'] : [],
  },
});
