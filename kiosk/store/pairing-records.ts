import type Database from 'better-sqlite3';
import { z } from 'zod';
import { type KeptDownLink, type Pairing, StorageFailure } from '#kiosk/core/ports.ts';
import { type DayKeys, exportKeyOf, type NewPairing, type ServerMarks } from '#kiosk/core/sync-store.ts';
import { type DownLink, downLinkSchema } from '#shared/contract/kiosk-sync.ts';
import { kioskIdSchema } from '#shared/domain/ids.ts';
import { checkOf, requireCheck } from './content-check.ts';
import { type KeptRecords, keptPairingSchema, PARTS, type Part } from './kept-copy.ts';
import { createKnownServers, type KnownServers } from './known-servers.ts';

const rowSchema = keptPairingSchema.extend({
  kioskId: kioskIdSchema,
  standing: z.enum(['active', 'revoked']),
  contentCheck: z.string().nullable(),
});
type Row = z.infer<typeof rowSchema>;
/** Made once: making a schema takes far longer than parsing a row with it. */
const rowOrNoneSchema = rowSchema.nullable();

const valuesOf = (row: NewPairing & ServerMarks): (string | number)[] => [
  row.serverUrl,
  row.kioskId,
  row.serverId,
  row.serverPublicKey,
  row.certificate,
  row.publicKey,
  row.serverEpoch,
  row.standing,
  row.offsetMs,
  row.attestedAt,
];

/** Where the kiosk belongs, what the server last said, and the last good parts of the down-link. */
export interface PairingRecords {
  /** With another server: what was the former one's is kept apart, and its parts of the down-link are gone. */
  save(pairing: NewPairing, marks: ServerMarks): void;
  readPairing(): Pairing | null;
  readMarks(): ServerMarks | null;
  saveMarks(marks: ServerMarks): void;
  saveDownLink(down: DownLink): void;
  readDownLink(): KeptDownLink | null;
  readDayKeys(): DayKeys | null;
  /** Whose records the present server's are, by SYNC-SPEC S19; null: not paired, so that nothing is anybody's yet. */
  readonly listOwnOrganisations: () => string[] | null;
  readServerEpoch(serverPublicKey: string): string | null;
  readonly servers: Pick<KnownServers, 'serverOf' | 'organisationsOf' | 'listFormer'>;
  /** All of it, for the second copy. */
  readonly readAll: () => KeptRecords;
  /** Puts the second copy in place of what is not there. */
  restore(kept: KeptRecords): void;
  /** The present organisation is the present server's, where nobody has said so: an older copy does not. */
  enterPresent(): void;
}

/**
 * Every method throws StorageFailure `damaged` where a row is not what was written.
 *
 * @param publicKey the kiosk's own: a pairing made with another key is none.
 */
export function createPairingRecords(db: Database.Database, publicKey: string): PairingRecords {
  const tables = { rows: createPairingRow(db), parts: createParts(db), servers: createKnownServers(db) };
  const { rows, parts, servers } = tables;
  const readOwn = (): Row | null => {
    const row = rows.read();
    return row?.publicKey === publicKey ? row : null;
  };
  return {
    save: (pairing, marks) => savePairing(tables, pairing, marks),
    readPairing() {
      const row = readOwn();
      if (!row) return null;
      const { serverUrl, kioskId, serverId, serverPublicKey, certificate } = row;
      return { serverUrl, kioskId, serverId, serverPublicKey, certificate };
    },
    readMarks() {
      const row = readOwn();
      if (!row) return null;
      const { serverEpoch, standing, offsetMs, attestedAt } = row;
      return { serverEpoch, standing, offsetMs, attestedAt };
    },
    saveMarks(marks) {
      const row = rows.read();
      if (row) rows.save({ ...row, ...marks });
    },
    saveDownLink(down) {
      parts.save(down);
      const row = rows.read();
      if (row && down.settings) servers.enter(homeOf(down.settings, row));
    },
    readDownLink() {
      const [settings, questions] = [parts.read('settings'), parts.read('questions')];
      return settings && questions ? { settings, questions, notices: parts.read('notices') ?? null } : null;
    },
    readDayKeys: () => parts.read('keys') ?? null,
    listOwnOrganisations() {
      const row = readOwn();
      return row && servers.organisationsOf(row.serverPublicKey);
    },
    readServerEpoch(key) {
      const known = [rows.read(), ...servers.listFormer()];
      return known.find((one) => one?.serverPublicKey === key)?.serverEpoch ?? null;
    },
    servers,
    readAll: () => readAll(tables),
    restore: (kept) => restore(tables, kept),
    enterPresent() {
      const [row, settings] = [rows.read(), parts.read('settings')];
      if (row && settings && servers.serverOf(settings.organisationId) === null) servers.enter(homeOf(settings, row));
    },
  };
}

interface Tables {
  readonly rows: ReturnType<typeof createPairingRow>;
  readonly parts: ReturnType<typeof createParts>;
  readonly servers: KnownServers;
}

function savePairing({ rows, parts, servers }: Tables, pairing: NewPairing, marks: ServerMarks): void {
  const before = rows.read();
  if (before && before.serverPublicKey !== pairing.serverPublicKey) {
    servers.keepFormer({ ...before, exportKey: exportKeyOf(parts.read('keys')) });
    parts.clear();
  }
  rows.save({ ...pairing, ...marks });
}

function readAll({ rows, parts, servers }: Tables): KeptRecords {
  const row = rows.read();
  return {
    pairing: row && keptPairingSchema.parse(row),
    parts: parts.readTexts(),
    organisations: servers.listOrganisations(),
    formerServers: servers.listFormer(),
  };
}

function restore({ rows, parts, servers }: Tables, kept: KeptRecords): void {
  const row = rowSchema.safeParse({ ...kept.pairing, contentCheck: null });
  if (row.success && !rows.read()) rows.save(row.data);
  restoreServers(servers, kept);
  // A copy that is older than the pairing holds what another server said.
  if (rows.read()?.serverPublicKey !== kept.pairing?.serverPublicKey) return;
  for (const part of PARTS) {
    const text = kept.parts[part];
    if (text !== undefined && !parts.has(part)) parts.put(part, text);
  }
}

const homeOf = ({ organisationId }: { readonly organisationId: string }, { serverPublicKey }: Row) => ({
  id: organisationId,
  serverPublicKey,
});

function restoreServers(servers: KnownServers, { organisations = [], formerServers = [] }: KeptRecords): void {
  for (const one of organisations) if (servers.serverOf(one.id) === null) servers.enter(one);
  const known = new Set(servers.listFormer().map(({ serverPublicKey }) => serverPublicKey));
  for (const one of formerServers) if (!known.has(one.serverPublicKey)) servers.keepFormer(one);
}

function createPairingRow(db: Database.Database) {
  const insert = db.prepare<[NewPairing & ServerMarks & { contentCheck: string }]>(
    `INSERT OR REPLACE INTO pairing (only, server_url, kiosk_id, server_id, server_public_key, certificate,
       own_public_key, server_epoch, standing, offset_ms, attested_at, content_check)
     VALUES (1, @serverUrl, @kioskId, @serverId, @serverPublicKey, @certificate,
       @publicKey, @serverEpoch, @standing, @offsetMs, @attestedAt, @contentCheck)`,
  );
  const select = db.prepare<[]>(
    `SELECT server_url AS serverUrl, kiosk_id AS kioskId, server_id AS serverId, server_public_key AS serverPublicKey,
       certificate, own_public_key AS publicKey, server_epoch AS serverEpoch, standing, offset_ms AS offsetMs,
       attested_at AS attestedAt, content_check AS contentCheck FROM pairing`,
  );
  return {
    save: (row: NewPairing & ServerMarks) => void insert.run({ ...row, contentCheck: checkOf(valuesOf(row)) }),
    /** Called for every exchange; parsed anew, for the disk may have changed it. */
    read(): Row | null {
      const row = rowOrNoneSchema.safeParse(select.get() ?? null);
      if (!row.success) throw new StorageFailure('damaged');
      if (row.data) requireCheck(valuesOf(row.data), row.data.contentCheck);
      return row.data;
    },
  };
}

function createParts(db: Database.Database) {
  const insert = db.prepare<[string, string, string]>(
    'INSERT OR REPLACE INTO down_link (part, body, content_check) VALUES (?, ?, ?)',
  );
  const select = db.prepare<[string], { body: string; contentCheck: string | null }>(
    'SELECT body, content_check AS contentCheck FROM down_link WHERE part = ?',
  );
  const clear = db.prepare('DELETE FROM down_link');
  /** Read for every sealed record, so parsed once. */
  let known: DownLink | null = null;

  function readText(part: Part): string | undefined {
    const row = select.get(part);
    if (row) requireCheck([part, row.body], row.contentCheck);
    return row?.body;
  }
  function put(part: Part, text: string): void {
    known = null;
    insert.run(part, text, checkOf([part, text]));
  }
  return {
    put,
    clear(): void {
      known = null;
      clear.run();
    },
    has: (part: Part): boolean => select.get(part) !== undefined,
    save(down: DownLink): void {
      for (const part of PARTS) if (down[part] !== undefined) put(part, JSON.stringify(down[part]));
    },
    /** A part that this version cannot read counts as absent, so that the server sends it again. */
    read<P extends Part>(part: P): DownLink[P] | undefined {
      known ??= {};
      if (known[part] === undefined) {
        const body = readText(part);
        const parsed = body === undefined ? null : downLinkSchema.safeParse({ [part]: parseJson(body) });
        if (parsed?.success) known = { ...known, ...parsed.data };
      }
      return known[part];
    },
    readTexts: (): KeptRecords['parts'] =>
      Object.fromEntries(
        PARTS.flatMap((part) => {
          const text = readText(part);
          return text === undefined ? [] : [[part, text]];
        }),
      ),
  };
}

/** @returns null where an earlier version kept something else than was written: the part counts as absent. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
