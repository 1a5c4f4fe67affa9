import { expect, it, vi } from 'vitest';
import { repeat } from './repeat.ts';

it('runs at once and again, goes on after a failure, and stops when told', async () => {
  const failures: unknown[] = [];
  let runs = 0;
  const repetition = repeat(
    async () => {
      runs += 1;
      if (runs === 2) throw new Error('once');
    },
    1,
    (error) => failures.push(error),
  );
  expect(runs).toBe(1);
  await vi.waitFor(() => expect(runs).toBeGreaterThan(3));
  await repetition.stop();
  expect(failures).toHaveLength(1);
  const stoppedAt = runs;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(runs).toBe(stoppedAt);
});

it('waits for the run that is on', async () => {
  let finish = (): void => undefined;
  let isOver = false;
  const repetition = repeat(
    async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      isOver = true;
    },
    1,
    () => undefined,
  );
  const stopped = repetition.stop();
  finish();
  await stopped;
  expect(isOver).toBe(true);
});
