import { once } from 'node:events';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { createFramer, type Frame, LINE_TERMINATORS } from '#kiosk/devices/framing.ts';
import { checkInHeadless } from './check-in-headless.ts';
import { formatHelp, KIOSK_OPTIONS, parseCliOptions, parseNumber, readKioskArguments } from './cli-options.ts';
import { createKioskProcess, type KioskProcess } from './kiosk-process.ts';
import { PlainFailure, runProgram, untilSignal } from './run-program.ts';

const OPTIONS = {
  ...KIOSK_OPTIONS,
  drain: { value: 'MS', help: 'at the end of input, how long to go on sending what waits (default: 10000)' },
} as const;

const USAGE = `npm run kiosk:headless -- --data DIR --server URL [options]: the kiosk's core without a screen

One scan per line on standard input; the declaration is answered "no symptoms", the phone is skipped. On standard output:
  ACK <check-in id>          the check-in is durably written
  NAK <reason>               it is not; "closed": its ward has closed the venue, "full": no room, "storage-...": the disk
  SYNC <stored> <waiting>    after each exchange with the server`;

const DEFAULT_DRAIN_MS = '10000';
const RETRY_MS = 250;

/** Three words, one line each, in the order of what happened. */
async function say(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
}

/** Lines as bytes: a scan need not be UTF-8. The next chunk is read only when all of this one was answered. */
async function* readFrames(input: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
  const framer = createFramer(LINE_TERMINATORS);
  for await (const chunk of input) yield* framer.push(chunk);
  yield* framer.flush();
}

async function requirePaired({ core, ready }: KioskProcess): Promise<void> {
  await ready;
  const { flow } = core.state;
  if (flow.name !== 'unpaired') return;
  throw new PlainFailure(
    flow.pairing === 'waiting'
      ? 'This kiosk is not paired yet: give it --server URL and --pair CODE once.'
      : `This kiosk could not be paired: ${flow.pairing}.`,
  );
}

/** One check-in at a time, whether it came by line or by scanner. */
function takeTurns(kiosk: () => KioskProcess): (frame: Frame) => Promise<void> {
  let turn = Promise.resolve();
  return (frame) => {
    turn = turn.then(async () => say(await checkInHeadless(kiosk().core, frame)));
    return turn;
  };
}

async function checkInAll(checkIn: (frame: Frame) => Promise<void>): Promise<void> {
  for await (const frame of readFrames(process.stdin)) await checkIn(frame);
}

/** Sends what waits, as long as there is time and something waits. */
async function drain({ store, sync }: KioskProcess, drainMs: number): Promise<void> {
  const end = performance.now() + drainMs;
  while (store.countWaiting().waiting > 0 && performance.now() < end) {
    const { online } = await sync.exchangeNow();
    if (!online) await delay(Math.min(RETRY_MS, Math.max(0, end - performance.now())));
  }
}

await runProgram(async () => {
  const values = parseCliOptions(process.argv.slice(2), OPTIONS);
  if (values === null) return say(formatHelp(USAGE, OPTIONS));
  const drainMs = parseNumber(values.drain ?? DEFAULT_DRAIN_MS, 'drain', 0, 86_400_000);
  const stopped = untilSignal();
  const checkIn = takeTurns(() => kiosk);
  const kiosk: KioskProcess = await createKioskProcess({
    ...readKioskArguments(values, 'none'),
    onExchange: ({ online, stored, waiting }) => {
      if (online) void say(`SYNC ${stored} ${waiting}`);
    },
    onSerialFrame: (frame) => void checkIn(frame),
  });
  try {
    await requirePaired(kiosk);
    await Promise.race([stopped, checkInAll(checkIn)]);
    await Promise.race([stopped, drain(kiosk, drainMs), delay(drainMs, undefined, { ref: false })]);
  } finally {
    await kiosk.close();
    process.stdin.destroy();
  }
});
