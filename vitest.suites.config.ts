import process from 'node:process';
import { defineConfig } from 'vitest/config';
import { PATIENCE } from './scripts/testing/patience.ts';

const IS_SHORT = process.env['SUITE_LENGTH'] === 'short';

/** What judges times, or how much passes in some time: it wants the machine for itself. */
const MEASURED = ['**/{load-*,network-slow-link,storage-recovery,storage-running}.suite.ts'];

/** `--dir` is not handed on to projects. */
const { argv } = process;
const dir = argv.includes('--dir') ? argv[argv.indexOf('--dir') + 1] : 'system-tests/suites';

const COMMON = {
  ...(dir !== undefined && { dir }),
  // Those that ask for it wait most of the time, for time-outs of kiosks of their own.
  maxConcurrency: 16,
  testTimeout: 4 * 60 * 60_000,
  hookTimeout: 10 * 60_000,
  ...PATIENCE,
  setupFiles: [
    'shared/testing/wait-patiently.ts',
    ...(process.env['CI'] && IS_SHORT ? ['shared/testing/fixed-seed.ts'] : []),
  ],
};

/** The long proofs of `npm run test:crash` and its like; in full one file after the other, as each wants the machine. */
export default defineConfig({
  test: {
    passWithNoTests: false,
    projects: [
      { test: { ...COMMON, name: 'measured', include: MEASURED, maxWorkers: 1, sequence: { groupOrder: 0 } } },
      {
        test: {
          ...COMMON,
          ...{ name: 'unmeasured', include: ['**/*.suite.ts'], exclude: MEASURED },
          ...{ maxWorkers: IS_SHORT ? 2 : 1, sequence: { groupOrder: 1 } },
        },
      },
    ],
  },
});
