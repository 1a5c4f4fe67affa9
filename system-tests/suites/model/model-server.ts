import { cpSync, mkdtempSync, rmSync } from 'node:fs';
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

/** The folder of a server that has a venue and was closed: making the tables and the venue anew proves nothing. */
export interface ServerTemplate {
  readonly dataDir: string;
  readonly owner: Pick<Owner, 'entranceId' | 'me'>;
}

export async function prepareServer(root: string): Promise<ServerTemplate> {
  const dataDir = mkdtempSync(join(root, 'template-'));
  const test = await startTestServer({ dataDir });
  const owner = await registerOwner(test.url);
  await test.close();
  return { dataDir, owner };
}

/** A real server which can be restarted, backed up and restored, always at the same address. */
export class ModelServer {
  readonly #folder: string;
  #test: TestServer;
  readonly #owner: ServerTemplate['owner'];
  #copy: { readonly database: string; readonly keys: string; readonly at: number } | null = null;

  private constructor(folder: string, test: TestServer, owner: ServerTemplate['owner']) {
    this.#folder = folder;
    this.#test = test;
    this.#owner = owner;
  }

  /** @param template what `prepareServer` gave. */
  static async start(root: string, { dataDir, owner }: ServerTemplate): Promise<ModelServer> {
    const folder = mkdtempSync(join(root, 'server-'));
    cpSync(dataDir, join(folder, 'data'), { recursive: true });
    return new ModelServer(folder, await startTestServer({ dataDir: join(folder, 'data') }), owner);
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

  /** @param ids of the events that are asked about. */
  readRows(ids: readonly string[]): ServerRows {
    const { store } = this.#test.server.services;
    const asked = JSON.stringify(ids);
    const list = <Row>(sql: string): Row[] =>
      store.prepareRead<Row>(`${sql} in (select value from json_each(?))`).all(asked);
    const stored = list<{ id: string }>('select id from visit_events where id');
    const aside = list<{ id: string }>('select event_id as id from quarantine where resolved_at is null and event_id');
    const visits = list<{ id: string; left_at: number | null }>('select id, left_at from visits where id');
    return {
      stored: new Set(stored.map(({ id }) => id)),
      quarantined: new Set(aside.map(({ id }) => id)),
      visits: new Map(visits.map(({ id, left_at }) => [id, { left: left_at !== null }])),
    };
  }

  async close(): Promise<void> {
    await this.#test.close();
    rmSync(this.#folder, { recursive: true });
  }
}
