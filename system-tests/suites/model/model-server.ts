import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BACKUP_DAYS, backUp, restore } from '#server/backup/service.ts';
import { type Owner, registerOwner, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import type { KioskId } from '#shared/domain/ids.ts';
import { DAY_MS } from '#shared/domain/instant.ts';

/** Where a record is on the server. */
export interface ServerRows {
  /** By event id. */
  readonly stored: ReadonlySet<string>;
  /** By event id; nobody has decided about them yet. */
  readonly quarantined: ReadonlySet<string>;
  /** By the id of their first arrival. */
  readonly visits: ReadonlyMap<string, { readonly left: boolean }>;
}

const TIME_ZONE = 'Asia/Ho_Chi_Minh';

/** A real server which can be restarted, backed up and restored, always at the same address. */
export class ModelServer {
  readonly #folder: string;
  #test: TestServer;
  readonly #owner: Owner;
  #copy: { readonly database: string; readonly keys: string; readonly at: number } | null = null;

  private constructor(folder: string, test: TestServer, owner: Owner) {
    this.#folder = folder;
    this.#test = test;
    this.#owner = owner;
  }

  static async start(root: string): Promise<ModelServer> {
    const folder = mkdtempSync(join(root, 'server-'));
    const test = await startTestServer({ dataDir: join(folder, 'data') });
    return new ModelServer(folder, test, await registerOwner(test.url));
  }

  get url(): string {
    return this.#test.url;
  }

  get epoch(): string {
    return this.#test.server.services.kiosks.serverEpoch;
  }

  setTime(now: number): void {
    this.#test.now = now;
  }

  async makePairingCode(): Promise<string> {
    const { kiosks } = this.#test.server.services;
    const made = await kiosks.createPairingCode(this.#owner.entranceId, null);
    if (!made) throw new Error('no such entrance');
    return made.code;
  }

  async revoke(kioskId: string): Promise<void> {
    const { accountId } = this.#owner.me;
    await this.#test.server.services.kiosks.revoke(kioskId as KioskId, accountId);
  }

  restart(): Promise<void> {
    return this.#reopen(async () => undefined);
  }

  async backUp(): Promise<void> {
    const places = { dataDir: this.#test.dataDir, to: join(this.#folder, 'to'), keysTo: join(this.#folder, 'keys') };
    this.#copy = { ...(await backUp(places, Date.now())), at: Date.now() };
  }

  /** Nothing happens where there is no copy, or one so old that it would have been deleted. */
  async restore(): Promise<void> {
    if (this.#copy === null || Date.now() - this.#copy.at > BACKUP_DAYS * DAY_MS) return;
    const { database, keys } = this.#copy;
    const { dataDir } = this.#test;
    await this.#reopen(async () => {
      for (const suffix of ['', '-wal', '-shm']) rmSync(join(dataDir, `server.db${suffix}`), { force: true });
      const restored = await restore({ dataDir, database, keys, timeZone: TIME_ZONE });
      if (!restored.ok) throw new Error(`restore: ${JSON.stringify(restored.error)}`);
    });
  }

  /** What one history backed up is nothing to the next. */
  forgetCopy(): void {
    this.#copy = null;
  }

  async #reopen(meanwhile: () => Promise<void>): Promise<void> {
    const { dataDir, url } = this.#test;
    await this.#test.close();
    await meanwhile();
    this.#test = await startTestServer({ dataDir, port: Number(new URL(url).port) });
  }

  async readRows(): Promise<ServerRows> {
    const { read } = this.#test.server.services.store;
    const events = await read.selectFrom('visit_events').select('id').execute();
    const aside = await read.selectFrom('quarantine').select('event_id').where('resolved_at', 'is', null).execute();
    const visits = await read.selectFrom('visits').select(['id', 'left_at']).execute();
    return {
      stored: new Set(events.map((row) => row.id as string)),
      quarantined: new Set(aside.map((row) => row.event_id as string)),
      visits: new Map(visits.map((row) => [row.id as string, { left: row.left_at !== null }])),
    };
  }

  async close(): Promise<void> {
    await this.#test.close();
    rmSync(this.#folder, { recursive: true });
  }
}
