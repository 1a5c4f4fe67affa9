import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseAuthorization } from '#shared/contract/kiosk-signature.ts';
import { type Running, startProgram } from '../../support/child-process.ts';
import { howMany, isShort } from '../suite-length.ts';
import { type Fault, giveBack, startFaultProxy } from './support/fault-proxy.ts';
import { peakMemoryMb } from './support/memory.ts';
import { describeExperience, openOffice } from './support/office.ts';
import { Venue } from './support/venue.ts';

const KIOSKS = howMany({ short: 30, full: 200 });
const RECORDS = howMany({ short: 20, full: 250 });
const DRAIN_MS = 600_000;
/** How many requests the gate lets in at a time, and how long the others are asked to wait. */
const AT_ONCE = 8;
const RETRY_AFTER_S = 1;

async function openFleet(venue: Venue, server: string, folder: string): Promise<{ fleet: Running; ids: string[] }> {
  const codes: string[] = [];
  for (let kiosk = 0; kiosk < KIOSKS; kiosk += 1) codes.push(await venue.pairingCode());
  const fleet = startProgram('system-tests/suites/faults/support/fleet.ts', [folder, server]);
  fleet.process.stdin?.write(`${JSON.stringify({ codes, records: RECORDS })}\n`);
  const ready = await fleet.waitForLine((line) => line.startsWith('{"ready"'), DRAIN_MS);
  return { fleet, ids: (JSON.parse(ready) as { ids: string[] }).ids };
}

/** Turns away who comes when it is full, as a gate before a server does, and notes who comes back before the time. */
function createGate() {
  const waitUntilMs = new Map<string, number>();
  const told = { turnedAway: 0, tooEarly: 0 };
  let inside = 0;
  const gate: Fault = async (passing, response) => {
    const kiosk = parseAuthorization(passing.headers.authorization)?.kioskId ?? '';
    const nowMs = performance.now();
    if (nowMs < (waitUntilMs.get(kiosk) ?? 0) - 20) told.tooEarly += 1;
    if (inside >= AT_ONCE) {
      told.turnedAway += 1;
      response
        .writeHead(503, { 'retry-after': String(RETRY_AFTER_S), 'content-type': 'text/html' })
        .end('<h1>Busy</h1>');
      waitUntilMs.set(kiosk, performance.now() + RETRY_AFTER_S * 1_000);
      return;
    }
    inside += 1;
    try {
      giveBack(response, await passing.forward());
    } finally {
      inside -= 1;
    }
  };
  return { gate, told };
}

it(`S3: ${KIOSKS} kiosks that come back at once do not topple the server: each record once, and who is asked to wait does`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fleet-'));
  const venue = await Venue.open();
  const proxy = await startFaultProxy(venue.url);
  const { gate, told } = createGate();
  let running: Running | null = null;
  try {
    const { fleet, ids } = await openFleet(venue, proxy.url, folder);
    running = fleet;
    proxy.begin(gate);
    const office = openOffice(venue);
    const startedMs = performance.now();
    fleet.process.stdin?.write('go\n');
    await fleet.waitForLine((line) => line === '{"drained":true}', DRAIN_MS);
    const tookMs = performance.now() - startedMs;
    const experience = await office.close();
    const memory = peakMemoryMb(venue.running.process.pid ?? 0);
    const { events, visits, quarantine } = await venue.readLog();
    console.log(
      `comeback: ${KIOSKS} kiosks, ${ids.length} records in ${Math.round(tookMs)} ms, ${told.turnedAway} turned away; ${describeExperience(experience)}; server at most ${memory} MB; load ${loadavg()[0]?.toFixed(1)}`,
    );
    expect(events.map(({ id }) => id as string).toSorted()).toEqual(ids.toSorted());
    expect(visits).toHaveLength(ids.length);
    expect(quarantine).toEqual([]);
    expect(told.turnedAway).toBeGreaterThan(0);
    expect(told.tooEarly).toBe(0);
    expect(experience.failures).toEqual([]);
    expect(memory ?? 0).toBeLessThan(500);
    if (!isShort) expect(experience.p99Ms).toBeLessThan(500);
  } finally {
    running?.process.stdin?.end();
    await running?.stop();
    await proxy.close();
    await venue.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
