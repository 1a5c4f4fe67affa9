import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './project.mjs';
import { provideTool } from './provide.mjs';
import { runVitest } from './run-vitest.mjs';

/**
 * The long proofs: `npm run test:NAME`, each with a short form that CI runs. What a suite wants of the machine is installed
 * where we may; a test that needs a tool that is not there says so and is skipped.
 *
 * @type {Record<string, { what: string, tools: Array<{ command: string, package: string }> }>}
 */
export const SUITES = {
  crash: {
    what: 'kills kiosk and server, and replays power cuts at every write',
    tools: [{ command: 'strace', package: 'strace' }],
  },
  faults: {
    what: 'full and failing disks, damage, bad proxies, slow links, wrong clocks, old databases',
    tools: [{ command: 'faketime', package: 'faketime' }],
  },
  model: { what: 'random histories of kiosks, network and server against a model, and planted mutants', tools: [] },
  security: { what: 'tenants, canaries, fuzz, spreadsheets, headers', tools: [] },
};

const FOLDER = 'system-tests/suites';

/** @returns {string[]} the suites that have a test */
export const listSuites = () => {
  const folder = join(ROOT, FOLDER);
  return Object.keys(SUITES).filter(
    (name) =>
      existsSync(join(folder, name)) &&
      readdirSync(join(folder, name), { recursive: true }).some((file) => String(file).endsWith('.suite.ts')),
  );
};

/**
 * @param {import('./children.mjs').Children} children
 * @param {string} name
 * @param {{ short: boolean, filters?: string[], env?: Record<string, string> }} options
 */
export async function runSuite(children, name, { short, filters = [], env = {} }) {
  for (const tool of SUITES[name]?.tools ?? []) {
    if ((await provideTool(children, tool.command, tool.package)) === null)
      console.log(`skipped: what needs ${tool.command}, because it could not be found or installed.`);
  }
  return runVitest(children, ['--config', 'vitest.suites.config.ts', '--dir', `${FOLDER}/${name}`, ...filters], {
    ...env,
    ...(short ? { SUITE_LENGTH: 'short' } : {}),
  });
}
