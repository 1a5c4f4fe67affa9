import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, CommanderError } from 'commander';
import { recordAudit } from '../audit/service.ts';
import { importAliases, importUnits } from '../units/service.ts';
import { addAccountCommands } from './account-commands.ts';
import { addAuditCommands } from './audit-commands.ts';
import { addBackupCommands } from './backup-commands.ts';
import { importRecords } from './import-records.ts';
import { addKeyCommands } from './key-commands.ts';
import { listVisits, type VisitsOptions } from './list-visits.ts';
import { addOfficerCommands } from './officer-commands.ts';
import { type DataOptions, findPlace, withServices } from './open-services.ts';
import { addPersonCommands } from './person-commands.ts';
import { Sentence } from './sentence.ts';
import type { CliStreams } from './streams.ts';
import { addUpdateCommands } from './update-commands.ts';

type EntranceOptions = DataOptions & { readonly entrance: string };

const ENTRANCE = ['--entrance <name>', 'short name, id or serial number of the entrance'] as const;

/** @returns the exit code: 0, or 1 after one sentence on standard error. */
export async function runCli(words: readonly string[], streams: CliStreams): Promise<0 | 1> {
  try {
    await createProgram(streams).parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    const sentence = describeFailure(error);
    if (sentence === null) return 0;
    streams.stderr.write(`${sentence}\n`);
    return 1;
  }
}

function createProgram(streams: CliStreams): Command {
  const { stdout } = streams;
  const print = (answer: string): void => void stdout.write(`${answer}\n`);
  const program = new Command('npm run --silent cli --')
    .description('Admin commands. Each prints only its answer and works beside a running server.')
    .showHelpAfterError(false)
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: () => undefined })
    .exitOverride();
  const command = (words: string, description: string): Command =>
    program.command(words).description(description).option('--data <dir>', 'the data folder', 'data');

  command('pair-code', 'a fresh one-time code that pairs a kiosk, valid for 10 minutes')
    .requiredOption(...ENTRANCE)
    .action((options: EntranceOptions) =>
      withServices(options, async (services) => {
        const { entrance } = await findPlace(services, options.entrance);
        const code = await services.kiosks.createPairingCode(entrance.id, null);
        if (!code) throw new Sentence('The entrance was removed just now.');
        print(code.code);
      }),
    );

  command('poster-url', "the address on the entrance's poster")
    .requiredOption(...ENTRANCE)
    .action((options: EntranceOptions) =>
      withServices(options, async (services) => {
        print((await findPlace(services, options.entrance)).posterUrl);
      }),
    );

  command('visits', 'the visit log of an entrance, masked unless --reveal; recorded in the audit trail either way')
    .requiredOption(...ENTRANCE)
    .option('--format <format>', 'csv or json', 'csv')
    .option('--day <day>', 'one day, YYYY-MM-DD')
    .option('--from <day>', 'first day')
    .option('--to <day>', 'last day (default: today)')
    .option('--reveal', 'names and phones in full')
    .option('--language <language>', 'of the CSV: vi or en', 'vi')
    .action((options: DataOptions & VisitsOptions) =>
      withServices(options, (services) =>
        pipeline(Readable.from(listVisits(services, options)), stdout, { end: false }),
      ),
    );

  command('import-records', 'sealed exports of kiosks (*.vcx), into the log as if they had been sent')
    .argument('<files...>')
    .action((files: readonly string[], options: DataOptions) =>
      withServices(options, async (services) => {
        const { stored, duplicates, quarantined, refused } = await importRecords(services, files);
        print(`${stored} stored, ${duplicates} duplicates, ${quarantined} quarantined`);
        if (refused.length > 0) throw new Sentence(refused.join('\n'));
      }),
    );

  addBackupCommands(command, print);
  addAccountCommands(program, print);
  addAuditCommands(program, print);
  addKeyCommands(program, print);
  addOfficerCommands(program, print);
  addUnitCommands(program, print);
  addPersonCommands(program, print, streams);
  addUpdateCommands(program, print);
  return program;
}

function addUnitCommands(program: Command, print: (answer: string) => void): void {
  const units = program.command('units').description('provinces and communes');
  const add = (name: string, columns: string, read: typeof importUnits) =>
    units
      .command(`${name} <file>`)
      .description(`read ${columns} from a CSV file`)
      .option('--data <dir>', 'the data folder', 'data')
      .action((file: string, options: DataOptions) =>
        withServices(options, async ({ store, clock }) => {
          const text = await readFile(file, 'utf8').catch(() => {
            throw new Sentence(`The file ${file} cannot be read.`);
          });
          const imported = await read(store, text);
          if (!imported.ok) {
            const { row, column } = imported.error;
            throw new Sentence(`Row ${row} of ${file} is not valid: see its column ${column}.`);
          }
          const details = { rows: imported.value };
          const act = { at: clock.now(), actor: 'cli', action: 'units.imported', organisationId: null } as const;
          await store.transact((tx) => recordAudit(tx, { ...act, subject: 'units:all', details }));
          print(String(imported.value));
        }),
      );
  add('import', 'code,name,province_code[,effective_from,effective_to]', importUnits);
  add(
    'import-aliases',
    'name,within,commune_code (names of before, and the communes of today they are part of)',
    importAliases,
  );
}

/** What commander calls an error is a sentence too; asking for help is none. */
function describeFailure(error: unknown): string | null {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? null : `${error.message.replace(/^error: /, '')} (see --help)`;
  }
  if (error instanceof Sentence) return error.message;
  // A reader that closed the pipe, as head does, has what it wanted.
  if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return null;
  throw error;
}
