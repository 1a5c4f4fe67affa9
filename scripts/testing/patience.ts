/**
 * How long a test waits for a condition, in milliseconds: on a machine that many share vitest's own second says more of
 * the machine than of the product. How fast things are is measured by `npm run bench`, against a limit of the same run.
 */
const PATIENCE_MS = 15_000;

/** For `expect.poll`, and for `vi.waitFor` by shared/testing/wait-patiently.ts. */
export const PATIENCE = {
  expect: { poll: { timeout: PATIENCE_MS } },
  env: { TEST_PATIENCE_MS: String(PATIENCE_MS) },
};
