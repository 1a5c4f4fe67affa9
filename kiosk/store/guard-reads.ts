import type { HeldRecords, SyncStore } from '#kiosk/core/sync-store.ts';
import type { Outbox } from './outbox.ts';
import type { PairingRecords } from './pairing-records.ts';
import type { Rescue } from './salvage.ts';
import { guardStorage } from './storage-failure.ts';

type Reads = Pick<
  SyncStore,
  | 'countWaitingInside'
  | 'countInsideSince'
  | 'countWaiting'
  | 'nextBatch'
  | 'listWaitingSeqs'
  | 'readRecords'
  | 'countHeld'
  | 'listHeld'
  | 'isKeptForAnother'
  | 'readServerEpoch'
  | 'readPairing'
  | 'readDownLink'
  | 'readMarks'
  | 'readDayKeys'
> &
  Pick<Rescue, 'has'> & {
    /** For whatever server. */
    listAllWaitingSeqs(): number[];
  };

/** All that only looks; what the disk answers to it is told as a StorageFailure. @param publicKey the kiosk's own. */
export const guardReads = (records: PairingRecords, outbox: Outbox, publicKey: string): Reads => ({
  countWaitingInside: () => guardStorage(() => outbox.countWaitingInside()),
  countInsideSince: (since, entranceId) => guardStorage(() => outbox.countInsideSince(since, entranceId)),
  countWaiting: () => guardStorage(() => outbox.countWaiting()),
  nextBatch: (limit, except, maxCharacters) => guardStorage(() => outbox.nextBatch(limit, except, maxCharacters)),
  listWaitingSeqs: () => guardStorage(() => outbox.listWaitingSeqs()),
  listAllWaitingSeqs: () => guardStorage(() => outbox.listWaitingSeqsOf(null)),
  readRecords: (seqs) => guardStorage(() => outbox.readRecords(seqs)),
  has: (id) => guardStorage(() => outbox.has(id)),
  countHeld: () => guardStorage(() => outbox.countHeld()),
  listHeld: () => guardStorage(() => listHeld(records, outbox, publicKey)),
  isKeptForAnother: (organisationId, serverPublicKey) =>
    guardStorage(() => {
      const of = records.servers.serverOf(organisationId);
      return of !== null && of !== serverPublicKey && outbox.hasOf(organisationId);
    }),
  readServerEpoch: (serverPublicKey) => guardStorage(() => records.readServerEpoch(serverPublicKey)),
  readPairing: () => guardStorage(() => records.readPairing()),
  readDownLink: () => guardStorage(() => records.readDownLink()),
  readMarks: () => guardStorage(() => records.readMarks()),
  readDayKeys: () => guardStorage(() => records.readDayKeys()),
});

function listHeld(records: PairingRecords, outbox: Outbox, publicKey: string): HeldRecords[] {
  const { servers } = records;
  const present = records.readPairing()?.serverPublicKey;
  return servers.listFormer().flatMap((former) => {
    const { exportKey: key, serverUrl, kioskId, serverId, serverPublicKey, certificate } = former;
    if (serverPublicKey === present || key === null) return [];
    const seqs = outbox.listWaitingSeqsOf(JSON.stringify(servers.organisationsOf(serverPublicKey)));
    const pairing = { serverUrl, kioskId, serverId, serverPublicKey, certificate };
    const signedBy = former.publicKey === publicKey ? null : publicKey;
    return seqs.length === 0 ? [] : [{ pairing, key, signedBy, seqs }];
  });
}
