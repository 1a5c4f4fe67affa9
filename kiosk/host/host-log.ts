import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { LogFiles } from './log-files.ts';

/** As pino numbers them, so that `npm start` reads the kiosk's lines like the server's. */
const LEVELS = { info: 30, warn: 40, error: 50 } as const;
const FATAL = 60;
/** What a program that dies of a bug leaves behind: where it was, and the kind of the error. What follows it may quote anything. */
const FRAME = /^\s+at [^'"]{1,300}$/;
const KIND = /^(?:Uncaught )?([A-Z]\w*(?:Error|Exception))\b|^(FATAL ERROR: [\w\s-]{1,80})/;

/** The lines of a kiosk, its host's and its core's: on the error output, and in files that stay small. */
export class HostLog {
  readonly #files: LogFiles;

  /** @param data the kiosk's folder. */
  constructor(data: string) {
    this.#files = new LogFiles(logFolder(data));
  }

  /** @param message never holds a name, a number or anything else about a visitor. */
  say(level: keyof typeof LEVELS, message: string): void {
    const line = JSON.stringify({ level: LEVELS[level], time: Date.now(), msg: message });
    process.stderr.write(`${line}\n`);
    this.#files.append(line);
  }

  /** Passes on what the core writes; its own log lines are kept as they are, of all else only what cannot be personal. */
  readonly follow = (errors: Readable): void => {
    createInterface({ input: errors }).on('line', (line) => {
      process.stderr.write(`${forPeople(line)}\n`);
      const kept = keepImpersonal(line);
      if (kept !== null) this.#files.append(kept);
    });
  };

  /** Resolves when what was said is written. */
  flush(): Promise<void> {
    return this.#files.flush();
  }
}

export const logFolder = (data: string): string => join(data, 'logs');

/** @returns what of a line may be kept for months, or null. */
export function keepImpersonal(line: string): string | null {
  const { level, time, msg, fatal } = parseObject(line);
  if (typeof level === 'number' && typeof time === 'number' && typeof msg === 'string') {
    return JSON.stringify({ level, time, msg });
  }
  const [, kind, death] = KIND.exec(line) ?? [];
  const words = typeof fatal === 'string' ? fatal : FRAME.test(line) ? line.trim() : (kind ?? death);
  return words === undefined ? null : JSON.stringify({ level: FATAL, time: Date.now(), msg: words });
}

/** At a terminal the core's last sentence is for whoever sits there. */
function forPeople(line: string): string {
  const { fatal } = process.stderr.isTTY ? parseObject(line) : {};
  return typeof fatal === 'string' ? `\n  ${fatal}\n` : line;
}

function parseObject(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
