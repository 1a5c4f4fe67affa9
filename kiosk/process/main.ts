import process from 'node:process';
import { formatHelp, KIOSK_OPTIONS, parseCliOptions, readKioskArguments } from './cli-options.ts';
import { createKioskProcess } from './kiosk-process.ts';
import { findParentPort } from './parent-port.ts';
import { PlainFailure, runProgram, untilSignal } from './run-program.ts';
import { serveBridge } from './serve-bridge.ts';
import { startWhenThereIsRoom } from './wait-for-room.ts';

const USAGE = "The kiosk's core, started by Electron or the browser host, which it answers in bridge messages.";

const untilParentIsGone = (): Promise<void> => new Promise((resolve) => process.once('disconnect', () => resolve()));

await runProgram(async () => {
  const values = parseCliOptions(process.argv.slice(2), KIOSK_OPTIONS);
  if (values === null) {
    process.stdout.write(`${formatHelp(USAGE, KIOSK_OPTIONS)}\n`);
    return;
  }
  const port = findParentPort();
  if (!port) throw new PlainFailure('This is started by a kiosk, not by hand: use "npm run kiosk" or "kiosk:browser".');
  const ending = Promise.race([untilSignal(), untilParentIsGone()]);
  const options = readKioskArguments(values, 'auto');
  const kiosk = await startWhenThereIsRoom(options.dataDir, port, ending, () => createKioskProcess(options));
  if (kiosk === null) return;
  const stopServing = serveBridge(kiosk, port);
  await ending;
  stopServing();
  await kiosk.close();
});
// The port to the parent, once listened to, keeps the process alive, also after a start that failed.
process.exit();
