import type { Problem, ProblemCode } from '#shared/contract/problem.ts';

/** What the server said, or why it could not be heard: `offline` (no answer) and `unreadable` (not our server's answer). */
export type FailureCode = ProblemCode | 'offline' | 'unreadable';

export class ProblemError extends Error {
  readonly code: FailureCode;
  /** Path of the input -> reason code, when the server names inputs. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(code: FailureCode, fields: Readonly<Record<string, string>> = {}) {
    super(`request failed: ${code}`);
    this.name = 'ProblemError';
    this.code = code;
    this.fields = fields;
  }

  static fromProblem(problem: Problem): ProblemError {
    return new ProblemError(problem.code, problem.fields);
  }
}

/** Worth asking again by itself: nothing was decided yet. */
export function isTransient(error: unknown): boolean {
  return error instanceof ProblemError && (error.code === 'offline' || error.code === 'unavailable');
}

export const failureOf = (error: unknown): FailureCode => (error instanceof ProblemError ? error.code : 'internal');
