import { vi } from 'vitest';
import { PATIENCE_MS } from './patience.ts';

// For `expect.poll` the same stands in the configuration; this one knows no setting.
const waitFor = vi.waitFor;
vi.waitFor = (condition, options) =>
  waitFor(condition, typeof options === 'number' ? options : { timeout: PATIENCE_MS, ...options });
