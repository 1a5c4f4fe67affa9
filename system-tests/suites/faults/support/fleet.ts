/**
 * A program: many kiosks without a network, each with records that wait. Arguments: folder, server. First line of standard
 * input: `{"codes": [...], "records": N}`; it prints `{"ready": true, "ids": [...]}` when each has paired and has N records.
 * Second line: go. It prints `{"drained": true}` when none of them has a record left, and ends with its input.
 */
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { type BareKiosk, openBareKiosk } from './bare-kiosk.ts';

const [folder = '', server = ''] = process.argv.slice(2);
const input = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const say = (message: object): void => void process.stdout.write(`${JSON.stringify(message)}\n`);

async function openKiosk(code: string, number: number, records: number): Promise<{ kiosk: BareKiosk; ids: string[] }> {
  const kiosk = await openBareKiosk(join(folder, String(number)));
  await kiosk.pair(server, code);
  const events = await Promise.all(Array.from({ length: records }, () => kiosk.makeCheckIn()));
  kiosk.store.commitEvents(events);
  return { kiosk, ids: events.map(({ id }) => id) };
}

const drained = (kiosk: BareKiosk): Promise<void> =>
  new Promise((resolve) => kiosk.listen(({ online, waiting }) => void (online && waiting === 0 && resolve())));

const first = await input.next();
const { codes, records } = JSON.parse(String(first.value)) as { codes: string[]; records: number };
const fleet: Array<{ kiosk: BareKiosk; ids: string[] }> = [];
for (const [number, code] of codes.entries()) fleet.push(await openKiosk(code, number, records));
say({ ready: true, ids: fleet.flatMap(({ ids }) => ids) });
await input.next();
const all = Promise.all(fleet.map(({ kiosk }) => drained(kiosk)));
for (const { kiosk } of fleet) kiosk.sync.start();
await all;
say({ drained: true });
if (!(await input.next()).done) await once(process.stdin, 'end');
await Promise.all(fleet.map(({ kiosk }) => kiosk.close()));
