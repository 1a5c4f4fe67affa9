import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const memorySchema = z.strictObject({ v: z.literal(1), port: z.string(), baudRate: z.int().min(50).max(4_000_000) });

/** What worked the last time, so that the first scan after a start is read. */
export interface KnownScanner {
  /** By `identifyPort`. */
  readonly port: string;
  readonly baudRate: number;
}

export interface ScannerMemory {
  read(): KnownScanner | null;
  write(scanner: KnownScanner): void;
}

/** `scanner.json` in the kiosk's own folder. A convenience: what cannot be read or written is found out again by listening. */
export function createScannerMemory(dir: string): ScannerMemory {
  const file = join(dir, 'scanner.json');
  return {
    read() {
      try {
        const { port, baudRate } = memorySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
        return { port, baudRate };
      } catch {
        return null;
      }
    },
    write({ port, baudRate }) {
      try {
        writeFileSync(file, `${JSON.stringify({ v: 1, port, baudRate })}\n`);
      } catch {
        // The next start begins with the usual speeds.
      }
    },
  };
}
