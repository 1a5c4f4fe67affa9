/** An expected end: one sentence on standard error, exit code 1. */
export class Sentence extends Error {
  override readonly name = 'Sentence';
}
