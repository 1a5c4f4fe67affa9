import { stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import process from 'node:process';
import { Command, CommanderError, Option } from 'commander';
import { POSTER_FORMATS, type PosterFormat, posterFormatSchema } from '#shared/contract/poster-options.ts';
import { dayOf } from '#shared/domain/instant.ts';
import { findUnprintable } from './content.ts';
import {
  encodePosterUrl,
  isMarkedDemo,
  type PosterDescription,
  type PosterLanguage,
  type PosterProblem,
} from './description.ts';
import { renderPosterPdf } from './poster.ts';

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
  readonly lang: PosterLanguage;
  readonly size: PosterFormat;
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
  const refusal = await writePoster(describe(options, surroundings.now()), options.out, surroundings);
  if (refusal === undefined) return 0;
  surroundings.complain(`${refusal}\n`);
  return 1;
}

function posterCommand({ print, complain }: CliSurroundings): Command {
  return new Command('npm run poster --')
    .description('Makes the PDF of an entrance poster.')
    .requiredOption('--venue <name>', 'name of the venue')
    .requiredOption('--entrance <name>', 'name of the entrance')
    .requiredOption('--url <url>', 'what the QR code holds; an address that is not public https marks the poster DEMO')
    .requiredOption('--out <file>', 'PDF file to write, replaced when it exists')
    .addOption(new Option('--size <size>', 'paper').choices(posterFormatSchema.options).default('A4'))
    .addOption(new Option('--lang <language>', 'language').choices(['vi', 'en', 'both']).default('both'))
    .option('--address <line>', 'address under the name')
    .option('--serial <text>', 'serial of this print (default: the date)')
    .option('--short-code <text>', 'short code of the entrance')
    .option('--phone <number>', 'whom to call for help')
    .option('--demo', 'mark the poster DEMO in any case')
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: complain });
}

function describe(options: PosterOptions, now: number): PosterDescription {
  const printedOn = dayOf(now);
  return {
    venueName: options.venue,
    entranceName: options.entrance,
    address: options.address,
    url: options.url,
    serial: options.serial ?? printedOn.replaceAll('-', ''),
    printedOn,
    language: options.lang,
    format: options.size,
    largeType: false,
    brand: null,
    demo: options.demo ?? false,
    shortCode: options.shortCode,
    responsiblePhone: options.phone,
  };
}

/** @returns why it could not be done, as a sentence; undefined when the file is written. */
async function writePoster(
  description: PosterDescription,
  out: string,
  { print, complain }: CliSurroundings,
): Promise<string | undefined> {
  const code = encodePosterUrl(description.url);
  if (!code.ok) return explain(code.error, description.url);
  const folder = dirname(resolve(out));
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return `The folder ${folder} does not exist.`;
  const bytes = await renderPosterPdf(description);
  try {
    await writeFile(out, bytes);
  } catch (error) {
    return `Cannot write ${out}: ${error instanceof Error ? error.message : String(error)}.`;
  }
  const leftOut = findUnprintable(description);
  if (leftOut.length > 0) complain(`Left out, because the font has no such characters: ${leftOut.join(' ')}\n`);
  if (isMarkedDemo(description) && !description.demo) {
    complain("Marked DEMO: visitors' phones can only open a public https address.\n");
  }
  const { codeSide: size, unit } = POSTER_FORMATS[description.format];
  print(`${out}: ${description.format}, QR code ${size} x ${size} ${unit}, ${Math.ceil(bytes.length / 1000)} kB\n`);
  return undefined;
}

function explain(problem: PosterProblem, url: string): string {
  switch (problem.kind) {
    case 'not-a-web-address':
      return `Not a web address: ${JSON.stringify(url)} (expected https://… without spaces, user name or password).`;
    case 'url-too-long':
      return `The address has ${problem.bytes} bytes; a code that phones read from afar holds at most ${problem.maxBytes}.`;
  }
}

if (import.meta.main) {
  process.exitCode = await runPosterCli(process.argv.slice(2), {
    print: (text) => process.stdout.write(text),
    complain: (text) => process.stderr.write(text),
    now: Date.now,
  });
}
