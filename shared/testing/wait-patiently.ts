import process from 'node:process';
import { vi } from 'vitest';

// `expect.poll` has a setting of its own; this knows none.
const waitFor = vi.waitFor;
const timeout = Number(process.env['TEST_PATIENCE_MS']);
vi.waitFor = (condition, options) =>
  waitFor(condition, typeof options === 'number' ? options : { timeout, ...options });
