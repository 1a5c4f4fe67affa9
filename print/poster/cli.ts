import { readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import process from 'node:process';
import { Command, CommanderError, Option } from 'commander';
import {
  POSTER_FORMATS,
  type PosterFormat,
  type PosterLanguage,
  type PosterNote,
  posterBrandSchema,
  posterFormatSchema,
} from '#shared/contract/poster-options.ts';
import { dayOf } from '#shared/domain/instant.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { preflightPoster } from '../preflight/preflight.ts';
import type { PosterDescription } from './description.ts';
import { explainFault, explainNote } from './explain.ts';
import { PALETTE } from './palette.ts';
import { renderPosterPng } from './png.ts';
import { renderPosterPdf } from './poster.ts';
import { renderPosterSvg } from './svg.ts';

/** Where the command writes its words, and what time it is. */
export interface CliSurroundings {
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

interface PosterOptions {
  readonly venue: string;
  readonly entrance: string;
  readonly url: string;
  readonly out: string;
  readonly address?: string;
  readonly serial?: string;
  readonly shortCode?: string;
  readonly phone?: string;
  readonly logo?: string;
  readonly primary?: string;
  readonly accent?: string;
  readonly lang: PosterLanguage;
  readonly size: PosterFormat;
  readonly large?: true;
  readonly demo?: true;
}

/** @returns the exit code: 0, or 1 after one sentence on what was wrong. */
export async function runPosterCli(args: readonly string[], surroundings: CliSurroundings): Promise<number> {
  const command = posterCommand(surroundings);
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  }
  const options = command.opts<PosterOptions>();
  const described = await describe(options, surroundings.now());
  const written = described.ok ? await writePoster(described.value, options.out, surroundings) : described;
  if (written.ok) return 0;
  surroundings.complain(`${written.error}\n`);
  return 1;
}

function posterCommand({ print, complain }: CliSurroundings): Command {
  return new Command('npm run poster --')
    .description('Makes an entrance poster, checks it as a printer and a phone would, and writes it.')
    .requiredOption('--venue <name>', 'name of the venue')
    .requiredOption('--entrance <name>', 'name of the entrance')
    .requiredOption('--url <url>', 'what the QR code holds; an address that is not public https marks the poster DEMO')
    .requiredOption('--out <file>', 'file to write, replaced when it exists: .pdf, .svg or .png')
    .addOption(new Option('--size <size>', 'format').choices(posterFormatSchema.options).default('A4'))
    .addOption(new Option('--lang <language>', 'language').choices(['vi', 'en', 'both']).default('both'))
    .option('--large', 'large type: fewer words')
    .option('--address <line>', 'address under the name')
    .option('--serial <text>', 'serial of this print (default: the date)')
    .option('--short-code <text>', 'short code of the entrance')
    .option('--phone <number>', 'whom to call for help')
    .option('--logo <file>', 'PNG beside the name')
    .option('--primary <#rrggbb>', 'colour behind the name')
    .option('--accent <#rrggbb>', 'colour of the call to action and the entrance')
    .option('--demo', 'mark the poster DEMO in any case')
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: complain });
}

async function describe(options: PosterOptions, now: number): Promise<Result<PosterDescription, string>> {
  const printedOn = dayOf(now);
  const { primary = PALETTE.brand, accent = PALETTE.accent } = options;
  const brand = posterBrandSchema.safeParse({ primary, accent });
  if (!brand.success) return err('Colours are written as #rrggbb, such as #0b5c63.');
  const logo = options.logo === undefined ? undefined : await readFile(options.logo).catch(() => null);
  if (logo === null) return err(`Cannot read the logo ${options.logo ?? ''}.`);
  return ok({
    venueName: options.venue,
    entranceName: options.entrance,
    address: options.address,
    url: options.url,
    serial: options.serial ?? printedOn.replaceAll('-', ''),
    printedOn,
    language: options.lang,
    format: options.size,
    largeType: options.large ?? false,
    brand: options.primary === undefined && options.accent === undefined ? null : brand.data,
    demo: options.demo ?? false,
    shortCode: options.shortCode,
    responsiblePhone: options.phone,
    logo: logo && new Uint8Array(logo),
  });
}

const RENDERERS: Readonly<Record<string, (poster: PosterDescription) => Promise<Uint8Array> | string>> = {
  '': renderPosterPdf,
  '.pdf': renderPosterPdf,
  '.png': (poster) => renderPosterPng(poster, { widthPx: PRINT_WIDTH_PX }),
  '.svg': (poster) => renderPosterSvg(poster),
};
/** An A4 at 300 dots an inch. */
const PRINT_WIDTH_PX = 2480;

async function writePoster(
  poster: PosterDescription,
  out: string,
  { print, complain }: CliSurroundings,
): Promise<Result<null, string>> {
  const render = RENDERERS[extname(out).toLowerCase()];
  const folder = dirname(resolve(out));
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return err(`The folder ${folder} does not exist.`);
  const { faults, notes } = await preflightPoster(poster);
  const [fault] = faults;
  if (fault) return err(explainFault(fault, poster.url));
  if (!render) return err(`Cannot write ${out}: its name must end in .pdf, .svg or .png.`);
  const bytes = await render(poster);
  try {
    await writeFile(out, bytes);
  } catch (error) {
    return err(`Cannot write ${out}: ${error instanceof Error ? error.message : String(error)}.`);
  }
  for (const note of notes satisfies readonly PosterNote[]) complain(`${explainNote(note)}\n`);
  const { codeSide, unit } = POSTER_FORMATS[poster.format];
  print(`${out}: ${poster.format}, QR code ${codeSide} x ${codeSide} ${unit}, ${Math.ceil(bytes.length / 1000)} kB\n`);
  return ok(null);
}

if (import.meta.main) {
  process.exitCode = await runPosterCli(process.argv.slice(2), {
    print: (text) => process.stdout.write(text),
    complain: (text) => process.stderr.write(text),
    now: Date.now,
  });
}
