import { fileURLToPath } from 'node:url';
import { createReaders, measure, type ReadText, type Tally } from './decoders.ts';
import { readPhotographs } from './photographs.ts';
import { drawLevel, SERIES, type Series } from './series.ts';

const USAGE = `Usage: npm run bench:decode -- [DIR...]
Decode rate and milliseconds per decoder: on photographs (without DIR, our own small corpus), then on generated series.
Beside the photographs lies expected.json: { "<file>": { "texts": ["acceptable text", ...] } }; no texts: the image holds
no readable code.
`;
const OWN_CORPUS = fileURLToPath(new URL('../../shared/decoding/corpus', import.meta.url));

const say = (...cells: readonly (string | number)[]): void => void process.stdout.write(`${cells.join('\t')}\n`);
const percent = ({ read, readable }: Tally): string => `${((100 * read) / Math.max(1, readable)).toFixed(0)} %`;
/** Median and 95th percentile, ms. */
function summarise(times: readonly number[]): [string, string] {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1);
  return [at(0.5), at(0.95)];
}

async function benchPhotographs(folder: string, readers: ReadonlyMap<string, ReadText>): Promise<void> {
  const photographs = await readPhotographs(folder);
  say(`${folder}: ${photographs.length} pictures`);
  say('decoder', 'read', '', 'read wrongly', 'false', 'ms median', 'ms p95');
  for (const [name, read] of readers) {
    const tally = measure(read, photographs);
    say(name, `${tally.read}/${tally.readable}`, percent(tally), tally.wrong, tally.false, ...summarise(tally.times));
  }
}

/** One line per decoder: what it reads at each level, and what it takes over all of them. */
function benchSeries(series: Series, readers: ReadonlyMap<string, ReadText>): void {
  const levels = series.levels.map((level) => drawLevel(series, level));
  say();
  say(`${series.name} (${series.unit})`, ...series.levels, 'read wrongly', 'ms median', 'ms p95');
  for (const [name, read] of readers) {
    const tallies = levels.map((pictures) => measure(read, pictures));
    const wrong = tallies.reduce((sum, tally) => sum + tally.wrong, 0);
    say(name, ...tallies.map(percent), wrong, ...summarise(tallies.flatMap(({ times }) => times)));
  }
}

const folders = process.argv.slice(2);
if (folders.some((folder) => folder.startsWith('-'))) {
  process.stdout.write(USAGE);
  process.exitCode = folders.includes('--help') ? 0 : 2;
} else {
  const readers = await createReaders();
  for (const folder of folders.length > 0 ? folders : [OWN_CORPUS]) await benchPhotographs(folder, readers);
  for (const series of SERIES) benchSeries(series, readers);
}
