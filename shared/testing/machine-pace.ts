import { spawnSync } from 'node:child_process';
import process from 'node:process';

/** What a bare process takes to start on a quiet machine, in milliseconds. */
const QUIET_START_MS = 75;

/**
 * A bound for what starts processes of its own, in the measure of the machine as it is at this moment.
 *
 * @param quietMs on a quiet machine. @returns in milliseconds: that, or longer where a bare process now starts as much slower.
 */
export function onThisMachine(quietMs: number): number {
  const since = performance.now();
  spawnSync(process.execPath, ['--eval', '']);
  return quietMs * Math.max(1, (performance.now() - since) / QUIET_START_MS);
}
