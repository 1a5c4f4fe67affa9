import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserHost, startBrowserHost } from '#kiosk/browser-host/browser-host.ts';
import { HostLog } from '#kiosk/host/host-log.ts';
import { openKioskStore } from '#kiosk/store/open-kiosk-store.ts';
import { type KioskId, mintId } from '#shared/domain/ids.ts';
import { makeDayKeys, makeQuestions, makeSettings } from '#shared/testing/kiosk-factories.ts';

const SCREEN = fileURLToPath(new URL('../../dist/renderer', import.meta.url));

export interface LoneKiosk {
  readonly host: BrowserHost;
  /** Its data. */
  readonly folder: string;
  close(): Promise<void>;
}

/** A whole kiosk in a browser host, paired with a server that is never there: everything is as at a door without network. */
export async function startLoneKiosk(changes: Parameters<typeof makeSettings>[0]): Promise<LoneKiosk> {
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-bench-'));
  const { store, identity } = await openKioskStore(folder);
  const keys = await makeDayKeys(Date.now(), 2);
  store.savePairing(
    {
      serverUrl: 'http://127.0.0.1:9',
      kioskId: mintId<KioskId>(),
      serverId: 'bench-server',
      serverPublicKey: identity.publicKey,
      certificate: 'x',
      publicKey: identity.publicKey,
    },
    { serverEpoch: 'bench-epoch', standing: 'active', offsetMs: 0, attestedAt: Date.now() },
    { settings: makeSettings(changes), questions: makeQuestions(), keys: keys.part },
  );
  store.close();
  const log = new HostLog(folder);
  const host = await startBrowserHost({
    port: 0,
    folder: SCREEN,
    coreArgs: ['--data', folder, '--serial', 'none'],
    log,
  });
  return {
    host,
    folder,
    async close() {
      await host.close();
      await log.flush();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A citizen card of a person of their own. */
export const cardOf = (n: number): string =>
  `046185${String(n).padStart(6, '0')}||Nguyễn Thị Hương|01021985|Nữ|12 Lê Lợi, Thành phố Huế|10052021`;
