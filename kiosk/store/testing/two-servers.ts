import type { NewPairing, ServerMarks, SyncStore } from '#kiosk/core/sync-store.ts';
import type { VisitEvent } from '#shared/contract/visit-event.ts';
import type { KioskId, OrganisationId } from '#shared/domain/ids.ts';
import { makeDayKeys, makeQuestions, makeSettings, makeVisitEvent, TEST_NOW } from '#shared/testing/kiosk-factories.ts';

export const MARKS: ServerMarks = { serverEpoch: 'epoch-one', standing: 'active', offsetMs: 0, attestedAt: TEST_NOW };

export interface SomeServer {
  readonly serverId: string;
  readonly serverPublicKey: string;
  readonly organisationId: OrganisationId;
}

/** Two deployments; the same in every process. */
export const SERVERS: readonly [SomeServer, SomeServer] = [
  {
    serverId: 'server-here',
    serverPublicKey: 'A'.repeat(43),
    organisationId: '7b6f3e1e-52c5-4b1c-9d52-0f6c7f1e0a01' as OrganisationId,
  },
  {
    serverId: 'server-there',
    serverPublicKey: 'B'.repeat(43),
    organisationId: '7b6f3e1e-52c5-4b1c-9d52-0f6c7f1e0a02' as OrganisationId,
  },
];

/** @param publicKey the kiosk's own. */
export async function pairWith(store: SyncStore, publicKey: string, server: SomeServer): Promise<void> {
  const { serverId, serverPublicKey, organisationId } = server;
  const kioskId = '7b6f3e1e-52c5-4b1c-9d52-0f6c7f1e0a03' as KioskId;
  const place: NewPairing = {
    ...{ serverUrl: 'http://127.0.0.1:1', kioskId, certificate: 'x.y' },
    ...{ serverId, serverPublicKey, publicKey },
  };
  const keys = (await makeDayKeys(TEST_NOW, 1)).part;
  store.savePairing(place, MARKS, { settings: makeSettings({ organisationId }), questions: makeQuestions(), keys });
}

export const eventFor = ({ organisationId }: SomeServer): VisitEvent => makeVisitEvent({ organisationId });
