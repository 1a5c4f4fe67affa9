import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '#server/store/store.ts';
import { makePairingCode, type Owner, registerOwner } from '#server/testing/test-server.ts';
import type { EventKind } from '#shared/contract/visit-event.ts';
import type { EventId, KioskId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { type Running, readyLine, startProgram } from '../../../support/child-process.ts';
import { findFreePort } from '../../../support/free-port.ts';

export interface LoggedEvent {
  readonly id: EventId;
  readonly kioskId: KioskId | null;
  readonly seq: number | null;
  readonly kind: EventKind;
  readonly at: Instant;
  readonly flags: readonly string[];
}

/** What the server has for good. */
export interface VisitLog {
  /** By (kiosk, epoch, seq). */
  readonly events: readonly LoggedEvent[];
  readonly visits: ReadonlyArray<{ readonly kioskId: KioskId | null }>;
  readonly quarantine: ReadonlyArray<{ readonly eventId: EventId; readonly kioskId: KioskId; readonly code: string }>;
}

interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** A venue's server as its operator runs it: a process of its own, on a port that stays the same, with its owner signed in. */
export class Venue {
  readonly folder: string;
  readonly dataDir: string;
  readonly url: string;
  #running: Running | null = null;
  #owner: Owner | null = null;

  constructor(port: number) {
    this.folder = mkdtempSync(join(tmpdir(), 'venue-faults-'));
    this.dataDir = join(this.folder, 'server');
    this.url = `http://127.0.0.1:${port}`;
  }

  static async open(options: StartOptions = {}): Promise<Venue> {
    const venue = new Venue(await findFreePort());
    await venue.start(options);
    venue.#owner = await registerOwner(venue.url);
    return venue;
  }

  get owner(): Owner {
    if (!this.#owner) throw new Error('nobody is registered yet');
    return this.#owner;
  }

  get running(): Running {
    if (!this.#running) throw new Error('the server does not run');
    return this.#running;
  }

  async start({ env = {}, args = [] }: StartOptions = {}): Promise<void> {
    const { port } = new URL(this.url);
    const own = ['--data', this.dataDir, '--port', port, '--log-level', 'error', '--rate-factor', '1000'];
    this.#running = startProgram('server/main.ts', [...own, ...args], env);
    await readyLine(this.#running);
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = null;
  }

  pairingCode(): Promise<string> {
    return makePairingCode(this.owner);
  }

  async readLog(): Promise<VisitLog> {
    const opened = await openStore(join(this.dataDir, 'server.db'));
    if (!opened.ok) throw new Error(opened.error);
    const { read } = opened.value;
    const rows = await read
      .selectFrom('visit_events')
      .select(['id', 'kiosk_id as kioskId', 'seq', 'kind', 'at', 'clear_json as clear'])
      .orderBy('kiosk_id')
      .orderBy('epoch')
      .orderBy('seq')
      .execute();
    const visits = await read.selectFrom('visits').select('kiosk_id as kioskId').execute();
    const aside = ['event_id as eventId', 'kiosk_id as kioskId', 'code'] as const;
    const quarantine = await read.selectFrom('quarantine').select(aside).execute();
    await opened.value.close();
    const events = rows.map(({ clear, ...row }) => ({ ...row, flags: (JSON.parse(clear) as LoggedEvent).flags }));
    return { events, visits, quarantine };
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
