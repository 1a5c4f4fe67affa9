import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { type AuditAction, type AuditDetails, recordAudit } from '../audit/service.ts';
import { readLastRun } from '../config/last-run.ts';
import { describeKeyRefusal, lockFor } from '../foundation.ts';
import { makeRecoveryParts, type RecoveryRefusal, recoverKek, rotateKek } from '../keys/service.ts';
import { type DataOptions, withServices } from './open-services.ts';
import { Sentence } from './sentence.ts';

interface SheetOptions extends DataOptions {
  readonly to: string;
}

interface RecoverOptions extends DataOptions {
  readonly partA: string;
  readonly partB: string;
}

/** What to type with both sheets at hand, as it stands on them. */
const RECOVER = ['npm run --silent cli -- keys recover --data ./data --part-a "A" --part-b "B"'];
const PART = 'as typed from the sheet or read from its code; @FILE reads a file';

/** The key that unwraps all others: on paper, back from paper, changed. */
export function addKeyCommands(program: Command, print: (answer: string) => void): void {
  const keys = program.command('keys').description('the key file (KEK) that opens the key store');
  const command = (words: string, description: string): Command =>
    keys.command(words).description(description).option('--data <dir>', 'the data folder', 'data');

  command('recovery-sheets', 'two PDF sheets that together make the key file again: print, put in two places, delete')
    .requiredOption('--to <dir>', 'folder for the PDFs; better none that is backed up')
    .action((options: SheetOptions) => printSheets(options, print));

  command('recover', 'make the key file again from both sheets')
    .requiredOption('--part-a <text>', PART)
    .requiredOption('--part-b <text>', PART)
    .action(({ data, partA, partB }: RecoverOptions) => {
      const recovered = recoverKek(resolve(data), { A: readPart(partA), B: readPart(partB) });
      if (!recovered.ok) throw new Sentence(explain(recovered.error));
      print(`key file in place, fingerprint ${recovered.value}`);
    });

  command('rotate-kek', 'a new key file, under which every key is wrapped anew; the server must be stopped').action(
    async ({ data }: DataOptions) => {
      const locked = lockFor(resolve(data));
      if (!locked.ok) throw new Sentence(locked.error);
      try {
        const rotated = rotateKek(resolve(data));
        if (!rotated.ok) throw new Sentence(describeKeyRefusal(rotated.error, resolve(data)));
        await record({ data }, 'keys.kek-rotated', { keys: rotated.value.keys });
        print(
          `${rotated.value.keys} keys wrapped anew, fingerprint ${rotated.value.fingerprint}; now back up, make new sheets`,
        );
      } finally {
        locked.value();
      }
    },
  );
}

const record = ({ data }: DataOptions, action: AuditAction, details: AuditDetails): Promise<void> =>
  withServices({ data }, ({ store, clock }) =>
    store.transact((tx) =>
      recordAudit(tx, {
        at: clock.now(),
        actor: 'cli',
        action,
        organisationId: null,
        subject: 'deployment:1',
        details,
      }),
    ),
  );

async function printSheets({ data, to }: SheetOptions, print: (answer: string) => void): Promise<void> {
  const dataDir = resolve(data);
  const folder = resolve(to);
  await withServices({ data }, async ({ clock, keys, store }) => {
    const made = makeRecoveryParts(dataDir);
    if (!made.ok) throw new Sentence(describeKeyRefusal(made.error, dataDir));
    const { fingerprint, parts } = made.value;
    const madeOn = clock.today();
    const files = { A: join(folder, `recovery-A-${madeOn}.pdf`), B: join(folder, `recovery-B-${madeOn}.pdf`) };
    const there = Object.values(files).find((file) => existsSync(file));
    if (there !== undefined) throw new Sentence(`There is a file ${there} already: nothing was written.`);
    const serverName = readLastRun(dataDir)?.origin ?? keys.serverId;
    // Fonts and PDF cost a quarter of a second of every command.
    const { renderRecoverySheetPdf } = await import('#print/recovery-sheet/recovery-sheet.ts');
    await store.transact((tx) =>
      recordAudit(tx, {
        at: clock.now(),
        actor: 'cli',
        action: 'keys.sheets-printed',
        organisationId: null,
        subject: 'deployment:1',
        details: { fingerprint },
      }),
    );
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      for (const part of ['A', 'B'] as const) {
        const { lines, codeText } = parts[part];
        const sheet = { part, lines, codeText, fingerprint, serverName, madeOn, command: RECOVER };
        writeFileSync(files[part], await renderRecoverySheetPdf(sheet), { mode: 0o600, flag: 'wx' });
      }
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      throw new Sentence(`The sheets could not be written to ${folder} (${code}).`);
    }
    print([files.A, files.B].join('\n'));
  });
}

function readPart(text: string): string {
  if (!text.startsWith('@')) return text;
  try {
    return readFileSync(text.slice(1), 'utf8');
  } catch {
    throw new Sentence(`The file ${text.slice(1)} cannot be read.`);
  }
}

function explain(refusal: RecoveryRefusal): string {
  switch (refusal.why) {
    case 'not-a-part':
      return `That is not part ${refusal.letter}: it has four lines of 24 characters. Nothing was changed.`;
    case 'line-mistyped':
      return `Line ${refusal.line} of part ${refusal.letter} is not as on the sheet: look at it again. Nothing was changed.`;
    case 'wrong-letter':
      return `What was given as part ${refusal.letter} is from the other sheet. Nothing was changed.`;
    case 'not-a-pair':
      return 'The two sheets are not of one pair: look at their dates. Nothing was changed.';
    case 'other-key-store':
      return 'The sheets are of another key: compare the fingerprints. Nothing was changed.';
    case 'other-kek-there':
      return 'There is another key file already: move it away first. Nothing was changed.';
  }
}
