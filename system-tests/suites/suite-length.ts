import process from 'node:process';

/** Whether this is the form of a suite that CI runs (`-- --short`). */
export const isShort = process.env.SUITE_LENGTH === 'short';

/** How much of something a suite does. */
export const howMany = ({ short, full }: { readonly short: number; readonly full: number }): number =>
  isShort ? short : full;
