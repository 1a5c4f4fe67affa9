import { setImmediate } from 'node:timers/promises';
import type { KeyService } from '../keys/service.ts';
import type { Readable } from '../store/access.ts';
import { type ChainedEntry, createChainCheck } from './chain.ts';
import { type AuditHead, type AuditRestore, isCutOff, readHead, readRestore } from './heads.ts';
import { listEntriesAfter } from './reader.ts';

export type TrailVerdict =
  | {
      readonly holds: true;
      readonly entries: number;
      /** Signed heads that were compared with the trail. */
      readonly heads: number;
      /** Signed heads of entries that a restore cut off. */
      readonly cutOff: number;
      /** The last entry's; null: there is none. */
      readonly lastHash: Uint8Array | null;
    }
  | TrailBreak;

export interface TrailBreak {
  readonly holds: false;
  /** The first entry that is not as it was; with `missing`, the first that is not there. */
  readonly brokenAt: number;
  /**
   * `entry`: it does not follow from the one before. `missing`: it is gone. `head`: the chain is whole, but is not the one
   * that was signed: it was written anew, this entry or one before it.
   */
  readonly why: 'entry' | 'missing' | 'head';
  /** Of `head`: up to here the trail is the signed one. */
  readonly goodThrough: number;
}

const PAGE = 1_000;

/** What the trail must fit; by default nothing but itself. */
export interface TrailProofs {
  readonly heads: readonly AuditHead[];
  readonly restores: readonly AuditRestore[];
}

const NO_PROOFS: TrailProofs = { heads: [], restores: [] };

/** What this server kept itself: heads it signed, heads that kiosks witnessed against the trail, restores. */
export async function collectProofs(keys: KeyService): Promise<TrailProofs> {
  const readAll = async <T>(documents: readonly string[], read: (document: string) => Promise<T | null>) =>
    (await Promise.all(documents.map(read))).filter((one) => one !== null);
  const documents = [...keys.listAuditMarks('head'), ...keys.listAuditMarks('dispute')];
  return {
    heads: await readAll(documents, (document) => readHead(keys, document)),
    restores: await readAll(keys.listAuditMarks('restore'), (document) => readRestore(keys, document)),
  };
}

/**
 * Follows the whole trail, page by page, so that its length does not matter to memory. The chain alone tells of edits,
 * deletions and insertions; that the trail was cut off at its end or written anew as a whole only signed heads tell.
 *
 * @param onProgress told how many entries hold so far, page by page.
 */
export async function verifyTrail(
  db: Readable,
  { heads, restores }: TrailProofs = NO_PROOFS,
  onProgress: (checked: number) => void = () => undefined,
): Promise<TrailVerdict> {
  const standing = heads.filter((head) => !isCutOff(head, restores));
  const check = createProofCheck(standing);
  let last: ChainedEntry | null = null;
  for (;;) {
    const page: ChainedEntry[] = await listEntriesAfter(db, last?.seq ?? 0, PAGE);
    for (const entry of page) {
      const broken = check.next(entry);
      if (broken) return broken;
      last = entry;
    }
    if (page.length < PAGE) break;
    onProgress(last?.seq ?? 0);
    // The store answers synchronously: without a turn of the loop nobody else would be served.
    await setImmediate();
  }
  const entries = last?.seq ?? 0;
  const beyond = standing.some(({ seq }) => seq > entries);
  if (beyond) return { holds: false, brokenAt: entries + 1, why: 'missing', goodThrough: check.goodThrough() };
  const cutOff = heads.length - standing.length;
  return { holds: true, entries, heads: standing.length, cutOff, lastHash: last?.hash ?? null };
}

function createProofCheck(heads: readonly AuditHead[]) {
  const expected = new Map<number, Set<string>>();
  for (const { seq, hash } of heads) expected.set(seq, (expected.get(seq) ?? new Set()).add(hash));
  const holds = createChainCheck();
  let seq = 0;
  let goodThrough = 0;
  const breakAt = (why: TrailBreak['why'], brokenAt: number): TrailBreak => ({
    holds: false,
    brokenAt,
    why,
    goodThrough,
  });
  return {
    goodThrough: () => goodThrough,
    next(entry: ChainedEntry): TrailBreak | null {
      if (entry.seq !== seq + 1) return breakAt('missing', seq + 1);
      if (!holds(entry)) return breakAt('entry', entry.seq);
      seq = entry.seq;
      const signed = expected.get(seq);
      if (!signed) return null;
      const hash = Buffer.from(entry.hash).toString('base64url');
      if (signed.size > 1 || !signed.has(hash)) return breakAt('head', seq);
      goodThrough = seq;
      return null;
    },
  };
}
