import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import { problemSchema } from '#shared/contract/problem.ts';
import { verifyTrail } from '../../../server/audit/service.ts';
import { howMany } from '../suite-length.ts';
import { type Ask, ask, type Heard } from './support/ask.ts';
import { addressTo, arbitraryDraft } from './support/fuzz-requests.ts';
import { ECHO } from './support/hostile.ts';
import { plantTenant, plantWorld, type World } from './support/world.ts';

const TOGETHER = 10;
const REQUESTS = howMany({ short: 3_000, full: 100_000 });
const SLOW_MS = 2_000;
/** Whatever only the inside of the server knows. */
const INSIDE =
  /\bat \S+ \(|node_modules|\.ts\b|SQLITE|sqlite|SELECT |INSERT |\/server\/|ZodError|TypeError|undefined is|stack/;

let world: World;
beforeAll(async () => {
  world = await plantWorld();
});
afterAll(() => world.test.close());

const FRESH_EVERY = 100;
let batches = 0;
/** A valid request may sign our people out, revoke their kiosk or take their role away: then there are new ones. */
async function keepPeople(): Promise<void> {
  batches += 1;
  const { cookie } = world.ours.owner;
  const { status } = await ask(world.url, { method: 'GET', path: `${PORTAL_API}/venues`, headers: { cookie } });
  if (status !== 200 || batches % FRESH_EVERY === 0) world = { ...world, ours: await plantTenant(world.test) };
}

function findFault({ status, headers, text }: Heard): string | null {
  if (status >= 500) return 'the server failed';
  if (status < 400) return null;
  if (headers['content-type'] !== 'application/problem+json') return 'the error is no problem document';
  const problem = problemSchema.safeParse(JSON.parse(text));
  if (!problem.success) return 'the problem document is not as promised';
  if (INSIDE.test(text)) return 'the error tells of the inside';
  return text.includes(ECHO) ? 'the error says again what was sent' : null;
}

async function judge(request: Ask): Promise<string | null> {
  const heard = await ask(world.url, request);
  const fault = findFault(heard);
  if (fault !== null) return `${fault}: ${heard.status} ${heard.text}`;
  if (heard.ms < SLOW_MS) return null;
  // Alone, so that a busy machine is not taken for a slow answer.
  const again = await ask(world.url, request);
  return again.ms < SLOW_MS ? null : `took ${Math.round(again.ms)} ms`;
}

describe('any request on any route', () => {
  it(`${REQUESTS} of them: no failure, no wait, no word too many`, async () => {
    let passed = 0;
    const drafts = fc.array(arbitraryDraft(world.routes), { minLength: TOGETHER, maxLength: TOGETHER });
    await fc.assert(
      fc.asyncProperty(drafts, async (batch) => {
        await keepPeople();
        await Promise.all(
          batch.map(async (draft) => {
            const request = await addressTo(world, draft);
            const fault = await judge(request);
            const { method, path, body } = request;
            expect(fault, `${draft.by}: ${method} ${path} ${String(body).slice(0, 300)}`).toBeNull();
            passed += 1;
          }),
        );
      }),
      { numRuns: Math.ceil(REQUESTS / TOGETHER), endOnFailure: true },
    );
    expect(passed).toBeGreaterThanOrEqual(REQUESTS);
  });

  it('leaves a sound server behind', async () => {
    const { store } = world.test.server.services;
    const file = new Database(join(world.test.dataDir, 'server.db'), { readonly: true });
    expect(file.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(file.pragma('foreign_key_check')).toEqual([]);
    file.close();
    expect(await verifyTrail(store.read)).toMatchObject({ holds: true });
    expect((await ask(world.url, { method: 'GET', path: '/readyz' })).status).toBe(200);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
