import { join } from 'node:path';
import { StorageFailure } from '#kiosk/core/ports.ts';
import type { Witnesses } from '#kiosk/core/witnesses.ts';
import type { CalendarDay } from '#shared/domain/instant.ts';
import { readIfThere, writeDurably } from './durable-file.ts';

const KEPT_DAYS = 400;

/**
 * One line a day in `witnesses.txt`: `YYYY-MM-DD document`. Says nothing about anybody. A file of its own, so that it can be
 * carried to `cli audit verify --witnesses`, and outlives a damaged database.
 * A file that cannot be read is left alone, and nothing is kept: the kiosk starts without it.
 */
export function openWitnessFile(dir: string): Witnesses {
  const file = join(dir, 'witnesses.txt');
  const text = readOrNothing(file);
  let lines = (text ?? '').split('\n').filter((line) => /^\d{4}-\d{2}-\d{2} \S+$/.test(line));
  let picked = 0;
  const newestDay = (): CalendarDay | null => lines.at(-1)?.slice(0, 10) ?? null;
  return {
    newestDay,
    pick() {
      picked += 1;
      return lines.at(-(picked % lines.length || lines.length))?.slice(11) ?? null;
    },
    keep({ day, document }) {
      const newest = newestDay();
      if (text === null || (newest !== null && day <= newest) || /\s/.test(document)) return;
      const kept = [...lines, `${day} ${document}`].slice(-KEPT_DAYS);
      writeDurably(file, `${kept.join('\n')}\n`);
      lines = kept;
    },
  };
}

function readOrNothing(file: string): string | null {
  try {
    return readIfThere(file) ?? '';
  } catch (error) {
    if (error instanceof StorageFailure) return null;
    throw error;
  }
}
