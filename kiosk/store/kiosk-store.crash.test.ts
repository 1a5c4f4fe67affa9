import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openKioskStore } from './open-kiosk-store.ts';

/** More by hand: `KIOSK_KILLS=1000 vitest run kiosk/store/kiosk-store.crash.test.ts`. */
const KILLS = Number(env.KIOSK_KILLS ?? 30);
const script = fileURLToPath(new URL('./testing/commit-until-killed.ts', import.meta.url));

/** @returns the ids acknowledged before the process was killed, `afterMs` after its first acknowledgement. */
async function commitAndKill(dir: string, afterMs: number): Promise<string[]> {
  const child = spawn(execPath, [script, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (out === '') setTimeout(() => child.kill('SIGKILL'), afterMs);
    out += text;
  });
  await once(child, 'close');
  return out.split('\n').slice(0, -1);
}

it(
  `E2: every acknowledged event is there after ${KILLS} kills at any moment`,
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'kiosk-crash-'));
    try {
      const acknowledged: string[] = [];
      for (let kill = 0; kill < KILLS; kill += 1) {
        acknowledged.push(...(await commitAndKill(dir, 1 + ((kill * 7) % 40))));
      }
      const { store, recovered } = await openKioskStore(dir);
      const kept = store.nextBatch(1_000_000, []);
      store.close();
      expect(recovered).toBeNull();
      expect(acknowledged.length).toBeGreaterThan(KILLS);
      const ids = new Set<string>(kept.map(({ id }) => id));
      expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
      // At most the one under way at each kill was kept without having been acknowledged.
      expect(kept.length - acknowledged.length).toBeLessThanOrEqual(KILLS);
      expect(kept.map(({ seq }) => seq)).toEqual(kept.map((_, index) => index + 1));
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  },
  20_000 + KILLS * 3_000,
);
