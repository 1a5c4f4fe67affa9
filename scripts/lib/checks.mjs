import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, requireNode, requireTool } from './project.mjs';

const ROOMS = ['shared', 'print', 'server', 'kiosk', 'venue-portal', 'scripts', 'system-tests'];

/** @typedef {{ ok: boolean, output: string }} Outcome */
/** @typedef {import('./children.mjs').Children} Children */
/**
 * @typedef {object} Check
 * @property {string} name
 * @property {(children: Children) => Promise<Outcome>} run
 */

/**
 * @param {string} name
 * @param {[packageName: string, command: string]} tool
 * @param {string[]} args
 * @returns {Check}
 */
const toolCheck = (name, tool, args) => ({
  name,
  run: async (children) => {
    const { code, stdout, stderr } = await children.capture(requireNode(), [requireTool(...tool), ...args]);
    return { ok: code === 0, output: `${stdout}${stderr}`.trim() };
  },
});

/**
 * Judges a report of dependency-cruiser. No module seen is a failure: beside a TypeScript it does not know, it sees none
 * and is content.
 *
 * @param {{ totalCruised: number, violations: Array<{ from: string, to: string, rule: { name: string } }> }} summary
 * @returns {Outcome}
 */
export function judgeWalls({ totalCruised, violations }) {
  if (totalCruised === 0) return { ok: false, output: 'It saw no module at all, so it proved nothing.' };
  const lines = violations.map(({ from, to, rule }) => `${from} -> ${to}   [${rule.name}]`);
  return { ok: lines.length === 0, output: lines.join('\n') };
}

/** @type {Check} */
const walls = {
  name: 'walls between rooms',
  run: async (children) => {
    const rooms = ROOMS.filter((room) => existsSync(join(ROOT, room)));
    const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...rooms];
    const { stdout, stderr } = await children.capture(requireNode(), [
      requireTool('dependency-cruiser', 'depcruise'),
      ...args,
    ]);
    if (!stdout.startsWith('{')) return { ok: false, output: `${stdout}${stderr}`.trim() };
    return judgeWalls(JSON.parse(stdout).summary);
  },
};

/**
 * The lock file says what and with which hash, not where from: that is each machine's own setting.
 *
 * @param {string} text of package-lock.json
 * @returns {Outcome}
 */
export function judgeLock(text) {
  const found = text.split('\n').filter((line) => /"resolved"|https?:\/\/[^"]*\.tgz/.test(line));
  return { ok: found.length === 0, output: found.slice(0, 5).join('\n') };
}

/** @type {Check} */
const lock = {
  name: 'lock file without addresses',
  run: async () => judgeLock(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')),
};

/** The static checks, cheapest to understand first; `npm run check` and `npm test` run the same. @type {Check[]} */
export const CHECKS = [
  toolCheck('types', ['@typescript/native', 'tsc'], ['-b', '--pretty', 'false']),
  toolCheck('lint', ['oxlint', 'oxlint'], ['--type-aware', '--deny-warnings', '--format', 'unix']),
  toolCheck('format', ['@biomejs/biome', 'biome'], ['check', '--linter-enabled=false', '.']),
  walls,
  toolCheck('unused code and packages', ['knip', 'knip'], ['--no-progress']),
  lock,
];

/**
 * Runs checks one after the other; the output of a failed one is shown.
 *
 * @param {Children} children
 * @param {Check[]} checks
 * @returns {Promise<Array<{ name: string, ok: boolean }>>}
 */
export async function runChecks(children, checks = CHECKS) {
  const results = [];
  for (const { name, run } of checks) {
    const began = performance.now();
    const { ok, output } = await run(children);
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    console.log(`${ok ? '✔' : '✖'} ${name} (${seconds} s)`);
    if (!ok) console.log(output.replaceAll(/^/gm, '    '));
    results.push({ name, ok });
  }
  return results;
}
