import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { KeptDownLink, Pairing } from '#kiosk/core/ports.ts';
import type { DayKeys, NewPairing, ServerMarks } from '#kiosk/core/sync-store.ts';
import { type DownLink, downLinkSchema } from '#shared/contract/kiosk-sync.ts';
import { kioskIdSchema } from '#shared/domain/ids.ts';

const pairingRowSchema = z.object({
  serverUrl: z.string(),
  kioskId: kioskIdSchema,
  serverId: z.string(),
  serverPublicKey: z.string(),
  certificate: z.string(),
});

const marksRowSchema = z.object({
  serverEpoch: z.string(),
  standing: z.enum(['active', 'revoked']),
  offsetMs: z.number(),
  attestedAt: z.number(),
});

/** Where the kiosk belongs, what the server last said, and the last good parts of the down-link. */
export interface PairingRecords {
  save(pairing: NewPairing, marks: ServerMarks): void;
  readPairing(): Pairing | null;
  readMarks(): ServerMarks | null;
  saveMarks(marks: ServerMarks): void;
  saveDownLink(down: DownLink): void;
  readDownLink(): KeptDownLink | null;
  readDayKeys(): DayKeys | null;
}

const PARTS = ['settings', 'questions', 'notices', 'keys'] as const;

/** @param publicKey the kiosk's own: a pairing made with another key is none. */
export function createPairingRecords(db: Database.Database, publicKey: string): PairingRecords {
  const insert = db.prepare<[NewPairing & ServerMarks]>(
    `INSERT OR REPLACE INTO pairing VALUES (1, @serverUrl, @kioskId, @serverId, @serverPublicKey, @certificate,
       @publicKey, @serverEpoch, @standing, @offsetMs, @attestedAt)`,
  );
  const selectPairing = db.prepare<[string]>(
    `SELECT server_url AS serverUrl, kiosk_id AS kioskId, server_id AS serverId, server_public_key AS serverPublicKey,
       certificate FROM pairing WHERE own_public_key = ?`,
  );
  const selectMarks = db.prepare<[string]>(
    `SELECT server_epoch AS serverEpoch, standing, offset_ms AS offsetMs, attested_at AS attestedAt
     FROM pairing WHERE own_public_key = ?`,
  );
  const updateMarks = db.prepare<[ServerMarks]>(
    `UPDATE pairing SET server_epoch = @serverEpoch, standing = @standing, offset_ms = @offsetMs, attested_at = @attestedAt`,
  );
  const putPart = db.prepare<[string, string]>('INSERT OR REPLACE INTO down_link VALUES (?, ?)');
  const getPart = db.prepare<[string], string>('SELECT body FROM down_link WHERE part = ?').pluck();

  /** Read for every sealed record, so parsed once. */
  let known: DownLink | null = null;

  /** A part that this version cannot read counts as absent, so that the server sends it again. */
  function readPart<P extends (typeof PARTS)[number]>(part: P): DownLink[P] | undefined {
    known ??= {};
    if (known[part] === undefined) {
      const body = getPart.get(part);
      const parsed = body === undefined ? null : downLinkSchema.safeParse({ [part]: parseJson(body) });
      if (parsed?.success) known = { ...known, ...parsed.data };
    }
    return known[part];
  }

  return {
    save: (pairing, marks) => void insert.run({ ...pairing, ...marks }),
    readPairing: () => pairingRowSchema.nullable().parse(selectPairing.get(publicKey) ?? null),
    readMarks: () => marksRowSchema.nullable().parse(selectMarks.get(publicKey) ?? null),
    saveMarks: (marks) => void updateMarks.run(marks),
    saveDownLink(down) {
      known = null;
      for (const part of PARTS) if (down[part] !== undefined) putPart.run(part, JSON.stringify(down[part]));
    },
    readDownLink() {
      const [settings, questions] = [readPart('settings'), readPart('questions')];
      return settings && questions ? { settings, questions, notices: readPart('notices') ?? null } : null;
    },
    readDayKeys: () => readPart('keys') ?? null,
  };
}

/** @returns null where the disk kept something else than was written: the part counts as absent. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
