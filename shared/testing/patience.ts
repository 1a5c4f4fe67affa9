/**
 * How long a test waits for a condition, in milliseconds: on a machine that many share vitest's own second says more of
 * the machine than of the product. How fast things are is measured by `npm run bench`, against a limit of the same run.
 */
export const PATIENCE_MS = 15_000;
