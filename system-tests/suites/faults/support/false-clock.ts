import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @returns null where libfaketime is not installed. */
function findLibrary(): string | null {
  try {
    return execFileSync('faketime', ['-m', '-f', '+0', 'printenv', 'LD_PRELOAD'], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}

const library = findLibrary();

export const canFakeTime = library !== null;

if (!canFakeTime) console.log('skipped: what needs faketime, because it is not installed.');

/** A machine's wall clock that says what we want and can be set while programs run; the monotonic one goes on as it does. */
export class FalseClock {
  readonly #folder = mkdtempSync(join(tmpdir(), 'false-clock-'));
  readonly #file = join(this.#folder, 'clock');

  /** @param at what it says now, ms since the Unix epoch; it goes on from there. */
  constructor(at: number) {
    this.set(at);
  }

  /** For the programs that live by it. */
  get env(): Readonly<Record<string, string>> {
    return {
      LD_PRELOAD: library ?? '',
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
  }

  /** Whole seconds, since it is kept as a difference to the true time. */
  set(at: number): void {
    const seconds = Math.round((at - Date.now()) / 1_000);
    writeFileSync(`${this.#file}.new`, `${seconds < 0 ? '' : '+'}${seconds}\n`);
    renameSync(`${this.#file}.new`, this.#file);
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
