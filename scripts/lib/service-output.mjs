import { createInterface } from 'node:readline';

/** @typedef {{ code: number | null, signal: NodeJS.Signals | null }} Ending */

/** @param {string} line @returns {Record<string, any> | null} */
export function parseObject(line) {
  try {
    const value = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** @param {import('node:stream').Readable | null} stream @param {(line: string) => void} onLine */
export function forEachLine(stream, onLine) {
  if (stream !== null) createInterface({ input: stream }).on('line', onLine);
}

/**
 * Keeps the JSON lines of a stream, so that a question asked late still finds its answer.
 *
 * @param {import('node:stream').Readable | null} stdout
 * @returns {(field: string) => Promise<Record<string, any>>} the first line that has the field
 */
export function collectAnswers(stdout) {
  /** @type {Record<string, any>[]} */
  const seen = [];
  /** @type {Array<() => void>} */
  const waiting = [];
  forEachLine(stdout, (line) => {
    const answer = parseObject(line);
    if (answer === null) return;
    seen.push(answer);
    for (const wake of waiting.splice(0)) wake();
  });
  /** @param {string} field @returns {Promise<Record<string, any>>} */
  const find = async (field) => {
    const found = seen.find((answer) => field in answer);
    if (found !== undefined) return found;
    await new Promise((resolve) => waiting.push(() => resolve(undefined)));
    return find(field);
  };
  return find;
}

/**
 * Why a service is gone: the sentence it gave itself, or its last words.
 *
 * @param {string} name
 * @param {Ending} end
 * @param {string[]} tail
 */
export function describeEnding(name, { code, signal }, tail) {
  const own = tail.map((line) => parseObject(line)?.fatal).find((sentence) => typeof sentence === 'string');
  if (own !== undefined) return own;
  const how = signal === null ? `with code ${code}` : `by ${signal}`;
  const words = tail.map(readableLine).slice(-10);
  return [
    `The ${name} stopped unexpectedly (${how}).`,
    ...(words.length > 0 ? ['Its last words:', ...words] : []),
  ].join('\n  ');
}

/** @param {string} line a line of a log, JSON or not */
export function readableLine(line) {
  const entry = parseObject(line);
  if (entry === null) return line;
  return [entry.msg, entry.err?.message].filter((part) => typeof part === 'string' && part !== '').join(': ') || line;
}
