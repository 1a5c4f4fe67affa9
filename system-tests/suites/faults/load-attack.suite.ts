import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Running, readyLine, startProgram } from '../../support/child-process.ts';
import { howMany, isShort } from '../suite-length.ts';
import { peakMemoryMb } from './support/memory.ts';
import { describeExperience, openOffice } from './support/office.ts';
import { Venue } from './support/venue.ts';

const KIOSKS = howMany({ short: 8, full: 50 });
const RECORDS = howMany({ short: 50, full: 1_000 });
const ROUND_MS = 600_000;
/** The server holds at most some dozens of bodies of 4 MB, inflated; a bomb of ours alone would be 200. */
const SERVER_MB = 600;

async function openFleet(venue: Venue, folder: string): Promise<{ fleet: Running; ids: string[] }> {
  const codes: string[] = [];
  for (let kiosk = 0; kiosk < KIOSKS; kiosk += 1) codes.push(await venue.pairingCode());
  const fleet = startProgram('system-tests/suites/faults/support/fleet.ts', [folder, venue.url]);
  fleet.process.stdin?.write(`${JSON.stringify({ codes, records: RECORDS })}\n`);
  const ready = await fleet.waitForLine((line) => line.startsWith('{"ready"'), ROUND_MS);
  return { fleet, ids: (JSON.parse(ready) as { ids: string[] }).ids };
}

/** Ends it and reads what the server answered. */
async function endAttack(attacker: Running): Promise<Record<string, number>> {
  attacker.process.stdin?.end();
  const last = await attacker.waitForLine((line) => line.startsWith('{"statuses"'), ROUND_MS);
  return (JSON.parse(last) as { statuses: Record<string, number> }).statuses;
}

it(`bombs, depth, slow bodies and headers while ${KIOSKS} kiosks sync: all of it refused, all others served`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'attack-'));
  const venue = await Venue.open();
  const programs: Running[] = [];
  try {
    const { fleet, ids } = await openFleet(venue, folder);
    const attacker = startProgram('system-tests/suites/faults/support/attacker.ts', [
      venue.url,
      await venue.pairingCode(),
    ]);
    programs.push(fleet, attacker);
    await readyLine(attacker);
    const office = openOffice(venue);
    const startedMs = performance.now();
    fleet.process.stdin?.write('go\n');
    await fleet.waitForLine((line) => line === '{"drained":true}', ROUND_MS);
    const tookMs = performance.now() - startedMs;
    await attacker.waitForLine((line) => line === '{"round":true}', ROUND_MS);
    const experience = await office.close();
    const statuses = await endAttack(attacker);
    const memory = peakMemoryMb(venue.running.process.pid ?? 0);
    console.log(
      `attack: ${KIOSKS} kiosks, ${ids.length} records in ${Math.round(tookMs)} ms; ${describeExperience(experience)}; server at most ${memory} MB; load ${loadavg()[0]?.toFixed(1)}; ${JSON.stringify(statuses)}`,
    );
    const { events, quarantine } = await venue.readLog();
    expect(events.map(({ id }) => id as string).toSorted()).toEqual(ids.toSorted());
    expect(quarantine).toEqual([]);
    expect(experience.failures).toEqual([]);
    const names = Object.keys(statuses);
    expect(names.filter((name) => !/ (400|401|413|415|429|431|closed|open)$/.test(name))).toEqual([]);
    for (const attack of [
      'bomb',
      'signed bomb 413',
      'signed deep 400',
      'oversize header',
      'oversize body',
      'slow body',
    ]) {
      expect(
        names.some((name) => name.startsWith(attack)),
        attack,
      ).toBe(true);
    }
    expect(memory ?? 0).toBeLessThan(SERVER_MB);
    if (!isShort) expect(experience.p99Ms).toBeLessThan(500);
  } finally {
    for (const { process } of programs) process.stdin?.end();
    await Promise.all(programs.map((program) => program.stop()));
    await venue.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
