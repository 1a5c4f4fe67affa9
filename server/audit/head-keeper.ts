import { type CalendarDay, DAY_MS } from '#shared/domain/instant.ts';
import type { Clock } from '../config/clock.ts';
import type { KeyService } from '../keys/service.ts';
import type { Store } from '../store/access.ts';
import { type AuditHead, isCutOff, readHead, readRestore, signHead } from './heads.ts';
import { findEntry, findLastEntry } from './reader.ts';
import { recordAudit } from './record.ts';

/** Heads are kept for each day; of the last two days, all of them. */
const KEPT_DAYS = 400;
const CLOSE_HEADS_MS = 2 * DAY_MS;

/** Hands out signed heads of the trail and hears what became of them. */
export interface HeadKeeper {
  /** Signs how far the trail is, unless that was signed already, and forgets heads that newer ones make needless. */
  signHead(): Promise<void>;
  /** Today's first signed head, for a kiosk whose newest is of another day. null: it has that, or nothing was signed. */
  headFor(haveDay: CalendarDay | null): { readonly day: CalendarDay; readonly document: string } | null;
  /** Compares what a kiosk kept with the trail; what contradicts it is kept with the keys, and said in the trail, once. */
  hearWitness(document: string): Promise<'fits' | 'cut-off' | 'disputed' | 'not-ours'>;
}

export interface HeadKeeperParts {
  readonly store: Store;
  readonly keys: KeyService;
  readonly clock: Clock;
  readonly serverEpoch: string;
}

export function createHeadKeeper(parts: HeadKeeperParts): HeadKeeper {
  let today: { readonly day: CalendarDay; readonly document: string } | null = null;
  return {
    async signHead() {
      const { head, document } = await signOnce(parts);
      if (head && document !== null && today?.day !== head.day) today = { day: head.day, document };
    },
    headFor: (haveDay) => (today && today.day !== haveDay ? today : null),
    hearWitness: (document) => hearWitness(parts, document),
  };
}

async function signOnce({
  store,
  keys,
  clock,
  serverEpoch,
}: HeadKeeperParts): Promise<{ head: AuditHead | null; document: string | null }> {
  const last = await findLastEntry(store.read);
  const kept = await readAll(keys);
  const newest = kept.at(-1) ?? null;
  if (!last) return { head: null, document: null };
  const hash = Buffer.from(last.hash).toString('base64url');
  const day = clock.today();
  if (newest && newest.head.hash === hash && newest.head.day === day && newest.head.serverEpoch === serverEpoch) {
    return newest;
  }
  const head = { serverEpoch, at: clock.now(), day, seq: last.seq, hash };
  const document = await signHead(keys, head);
  keys.addAuditMark('head', document, head.at);
  keys.deleteAuditMarks(listNeedless(kept, head.at));
  return { head: { v: 1, serverId: keys.serverId, ...head }, document };
}

interface KeptHead {
  readonly head: AuditHead;
  readonly document: string;
}

async function readAll(keys: KeyService): Promise<KeptHead[]> {
  const all = await Promise.all(
    keys.listAuditMarks('head').map(async (document) => ({ document, head: await readHead(keys, document) })),
  );
  return all.flatMap(({ document, head }) => (head ? [{ document, head }] : []));
}

/** Of older days the last head alone, and no more days than are kept. The order is that of signing, whatever the clock did. */
function listNeedless(kept: readonly KeptHead[], now: number): string[] {
  const days = new Set<CalendarDay>();
  return kept
    .toReversed()
    .filter(({ head: { at, day } }) => {
      const isRecent = Math.abs(now - at) < CLOSE_HEADS_MS;
      if (isRecent) return false;
      const isLastOfDay = !days.has(day) && days.size < KEPT_DAYS;
      days.add(day);
      return !isLastOfDay;
    })
    .map(({ document }) => document);
}

async function hearWitness(
  { store, keys, clock }: HeadKeeperParts,
  document: string,
): Promise<'fits' | 'cut-off' | 'disputed' | 'not-ours'> {
  const head = await readHead(keys, document);
  if (head?.serverId !== keys.serverId) return 'not-ours';
  const restores = await Promise.all(keys.listAuditMarks('restore').map((restore) => readRestore(keys, restore)));
  if (
    isCutOff(
      head,
      restores.filter((restore) => restore !== null),
    )
  )
    return 'cut-off';
  const entry = await findEntry(store.read, head.seq);
  if (entry && Buffer.from(entry.hash).toString('base64url') === head.hash) return 'fits';
  if (keys.addAuditMark('dispute', document, clock.now())) {
    const details = { seq: head.seq, day: head.day };
    await store.transact((tx) =>
      recordAudit(tx, {
        at: clock.now(),
        actor: 'system',
        action: 'audit.disputed',
        organisationId: null,
        subject: 'deployment:1',
        details,
      }),
    );
  }
  return 'disputed';
}
