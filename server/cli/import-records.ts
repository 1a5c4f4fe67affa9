import { type FileHandle, open } from 'node:fs/promises';
import type { ExportHeader } from '#shared/contract/export-file.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { ChunkOpener } from '#shared/sealing/sealed-chunks.ts';
import { recordAudit } from '../audit/service.ts';
import type { KioskPrincipal } from '../http/principals.ts';
import type { Services } from '../services.ts';
import { type ExportFile, type FileRefusal, openExportFile } from '../sync/service.ts';

interface Counts {
  stored: number;
  duplicates: number;
  quarantined: number;
}

export interface ImportOutcome extends Readonly<Counts> {
  /** A sentence for each file that was not taken, or not to its end. */
  readonly refused: readonly string[];
}

type Refusal = FileRefusal | 'unreadable' | 'other-server' | 'unknown-kiosk' | 'unknown-key' | 'destroyed-key';

const SENTENCES: Readonly<Record<Refusal, string>> = {
  unreadable: 'cannot be read',
  'not-an-export': 'is no export of a kiosk, or not all of one',
  'newer-format': 'was written by a newer version of the kiosk: update this server',
  'other-server': 'was sealed for another server',
  'unknown-kiosk': 'comes from a kiosk that this server never knew',
  forged: 'is not as the kiosk wrote it: nothing in it can be believed',
  'unknown-key': 'was sealed to a key that is not in the key store',
  'destroyed-key': 'was sealed to a key that was destroyed',
  unopenable: 'does not open: it is not as the kiosk sealed it',
};

/** Takes sealed exports into the log; the same file again stores nothing. Each file leaves its line in the audit trail. */
export async function importRecords(services: Services, files: readonly string[]): Promise<ImportOutcome> {
  const counts: Counts = { stored: 0, duplicates: 0, quarantined: 0 };
  const refused: string[] = [];
  for (const name of files) {
    const outcome = await importFile(services, name, counts);
    if (!outcome.ok) refused.push(`The file ${name} ${SENTENCES[outcome.error]}.`);
  }
  return { ...counts, refused };
}

async function importFile(services: Services, name: string, total: Counts): Promise<Result<null, Refusal>> {
  const handle = await openFile(name);
  if (!handle) return err('unreadable');
  try {
    const file = await openExportFile(handle);
    return file.ok ? await importExport(services, file.value, total) : file;
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) return err('unreadable');
    throw error;
  } finally {
    await handle.close();
  }
}

const openFile = (name: string): Promise<FileHandle | null> => open(name, 'r').catch(() => null);

/** Nothing is opened before the signature over all of it has held: the kiosk's own, or that of the key it says it has instead. */
async function importExport(services: Services, file: ExportFile, total: Counts): Promise<Result<null, Refusal>> {
  const { header } = file;
  if (header.serverId !== services.keys.serverId) return err('other-server');
  const sender = await services.kiosks.findSender(header.kioskId, header.certificate);
  if (!sender) return err('unknown-kiosk');
  const signedBy = header.signedBy ?? sender.publicKey;
  if (!(await file.isSignedBy(signedBy))) return err('forged');
  const opener = await openKey(services, header);
  if (!opener.ok) return opener;
  const kiosk = await sender.admit(header.epoch, signedBy);
  const own: Counts = { stored: 0, duplicates: 0, quarantined: 0 };
  const outcome = await storeChunks(services, { file, kiosk, opener: opener.value }, own);
  await leaveTrace(services, kiosk, header, own);
  for (const key of ['stored', 'duplicates', 'quarantined'] as const) total[key] += own[key];
  return outcome;
}

async function openKey({ keys }: Services, { key, enc }: ExportHeader): Promise<Result<ChunkOpener, Refusal>> {
  const opener = await keys.openerFor(key);
  if (opener === 'unknown') return err('unknown-key');
  if (opener === 'destroyed') return err('destroyed-key');
  return opener.openChunks(enc).then(ok, () => err('unopenable'));
}

interface OpenedExport {
  readonly file: ExportFile;
  readonly kiosk: KioskPrincipal;
  readonly opener: ChunkOpener;
}

async function storeChunks(
  { sync }: Services,
  { file, kiosk, opener }: OpenedExport,
  counts: Counts,
): Promise<Result<null, Refusal>> {
  for await (const chunk of file.read(opener)) {
    if (!chunk.ok) return chunk;
    for (const { outcome } of await sync.importRecords(kiosk, chunk.value)) {
      if (outcome === 'stored') counts.stored += 1;
      else if (outcome === 'duplicate') counts.duplicates += 1;
      else counts.quarantined += 1;
    }
  }
  return ok(null);
}

const leaveTrace = ({ store, clock }: Services, kiosk: KioskPrincipal, header: ExportHeader, counts: Counts) =>
  store.transact((tx) =>
    recordAudit(tx, {
      at: clock.now(),
      actor: 'cli',
      action: 'records.imported',
      organisationId: kiosk.organisationId,
      subject: `kiosk:${kiosk.id}`,
      details: { ...counts, records: header.count, writtenAt: header.createdAt },
    }),
  );
