import { createReadStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { collectProofs, readHead, type TrailBreak, type TrailProofs, verifyTrail } from '../audit/service.ts';
import type { KeyService } from '../keys/service.ts';
import { type DataOptions, withServices } from './open-services.ts';
import { Sentence } from './sentence.ts';

interface VerifyOptions extends DataOptions {
  readonly witnesses?: string;
}

/** More lines than any kiosk keeps. */
const MAX_WITNESSES = 10_000;

/** The audit trail and what proves it. */
export function addAuditCommands(program: Command, print: (answer: string) => void): void {
  const audit = program.command('audit').description('the audit trail');
  audit
    .command('verify')
    .description('follow the whole trail and compare it with its signed heads')
    .option('--data <dir>', 'the data folder', 'data')
    .option('--witnesses <file>', "signed heads that a kiosk kept: witnesses.txt of the kiosk's data folder")
    .action((options: VerifyOptions) =>
      withServices(options, async ({ store, keys }) => {
        const witnesses = options.witnesses === undefined ? [] : await readWitnesses(keys, resolve(options.witnesses));
        const proofs = await collectProofs(keys);
        const verdict = await verifyTrail(store.read, { ...proofs, heads: [...proofs.heads, ...witnesses] });
        if (!verdict.holds) throw new Sentence(explain(verdict));
        const cutOff = verdict.cutOff > 0 ? `; ${verdict.cutOff} heads of entries that a restore cut off` : '';
        print(`ok ${verdict.entries} entries, ${verdict.heads} signed heads${cutOff}`);
      }),
    );
}

function explain({ why, brokenAt, goodThrough }: TrailBreak): string {
  switch (why) {
    case 'entry':
      return `The audit trail is broken at entry ${brokenAt}: it was changed, or put in.`;
    case 'missing':
      return `The audit trail is broken at entry ${brokenAt}: it is missing.`;
    case 'head':
      return `The audit trail was written anew: entries ${goodThrough + 1} to ${brokenAt} are not those that were signed.`;
  }
}

async function readWitnesses(keys: KeyService, file: string): Promise<TrailProofs['heads']> {
  if (!existsSync(file)) throw new Sentence(`The file ${file} cannot be read.`);
  const heads: Array<TrailProofs['heads'][number]> = [];
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    number += 1;
    if (line.trim() === '') continue;
    const head = await readHead(keys, line.trim().split(' ').at(-1) ?? '');
    if (!head) throw new Sentence(`Line ${number} of ${file} is no head that this server signed.`);
    if (heads.push(head) > MAX_WITNESSES) throw new Sentence(`The file ${file} is too long.`);
  }
  return heads;
}
