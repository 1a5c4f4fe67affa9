/** The one thing of the runtime that the bridge uses; Node, Electron and browsers have it alike. */
declare function setTimeout(run: () => void, ms: number): number;
declare function clearTimeout(timer: number): void;
