import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface LogFileLimits {
  /** Of one file. */
  readonly maxBytes: number;
  readonly files: number;
}

/** Five megabytes hold weeks of an ordinary kiosk, and a day of one in trouble. */
const LIMITS: LogFileLimits = { maxBytes: 1_000_000, files: 5 };
/** Lines that wait while the disk is slow; more than that are dropped. */
const MAX_WAITING = 1_000;
const MAX_LINE_CHARS = 2_000;

/**
 * Lines in `kiosk.log`, older ones in `kiosk.1.log` to `kiosk.4.log`, readable by the kiosk's account alone. A log is there to
 * help and never in the way: what cannot be written (no room, no permission) is dropped, and the next line is tried again.
 */
export class LogFiles {
  readonly #folder: string;
  readonly #limits: LogFileLimits;
  readonly #waiting: string[] = [];
  #writing: Promise<void> | null = null;

  constructor(folder: string, limits: LogFileLimits = LIMITS) {
    this.#folder = folder;
    this.#limits = limits;
  }

  /** @param line without its end. */
  append(line: string): void {
    if (this.#waiting.length >= MAX_WAITING) return;
    this.#waiting.push(`${line.slice(0, MAX_LINE_CHARS)}\n`);
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when everything said so far is written, or was tried. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    for (let line = this.#waiting.shift(); line !== undefined; line = this.#waiting.shift()) {
      try {
        await this.#write(line);
      } catch {
        // Nobody could be told.
      }
    }
    this.#writing = null;
  }

  async #write(line: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const size = await sizeOf(this.#path(0));
    if (size !== null && size + Buffer.byteLength(line) > this.#limits.maxBytes) await this.#rotate();
    await appendFile(this.#path(0), line, { mode: 0o600 });
  }

  async #rotate(): Promise<void> {
    // The oldest is written over.
    for (let age = this.#limits.files - 2; age >= 0; age -= 1) {
      await rename(this.#path(age), this.#path(age + 1)).catch(() => undefined);
    }
  }

  #path(age: number): string {
    return join(this.#folder, age === 0 ? 'kiosk.log' : `kiosk.${age}.log`);
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch {
    return null;
  }
}
