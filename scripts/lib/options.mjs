import * as util from 'node:util';
import { PlainError } from './plain-error.mjs';

/**
 * @typedef {object} Option
 * @property {'string' | 'boolean'} type
 * @property {string} [value] how the value is named in the help
 * @property {string} help
 */

/**
 * Reads a command line; anything unknown is refused in one sentence.
 *
 * @param {string[]} args
 * @param {Record<string, Option>} options
 * @returns {{ values: Record<string, string | boolean | undefined>, rest: string[] }}
 */
export function parseOptions(args, options) {
  const known = Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, { type }]));
  try {
    const { values, positionals } = util.parseArgs({
      args,
      options: { ...known, help: { type: 'boolean' } },
      allowPositionals: true,
    });
    return { values, rest: positionals };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. To specify')[0] : String(error);
    throw new PlainError(`${reason}: see --help.`);
  }
}

/**
 * @param {string} usage
 * @param {Record<string, Option>} options
 */
export function formatHelp(usage, options) {
  const rows = Object.entries(options).map(([name, { value, help }]) => [`--${name}${value ? ` ${value}` : ''}`, help]);
  const width = Math.max(...rows.map(([left]) => left?.length ?? 0));
  return [usage, '', ...rows.map(([left, help]) => `  ${left?.padEnd(width)}  ${help}`)].join('\n');
}

const LAST_PORT = 65_535;

/**
 * @param {string} text
 * @param {string} option its name, for the sentence
 */
export function parsePort(text, option) {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > LAST_PORT)
    throw new PlainError(`--${option} takes a port number from 0 to ${LAST_PORT}, not "${text}".`);
  return port;
}
