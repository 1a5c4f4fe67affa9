import { join } from 'node:path';
import { z } from 'zod';
import { StorageFailure } from '#kiosk/core/ports.ts';
import { type KioskSettings, kioskSettingsSchema } from '#shared/contract/kiosk-settings.ts';
import { checkOf } from './content-check.ts';
import { readIfThere, writeDurably } from './durable-file.ts';
import { formerServerSchema, organisationServerSchema } from './known-servers.ts';

export const PARTS = ['settings', 'questions', 'notices', 'keys'] as const;
export type Part = (typeof PARTS)[number];

export const keptPairingSchema = z.object({
  serverUrl: z.string(),
  kioskId: z.string(),
  serverId: z.string(),
  serverPublicKey: z.string(),
  certificate: z.string(),
  publicKey: z.string(),
  serverEpoch: z.string(),
  standing: z.string(),
  offsetMs: z.number(),
  attestedAt: z.number(),
});

const keptRecordsSchema = z.object({
  pairing: keptPairingSchema.nullable(),
  /** As JSON, by part of the down-link. */
  parts: z.partialRecord(z.enum(PARTS), z.string()),
  /** Left out by an earlier version: no default, for the check is over what stands there. */
  organisations: z.array(organisationServerSchema).optional(),
  formerServers: z.array(formerServerSchema).optional(),
});
/** What a kiosk cannot serve anybody without, and no check-in holds. */
export type KeptRecords = z.infer<typeof keptRecordsSchema>;

const fileSchema = z.object({ v: z.literal(1), format: z.int(), records: keptRecordsSchema, check: z.string() });

/**
 * `kept.json`, beside the database: a second copy of pairing and down-link, so that damage to the database costs no pairing,
 * and the newest format this folder was ever brought to. Public keys and settings only; nothing secret, nobody's data.
 */
export interface KeptCopy {
  /** null: there is none, or it is damaged. */
  readonly format: number | null;
  readonly records: KeptRecords | null;
  /** What cannot be written is written the next time; the database has it. */
  save(format: number, records: KeptRecords): void;
}

/** @throws StorageFailure when the disk cannot be read. */
export function openKeptCopy(dir: string): KeptCopy {
  const file = join(dir, 'kept.json');
  let kept = parse(readIfThere(file));
  return {
    get format() {
      return kept?.format ?? null;
    },
    get records() {
      return kept?.records ?? null;
    },
    save(format, records) {
      const check = checkOf([format, JSON.stringify(records)]);
      if (kept?.check === check) return;
      try {
        writeDurably(file, `${JSON.stringify({ v: 1, format, records, check })}\n`);
        kept = { v: 1, format, records, check };
      } catch (error) {
        if (!(error instanceof StorageFailure)) throw error;
      }
    },
  };
}

function parse(text: string | null): z.infer<typeof fileSchema> | null {
  try {
    const read = fileSchema.parse(JSON.parse(text ?? 'null'));
    return read.check === checkOf([read.format, JSON.stringify(read.records)]) ? read : null;
  } catch {
    return null;
  }
}

/** For a kiosk that cannot open its database. @returns null when there are none, or they cannot be read. */
export function readKeptSettings(dir: string): KioskSettings | null {
  try {
    return kioskSettingsSchema.parse(JSON.parse(openKeptCopy(dir).records?.parts.settings ?? 'null'));
  } catch {
    return null;
  }
}
