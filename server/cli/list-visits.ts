import { calendarDaySchema } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import { recordAudit } from '../audit/service.ts';
import { formatLogCsv } from '../exports/service.ts';
import type { Services } from '../services.ts';
import type { DayRange, VisitLine } from '../visits/service.ts';
import { findPlace } from './open-services.ts';
import { Sentence } from './sentence.ts';

export interface VisitsOptions {
  readonly entrance: string;
  readonly format: string;
  readonly day?: string;
  readonly from?: string;
  readonly to?: string;
  readonly reveal?: boolean;
  readonly language: string;
}

/** The log of one entrance as text, chunk by chunk. The audit trail says so either way, before the first line is out. */
export async function* listVisits(services: Services, options: VisitsOptions): AsyncGenerator<string> {
  const { store, clock, visits, config } = services;
  const { format, reveal = false } = options;
  if (format !== 'csv' && format !== 'json') throw new Sentence(`The format is csv or json, not "${format}".`);
  const language = parseLanguage(options.language);
  const { entrance, venue } = await findPlace(services, options.entrance);
  const range: DayRange = { venueId: venue.id, entranceId: entrance.id, ...readDays(options, clock.today()) };
  const trace = { actor: 'cli', organisationId: venue.organisationId, subject: `entrance:${entrance.id}` };
  const details = { from: range.from, to: range.to, format, reveal };
  await store.transact((tx) => recordAudit(tx, { ...trace, details, at: clock.now(), action: 'visits.listed' }));
  const pages = reveal ? visits.readRevealed(range, { ...trace, details: {} }) : visits.readMasked(range);
  if (format === 'csv') yield* formatLogCsv(pages, language, config.timeZone);
  else yield* formatJson(pages);
}

function readDays({ day, from, to }: VisitsOptions, today: string): { from: string; to: string } {
  for (const given of [day, from, to]) {
    if (given !== undefined && !calendarDaySchema.safeParse(given).success) {
      throw new Sentence(`A day is written like ${today}, not "${given}".`);
    }
  }
  if (day !== undefined && (from !== undefined || to !== undefined)) {
    throw new Sentence('Give either --day, or --from and --to.');
  }
  // Without any: everything that is still kept.
  const range = { from: day ?? from ?? '2020-01-01', to: day ?? to ?? today };
  if (range.from > range.to) throw new Sentence('--from is after --to.');
  return range;
}

function parseLanguage(text: string): Language {
  if (text === 'vi' || text === 'en') return text;
  throw new Sentence(`The language is vi or en, not "${text}".`);
}

/** One JSON array, one visit a line. */
async function* formatJson(pages: AsyncIterable<readonly VisitLine[]>): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const page of pages) {
    yield separator + page.map((line) => JSON.stringify(line)).join(',\n');
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}
