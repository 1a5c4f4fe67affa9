import { copyFileSync, linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { BALLAST_NAME, createBallast } from '#kiosk/store/ballast.ts';
import { openKioskStore } from '#kiosk/store/open-kiosk-store.ts';
import { createDayKeySealer } from '#kiosk/sync/day-key-sealer.ts';
import { createKioskClock } from '#kiosk/sync/kiosk-clock.ts';
import type { ServerLine } from '#kiosk/sync/server-line.ts';
import { createSyncLoop } from '#kiosk/sync/sync-loop.ts';
import { type EventId, mintEventId, type VisitId } from '#shared/domain/ids.ts';
import { createSigner } from '#shared/sealing/signing.ts';
import { makeDeviceStatus, makeVisitEvent } from '#shared/testing/kiosk-factories.ts';

/** One row of the kiosk's log, as it stands on its disk. */
export interface KioskRow {
  readonly id: string;
  readonly seq: number;
  readonly state: 'waiting' | 'stored' | 'quarantined';
}

type Parts = Awaited<ReturnType<typeof open>>;

let people = 0;

/** The kiosk's real store, clock, sealer and exchange in a folder of its own; only the screen is missing. */
export class ModelKiosk {
  readonly #root: string;
  readonly #line: ServerLine;
  #folder: string;
  #parts: Parts;
  /** What was acknowledged at this door: only arrivals have a visit to leave. */
  readonly arrivals: EventId[] = [];

  private constructor(root: string, line: ServerLine, folder: string, parts: Parts) {
    this.#root = root;
    this.#line = line;
    this.#folder = folder;
    this.#parts = parts;
  }

  static async start(root: string, line: ServerLine): Promise<ModelKiosk> {
    const folder = makeFolder(root);
    return new ModelKiosk(root, line, folder, await open(folder, line));
  }

  /** @param code of an entrance. */
  async pair(url: string, code: string): Promise<void> {
    const paired = await this.#parts.sync.pairAgain(url, code);
    if (!paired.ok) throw new Error(`pairing: ${paired.error}`);
  }

  get kioskId(): string | null {
    return this.#parts.store.readPairing()?.kioskId ?? null;
  }

  get serverEpoch(): string | null {
    return this.#parts.store.readMarks()?.serverEpoch ?? null;
  }

  get waiting(): number {
    return this.#parts.store.countWaiting().waiting;
  }

  /** Somebody nobody has seen before. Returned after the durable commit: from here on it must never be lost. */
  async checkIn(): Promise<EventId> {
    people += 1;
    const id = await this.#commit(null, `Khách ${people}`);
    this.arrivals.push(id);
    return id;
  }

  checkOut(visit: EventId): Promise<EventId> {
    return this.#commit(visit, null);
  }

  async #commit(visit: EventId | null, name: string | null): Promise<EventId> {
    const { store, clock, sealer } = this.#parts;
    const settings = store.readDownLink()?.settings;
    if (!settings) throw new Error('not paired');
    const { organisationId, venueId, entranceId } = settings;
    const { at, evidence } = clock.estimate();
    const id = mintEventId(at);
    const contact = name === null ? null : await sealer.seal({ class: 'contact', record: { v: 1, name } }, id, at);
    const event = makeVisitEvent({
      ...{ organisationId, venueId, entranceId, id, at, clock: evidence },
      visitId: (visit ?? id) as string as VisitId,
      sealed: { contact: contact?.envelope ?? null, health: null },
      ...(visit !== null && { kind: 'left', direction: 'out', questions: null, verdict: null }),
    });
    store.commitEvents([event]);
    return id;
  }

  async exchange(): Promise<void> {
    await this.#parts.sync.exchangeNow();
  }

  /** What a killed process leaves: the folder as the operating system has it at this moment. */
  async crash(): Promise<void> {
    const before = { folder: this.#folder, parts: this.#parts };
    this.#folder = copyFolder(before.folder, this.#root);
    await close(before);
    this.#parts = await open(this.#folder, this.#line);
  }

  /** The disk in a second machine, from now on with a life of its own. */
  async clone(): Promise<ModelKiosk> {
    const folder = copyFolder(this.#folder, this.#root);
    const clone = new ModelKiosk(this.#root, this.#line, folder, await open(folder, this.#line));
    clone.arrivals.push(...this.arrivals);
    return clone;
  }

  /** What another reader of the file sees: nothing that was not committed. */
  readRows(): KioskRow[] {
    return this.#parts.rows.all();
  }

  close(): Promise<void> {
    return close({ folder: this.#folder, parts: this.#parts });
  }
}

async function open(folder: string, line: ServerLine) {
  const { store, identity } = await openKioskStore(folder);
  const clock = createKioskClock(store.readMarks());
  const ignore = (): void => undefined;
  const sync = createSyncLoop({
    store,
    signer: await createSigner(identity),
    clock,
    line,
    deviceStatus: () => makeDeviceStatus(),
    listener: { onExchange: ignore, onDownLink: ignore, onStanding: ignore },
  });
  const reader = new Database(join(folder, 'kiosk.db'), { readonly: true });
  const rows = reader.prepare<[], KioskRow>('SELECT id, seq, state FROM events ORDER BY seq');
  return { store, clock, sync, reader, rows, sealer: createDayKeySealer(store, clock) };
}

async function close({ folder, parts }: { readonly folder: string; readonly parts: Parts }): Promise<void> {
  await parts.sync.stop();
  parts.reader.close();
  parts.store.close();
  rmSync(folder, { recursive: true });
}

/** Neither of them is part of what a disk must keep. */
const LEFT_OUT: readonly string[] = ['kiosk.lock', BALLAST_NAME, 'kiosk.db-shm'];

function copyFolder(from: string, root: string): string {
  const to = makeFolder(root);
  for (const name of readdirSync(from)) {
    if (!LEFT_OUT.includes(name)) copyFileSync(join(from, name), join(to, name));
  }
  return to;
}

/**
 * An empty one but for the ballast, which all kiosks of a run share: it only takes up room, is never written again once it is
 * whole, and giving it up takes away one kiosk's name for it.
 */
function makeFolder(root: string): string {
  const folder = mkdtempSync(join(root, 'kiosk-'));
  linkSync(ballastIn(root), join(folder, BALLAST_NAME));
  return folder;
}

function ballastIn(root: string): string {
  const folder = join(root, BALLAST_NAME);
  mkdirSync(folder, { recursive: true });
  createBallast(folder).restore();
  return join(folder, BALLAST_NAME);
}
