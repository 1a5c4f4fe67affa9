import { monitorEventLoopDelay } from 'node:perf_hooks';
import { threadCpuUsage } from 'node:process';
import { setTimeout } from 'node:timers/promises';

/** What some work took, in milliseconds. */
export interface Taken {
  readonly ms: number;
  /** Of this thread's processor. */
  readonly cpuMs: number;
  /** The longest time in which nobody else was served. */
  readonly stallMs: number;
}

/** For benches. */
export async function measureWork(work: () => Promise<unknown>): Promise<Taken> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  // It counts from its second tick on.
  await setTimeout(10);
  delay.reset();
  const [started, before] = [performance.now(), threadCpuUsage()];
  await work();
  const [ms, { user, system }] = [performance.now() - started, threadCpuUsage(before)];
  await setTimeout(10);
  delay.disable();
  return { ms, cpuMs: (user + system) / 1_000, stallMs: delay.max / 1e6 };
}
