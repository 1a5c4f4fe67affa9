import { rmSync } from 'node:fs';
import process from 'node:process';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { howMany } from '../suite-length.ts';
import { makeFastFolder } from '../support/fast-folder.ts';
import { createProgress } from '../support/progress.ts';
import { FaultyNetwork } from './faulty-network.ts';
import { History, type Operation, operations } from './history.ts';
import { workInPlace } from './in-place.ts';
import { ModelServer, prepareServer, type ServerTemplate } from './model-server.ts';
import { ModelTime } from './model-time.ts';

/** MODEL_HISTORIES is for those who share them out among processes. */
const HISTORIES = Number(process.env.MODEL_HISTORIES ?? howMany({ short: 250, full: 100_000 }));
/** A server that has seen many histories has become slow to back up and to verify. */
const HISTORIES_PER_SERVER = 50;

let root: string;
let template: ServerTemplate;
let network: FaultyNetwork;
let time: ModelTime;
let server: ModelServer;
let workElsewhere: () => void;
const progress = createProgress('histories', HISTORIES);

beforeAll(async () => {
  // A history does not wait for a disk: what a power cut leaves is proved by `npm run test:crash`.
  root = makeFastFolder('histories-');
  workElsewhere = workInPlace();
  template = await prepareServer(root);
  time = new ModelTime();
});
afterAll(() => {
  time.restore();
  workElsewhere();
  rmSync(root, { recursive: true, force: true });
});
beforeEach(async () => {
  time.startOver();
  server = await ModelServer.start(root, template);
  network = new FaultyNetwork();
});
afterEach(async () => {
  network.hangUp();
  await server.close();
});

describe('E1, S2, S3, S6, S8, S9, R2, R6: kiosks, a bad line and a server that is restored', () => {
  it.each<readonly [string, readonly Operation[]]>([
    [
      'a copy of the server from between two machines of one disk',
      [
        { do: 'clone', at: 0 },
        { do: 'check-in', at: 0 },
        { do: 'check-in', at: 1 },
        { do: 'exchange', at: 0, fault: 'none' },
        { do: 'back-up' },
        { do: 'exchange', at: 1, fault: 'none' },
        { do: 'exchange', at: 1, fault: 'none' },
        { do: 'restore' },
      ],
    ],
    [
      'one key revoked, another paired, the disk of the first in a second machine',
      [
        { do: 'check-in', at: 0 },
        { do: 'clone', at: 0 },
        { do: 'pair-again', at: 0 },
        { do: 'revoke', at: 1 },
        { do: 'exchange', at: 1, fault: 'none' },
      ],
    ],
  ])('nothing acknowledged is lost or there twice (%s)', async (_what, steps) => {
    await expect(new History({ server, network, time, root }).run(steps)).resolves.toBeUndefined();
  });

  const rounds = Array.from({ length: Math.ceil(HISTORIES / HISTORIES_PER_SERVER) }, (_, round) => round + 1);
  it.each(rounds)('nothing acknowledged is lost or there twice (round %i)', async (round) => {
    // Another seed each time, but in CI; fast-check prints it when it finds something, and MODEL_SEED runs that again.
    const given = process.env.MODEL_SEED ?? fc.readConfigureGlobal()?.seed;
    await fc.assert(
      fc.asyncProperty(operations, (steps) => new History({ server, network, time, root }).run(steps)),
      {
        numRuns: Math.min(HISTORIES_PER_SERVER, HISTORIES),
        ...(given !== undefined && { seed: Number(given) + round - 1 }),
      },
    );
    progress(round * HISTORIES_PER_SERVER);
  });
});
