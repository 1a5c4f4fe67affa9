import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { howMany } from '../suite-length.ts';
import { expectEachOnce } from './support/expect-each-once.ts';
import { type Fault, type FaultProxy, giveBack, startFaultProxy } from './support/fault-proxy.ts';
import { CUTS, createLies, createMeddling, PAGES, STALLS } from './support/http-faults.ts';
import { Kiosk } from './support/kiosk.ts';
import { Venue } from './support/venue.ts';
import { within } from './support/within.ts';

interface Pair {
  readonly kiosk: Kiosk;
  readonly proxy: FaultProxy;
}

let venue: Venue;
const opened: Pair[] = [];

async function openKiosk(): Promise<Pair> {
  const proxy = await startFaultProxy(venue.url);
  const kiosk = new Kiosk({ server: proxy.url, pair: await venue.pairingCode() });
  opened.push({ kiosk, proxy });
  await kiosk.admit(1);
  await kiosk.untilDrained();
  return { kiosk, proxy };
}

beforeAll(async () => {
  venue = await Venue.open();
});
afterAll(async () => {
  await Promise.all(opened.flatMap(({ kiosk, proxy }) => [kiosk.close(), proxy.close()]));
  await venue.close();
});

/** People come in before, while and after; no exchange works while the fault lasts. */
async function endure(name: string, fault: Fault, { kiosk, proxy }: Pair): Promise<void> {
  proxy.begin(fault);
  const before = kiosk.exchanges;
  await kiosk.admit(2);
  // The batch, and the question without records whether it was the batch's fault. Giving up on silence takes its time.
  await within(120_000, `request to "${name}"`, proxy.untilMet(name in STALLS ? 1 : 2));
  await kiosk.admit(1);
  expect(kiosk.exchanges, name).toBe(before);
  proxy.begin(null);
  await kiosk.admit(1);
  await kiosk.untilDrained();
}

type Group = readonly [name: string, faults: ReadonlyArray<readonly [string, Fault]>];

/** For each group a kiosk of its own, so that they wait side by side. */
function inGroups(what: string, faults: Readonly<Record<string, Fault>>, size: number): Group[] {
  const all = Object.entries(faults);
  const starts = all.map((_, at) => at).filter((at) => at % size === 0);
  return starts.map((at) => {
    const group = all.slice(at, at + size);
    return [`${what}: ${group.map(([name]) => name).join('; ')}`, group];
  });
}

describe.concurrent('S3: what is not a verified answer takes nothing from the queue, and nobody at the door waits', () => {
  it.each([
    ...inGroups('silence', STALLS, 1).slice(0, howMany({ short: 2, full: 4 })),
    ...inGroups('answers of somebody else', PAGES, 6),
    ...inGroups('lies', createLies(), 5),
    ...inGroups('requests meddled with', createMeddling(), 4),
    ...inGroups('the line is cut', CUTS, 5),
  ])('S3: %s', async (_name, group) => {
    const pair = await openKiosk();
    for (const [name, fault] of group) await endure(name, fault, pair);
    await expectEachOnce(venue, pair.kiosk);
  });

  it('S3: all of it, at random', async () => {
    const pair = await openKiosk();
    const faults = Object.values({ ...PAGES, ...createLies(), ...createMeddling(), ...CUTS });
    pair.proxy.begin(async (passing, response) => {
      const fault = Math.random() < 0.5 ? faults[Math.floor(Math.random() * faults.length)] : undefined;
      if (fault) await fault(passing, response);
      else giveBack(response, await passing.forward());
    });
    for (let round = 1; round <= howMany({ short: 4, full: 200 }); round += 1) {
      await pair.kiosk.admit(3);
      await within(120_000, `request ${round}`, pair.proxy.untilMet(round));
    }
    pair.proxy.begin(null);
    await pair.kiosk.untilDrained();
    await expectEachOnce(venue, pair.kiosk);
  });
});

describe.concurrent('S4: what a filter on the way does not let through delays nothing else', () => {
  /** A queue of 12 that nobody could send yet. */
  async function openBacklog(): Promise<Pair & { readonly queue: readonly string[] }> {
    const pair = await openKiosk();
    pair.proxy.begin((_passing, response) => void response.destroy());
    const before = pair.kiosk.acknowledged.length;
    await pair.kiosk.admit(12);
    await within(120_000, 'request into the void', pair.proxy.untilMet(2));
    return { ...pair, queue: pair.kiosk.acknowledged.slice(before) };
  }
  const unless = (refuses: (records: readonly string[], bytes: number) => boolean): Fault => {
    return async (passing, response) => {
      const { records, body } = passing;
      if (refuses(records, body.length))
        response.writeHead(403, { 'content-type': 'text/html' }).end('<h1>Blocked</h1>');
      else giveBack(response, await passing.forward());
    };
  };

  it('S4: a limit of 8 kB: smaller batches pass', async () => {
    const { kiosk, proxy } = await openBacklog();
    proxy.begin(unless((_records, bytes) => bytes > 8_192));
    await kiosk.untilDrained();
    await expectEachOnce(venue, kiosk);
  });

  it('S4: a record at the head, in the middle and at the tail that never passes: the others do', async () => {
    const { kiosk, proxy, queue } = await openBacklog();
    const poison = [queue[0], queue[6], queue[11]];
    proxy.begin(unless((records) => records.some((id) => poison.includes(id))));
    const areThrough = (): boolean => kiosk.headless.lines.at(-1)?.endsWith(' 3') === true;
    await within(120_000, 'nine of twelve', kiosk.headless.until(areThrough));
    const { events } = await venue.readLog();
    const sound = queue.filter((id) => !poison.includes(id));
    expect(events.map(({ id }) => id as string).filter((id) => queue.includes(id))).toEqual(sound);
    proxy.begin(null);
    await kiosk.untilDrained();
    await expectEachOnce(venue, kiosk);
  });
});
