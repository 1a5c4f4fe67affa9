export interface Repetition {
  /** Waits for the run that is on. */
  stop(): Promise<void>;
}

/** Runs at once and then again, `everyMs` after the run before has ended. A run that fails is told of and followed by the next. */
export function repeat(work: () => Promise<unknown>, everyMs: number, onFailure: (error: unknown) => void): Repetition {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const run = (): void => {
    running = work()
      .then(() => undefined, onFailure)
      .then(() => {
        if (!stopped) timer = setTimeout(run, everyMs).unref();
      });
  };
  run();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
