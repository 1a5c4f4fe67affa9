import { StorageFailure } from '#kiosk/core/ports.ts';

/** The kind of error, never its message: that might quote what was to be written. */
export const describeError = (error: unknown): string =>
  error instanceof StorageFailure ? error.message : error instanceof Error ? error.name : typeof error;
