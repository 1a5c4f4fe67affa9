import { isShort } from '../suite-length.ts';

const EVERY_MS = 15_000;

/** Tells about a long run now and then; a short one runs without a word. */
export function createProgress(what: string, total: number): (done: number, note?: string) => void {
  let toldAt = performance.now();
  return (done, note = '') => {
    if (isShort || performance.now() - toldAt < EVERY_MS) return;
    toldAt = performance.now();
    console.log(`${what}: ${done.toLocaleString('en')} of ${total.toLocaleString('en')}${note && `, ${note}`}`);
  };
}
