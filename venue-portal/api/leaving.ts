import { deleteResource } from './client.ts';
import { ProblemError } from './problem-error.ts';

const KEY = 'venue-portal.leaving';

/**
 * Whether somebody signed out on this device and the server was not told yet: only it can end a session, whose cookie no
 * script can touch. Until then nobody is let in here by that session.
 */
export function isLeaving(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

/** @param leaving false once the session is ended, or another one has taken its place. */
export function markLeaving(leaving: boolean): void {
  try {
    if (leaving) localStorage.setItem(KEY, '1');
    else localStorage.removeItem(KEY);
  } catch {
    // Storage is forbidden: then only this page knows, and it forgets.
  }
}

/** @throws ProblemError when the server did not hear it: {@link isLeaving} stays. */
export async function finishLeaving(): Promise<void> {
  try {
    await deleteResource('/sessions/current');
  } catch (error) {
    const isOver = error instanceof ProblemError && error.code === 'not-signed-in';
    if (!isOver) throw error;
  }
  markLeaving(false);
}
