import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { verify } from '@node-rs/argon2';
import { z } from 'zod';
import type { PinOutcome } from '#kiosk/core/kiosk-state.ts';
import { readIfThere, writeDurably } from '#kiosk/store/durable-file.ts';
import { describeError } from '../describe-error.ts';
import { log } from '../log.ts';

/** Wrong PINs before the first lock. */
const TRIES = 5;
const FIRST_LOCK_MS = 30_000;
const LONGEST_LOCK_MS = 900_000;

/** Which PIN (by a hash of its hash; empty: whichever), how many wrong ones since the last right one, and whether they are being paid for. */
const gateSchema = z.strictObject({
  v: z.literal(1),
  of: z.string(),
  wrong: z.int().min(0),
  locked: z.boolean(),
});
type Gate = Omit<z.infer<typeof gateSchema>, 'v'>;

export interface PinGate {
  /** @param stored argon2id as a PHC string; null: no PIN was set. Tries are taken one after the other; never rejects. */
  check(stored: string | null, pin: string): Promise<PinOutcome>;
  close(): void;
}

/** From the fifth wrong PIN on each one costs a lock, twice as long as the one before. */
export const lockMs = (wrong: number): number =>
  wrong < TRIES ? 0 : Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** Math.min(wrong - TRIES, 10));

/**
 * Lets the staff in. The count is in `staff-pin.json` before a PIN is looked at, so that cutting the power gives no try
 * back; a lock is counted by the monotonic clock and begins anew with the program, so that no other clock can shorten it.
 */
export function createPinGate(dir: string): PinGate {
  const file = join(dir, 'staff-pin.json');
  let gate = readGate(file);
  let lockedUntil = 0;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  function change(next: Gate): void {
    clearTimeout(timer);
    gate = next;
    const ms = next.locked ? lockMs(next.wrong) : 0;
    lockedUntil = performance.now() + ms;
    save(file, next);
    if (ms > 0) timer = setTimeout(() => change({ ...gate, locked: false }), ms).unref();
  }

  const leftMs = (): number => Math.ceil(lockedUntil - performance.now());

  async function check(stored: string | null, pin: string): Promise<PinOutcome> {
    if (stored === null) return { is: 'unset' };
    const of = createHash('sha256').update(stored).digest('base64url').slice(0, 16);
    if (gate.of !== '' && gate.of !== of) change({ of, wrong: 0, locked: false });
    if (leftMs() > 0) return { is: 'locked', forMs: leftMs() };
    const wrong = gate.wrong + 1;
    change({ of, wrong, locked: wrong >= TRIES });
    if (await isRight(stored, pin)) {
      change({ of, wrong: 0, locked: false });
      return { is: 'right' };
    }
    return wrong >= TRIES ? { is: 'locked', forMs: leftMs() } : { is: 'wrong', triesLeft: TRIES - wrong };
  }

  if (gate.locked) change(gate);
  return {
    check(stored, pin) {
      const outcome = turn.then(() => check(stored, pin)).catch(answerBug);
      turn = outcome;
      return outcome;
    },
    close() {
      clearTimeout(timer);
    },
  };
}

/** Never open by mistake, and not at once again. */
function answerBug(error: unknown): PinOutcome {
  log('error', `a staff PIN could not be checked: ${describeError(error)}`);
  return { is: 'locked', forMs: FIRST_LOCK_MS };
}

async function isRight(stored: string, pin: string): Promise<boolean> {
  try {
    return await verify(stored, pin);
  } catch {
    log('error', 'the staff PIN that the server sent cannot be read: set a new one in the portal');
    return false;
  }
}

/** A file that somebody damaged is locked once, whatever it held. */
function readGate(file: string): Gate {
  const none: Gate = { of: '', wrong: 0, locked: false };
  try {
    const text = readIfThere(file);
    return text === null ? none : gateSchema.parse(JSON.parse(text));
  } catch {
    log('warn', 'staff-pin.json was damaged');
    return { ...none, wrong: TRIES, locked: true };
  }
}

/** Staff must get in when the disk is full, above all then: the count goes on in memory. */
function save(file: string, { of, wrong, locked }: Gate): void {
  try {
    writeDurably(file, `${JSON.stringify({ v: 1, of, wrong, locked })}\n`);
  } catch {
    log('error', 'wrong staff PINs could not be written down');
  }
}
