import { join } from 'node:path';
import process from 'node:process';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import { problemSchema } from '#shared/contract/problem.ts';
import { verifyTrail } from '../../../server/audit/service.ts';
import { howMany } from '../suite-length.ts';
import { createProgress } from '../support/progress.ts';
import { type Ask, ask, type Heard } from './support/ask.ts';
import { addressTo, arbitraryDraft } from './support/fuzz-requests.ts';
import { ECHO } from './support/hostile.ts';
import { plantTenant, plantWorld, type World } from './support/world.ts';

const TOGETHER = 10;
const REQUESTS = howMany({ short: 3_000, full: 100_000 });
/** More than this is looked at once more, alone. */
const SLOW_MS = 2_000;
/** Of processor time: how long something takes beside others' work is no fault of it. */
const COSTLY_MS = 2_000;
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

/** Of a head that Node reads no further than, and refuses by itself before there is a request (RFC 6585): less our headers. */
const LONG_ADDRESS = 12_000;
const HEAD_TOO_LONG = 431;

function findFault({ status, headers, text }: Heard, { path }: Ask): string | null {
  if (status >= 500) return 'the server failed';
  if (status < 400) return null;
  if (status === HEAD_TOO_LONG && path.length > LONG_ADDRESS) return text === '' ? null : 'the refusal says too much';
  if (headers['content-type'] !== 'application/problem+json') return 'the error is no problem document';
  const problem = problemSchema.safeParse(JSON.parse(text));
  if (!problem.success) return 'the problem document is not as promised';
  if (INSIDE.test(text)) return 'the error tells of the inside';
  return text.includes(ECHO) ? 'the error says again what was sent' : null;
}

interface Verdict {
  readonly fault: string | null;
  readonly isSlow: boolean;
}

async function judge(request: Ask): Promise<Verdict> {
  const heard = await ask(world.url, request);
  const fault = findFault(heard, request);
  return { fault: fault && `${fault}: ${heard.status} ${heard.text}`, isSlow: heard.ms >= SLOW_MS };
}

/** A server that hangs gives `ask` no answer. This one runs in our process: while nobody else asks, what the process works is what the request costs. */
async function judgeAlone(request: Ask): Promise<string | null> {
  const before = process.cpuUsage();
  await ask(world.url, request);
  const { user, system } = process.cpuUsage(before);
  const costMs = (user + system) / 1_000;
  return costMs >= COSTLY_MS ? `cost ${Math.round(costMs)} ms of the processor` : null;
}

const describeAsk = ({ method, path, body }: Ask): string => `${method} ${path} ${String(body).slice(0, 300)}`;

describe('any request on any route', () => {
  it(`${REQUESTS} of them: no failure, no wait, no word too many`, async () => {
    let passed = 0;
    const progress = createProgress('requests', REQUESTS);
    const drafts = fc.array(arbitraryDraft(world.routes), { minLength: TOGETHER, maxLength: TOGETHER });
    await fc.assert(
      fc.asyncProperty(drafts, async (batch) => {
        await keepPeople();
        const slow: Ask[] = [];
        await Promise.all(
          batch.map(async (draft) => {
            const request = await addressTo(world, draft);
            const { fault, isSlow } = await judge(request);
            expect(fault, `${draft.by}: ${describeAsk(request)}`).toBeNull();
            if (isSlow) slow.push(request);
            passed += 1;
          }),
        );
        for (const request of slow) expect(await judgeAlone(request), describeAsk(request)).toBeNull();
        progress(passed);
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
