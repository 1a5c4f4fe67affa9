import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';

/** A network namespace of this machine behind a line of its own (Linux, as root, with iproute2). */
export interface NarrowNamespace {
  /** Where the outside is, seen from within. */
  readonly outside: string;
  /** In front of a command that is to run within. */
  readonly under: readonly [string, ...string[]];
  /** Nothing passes, and nobody is told. */
  cut(): void;
  mend(): void;
  /** All that went out, headers and what was sent again among it. */
  readonly bytesUp: number;
  close(): void;
}

const ip = (...args: readonly string[]): string => execFileSync('ip', args, { encoding: 'utf8', stdio: 'pipe' });

/** @returns the reason when this user or this machine may not have one. */
export function openNarrowNamespace(kbits: number): NarrowNamespace | string {
  const name = `faults${process.pid}`;
  const [near, far] = [`fo${process.pid}`, `fi${process.pid}`];
  const within = (...args: readonly string[]): string => ip('netns', 'exec', name, ...args);
  const outside = '10.231.77.1';
  const shape = ['root', 'tbf', 'rate', `${kbits}kbit`, 'burst', '4kb', 'latency', '800ms'];
  const close = (): void => {
    for (const undo of [() => ip('netns', 'del', name), () => ip('link', 'del', near)]) {
      try {
        undo();
      } catch {
        // It went with the other, or was never there.
      }
    }
  };
  try {
    ip('netns', 'add', name);
    ip('link', 'add', near, 'type', 'veth', 'peer', 'name', far);
    ip('link', 'set', far, 'netns', name);
    ip('addr', 'add', `${outside}/30`, 'dev', near);
    ip('link', 'set', near, 'up');
    within('ip', 'addr', 'add', '10.231.77.2/30', 'dev', far);
    within('ip', 'link', 'set', far, 'up');
    within('tc', 'qdisc', 'add', 'dev', far, ...shape);
    execFileSync('tc', ['qdisc', 'add', 'dev', near, ...shape], { stdio: 'pipe' });
  } catch (error) {
    close();
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
  return {
    outside,
    under: ['ip', 'netns', 'exec', name],
    cut: () => void ip('link', 'set', near, 'down'),
    mend: () => void ip('link', 'set', near, 'up'),
    // What arrives outside is what went over the line.
    get bytesUp() {
      return Number(readFileSync(`/sys/class/net/${near}/statistics/rx_bytes`, 'utf8'));
    },
    close,
  };
}
