import { defineConfig } from 'vitest/config';

/** The long proofs of `npm run test:crash` and its like: one file after the other, as each wants the machine. */
export default defineConfig({
  test: {
    include: ['**/*.suite.ts'],
    passWithNoTests: false,
    fileParallelism: false,
    testTimeout: 4 * 60 * 60_000,
    hookTimeout: 10 * 60_000,
  },
});
