import { spawn } from 'node:child_process';
import process from 'node:process';
import { describeParents } from './parents.mjs';
import { Interrupted, PlainError } from './plain-error.mjs';
import { ROOT } from './project.mjs';
import { collectAnswers, describeEnding, forEachLine } from './service-output.mjs';

const TAIL_LINES = 20;
const PATIENCE_MS = 5_000;
/**
 * A terminal sends Ctrl-C to the whole group. What stays running gets a group of its own and then one signal, from us:
 * a second one means "do not wait" to it. On Windows that would open a console.
 */
const OWN_GROUPS = process.platform !== 'win32';

/** @typedef {import('./service-output.mjs').Ending} Ending */
/** @typedef {{ env?: Record<string, string | undefined>, shell?: boolean, cwd?: string }} SpawnExtras */
/**
 * @typedef {object} Service
 * @property {string} name
 * @property {Promise<Ending>} ended never rejects
 * @property {() => Promise<void>} stop ends it alone
 * @property {() => string[]} tail the last lines it wrote to stderr
 * @property {(field: string) => Promise<Record<string, any>>} answer its first line of JSON on stdout that has the field
 */

/**
 * Everything a script starts, so that it can also end it: on Ctrl-C, on a signal to the script alone, and when the
 * npm that started the script is gone.
 */
export class Children {
  /** @type {Set<import('node:child_process').ChildProcess>} */
  #running = new Set();
  /** @type {Promise<void> | null} */
  #stopping = null;
  /** @type {(value: 'stopped') => void} */
  #resolveStop = () => {};
  /** Resolves once when somebody asked for the end. */
  stopRequested = /** @type {Promise<'stopped'>} */ (
    new Promise((resolve) => {
      this.#resolveStop = resolve;
    })
  );

  constructor() {
    const stop = () => void this.stopAll();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
    process.stdout.on('error', stop);
    if (process.env.npm_lifecycle_event !== undefined) {
      const parents = describeParents();
      setInterval(() => describeParents() !== parents && stop(), 1_000).unref();
    }
  }

  /**
   * Runs a command with its output shown and waits for its end.
   *
   * @param {string} command
   * @param {string[]} args
   * @param {SpawnExtras} [extras]
   * @returns {Promise<number>} its exit code; 1 when a signal ended it
   */
  async run(command, args, extras = {}) {
    const child = this.#spawn(command, args, extras, ['ignore', 'inherit', 'inherit']);
    return this.#code(await ending(child));
  }

  /**
   * Runs a command and collects what it prints.
   *
   * @param {string} command
   * @param {string[]} args
   * @param {SpawnExtras} [extras]
   * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
   */
  async capture(command, args, extras = {}) {
    const child = this.#spawn(command, args, extras, ['ignore', 'pipe', 'pipe']);
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    return { code: this.#code(await ending(child)), stdout, stderr };
  }

  /**
   * Starts something that stays.
   *
   * @param {string} name
   * @param {string} command
   * @param {string[]} args
   * @param {SpawnExtras & { onLog?: (line: string) => void }} [extras]
   * @returns {Service}
   */
  start(name, command, args, extras = {}) {
    const child = this.#spawn(command, args, { ...extras, ownGroup: OWN_GROUPS }, ['ignore', 'pipe', 'pipe']);
    /** @type {string[]} */
    const tail = [];
    const ended = ending(child);
    forEachLine(child.stderr, (line) => {
      tail.push(line);
      if (tail.length > TAIL_LINES) tail.shift();
      extras.onLog?.(line);
    });
    const answers = collectAnswers(child.stdout);
    /** @param {string} field */
    const answer = (field) =>
      Promise.race([
        answers(field),
        ended.then((end) => {
          if (this.#stopping !== null) throw new Interrupted();
          throw new PlainError(describeEnding(name, end, tail));
        }),
      ]);
    const stop = () => endKindly([child]);
    return { name, ended, stop, tail: () => [...tail], answer };
  }

  /** Ends all that is still running. Resolves when nothing is left. */
  stopAll() {
    this.#stopping ??= this.#endAll();
    return this.#stopping;
  }

  async #endAll() {
    this.#resolveStop('stopped');
    await endKindly([...this.#running]);
  }

  /** @param {Ending} end */
  #code({ code }) {
    if (this.#stopping !== null) throw new Interrupted();
    return code ?? 1;
  }

  /**
   * @param {string} command
   * @param {string[]} args
   * @param {SpawnExtras & { ownGroup?: boolean }} extras
   * @param {import('node:child_process').StdioOptions} stdio
   */
  #spawn(command, args, { env, shell, cwd, ownGroup = false }, stdio) {
    if (this.#stopping !== null) throw new Interrupted();
    const child = spawn(command, args, {
      cwd: cwd ?? ROOT,
      stdio,
      shell: shell ?? false,
      detached: ownGroup,
      env: { ...process.env, ...env },
    });
    this.#running.add(child);
    void ending(child).then(() => this.#running.delete(child));
    return child;
  }
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<Ending>} */
function ending(child) {
  if (child.exitCode !== null || child.signalCode !== null) {
    return Promise.resolve({ code: child.exitCode, signal: child.signalCode });
  }
  return new Promise((resolve) => {
    child.once('error', () => resolve({ code: 127, signal: null }));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

/** Kindly first, then for certain. @param {import('node:child_process').ChildProcess[]} all */
async function endKindly(all) {
  const ends = Promise.all(all.map(ending));
  for (const child of all) child.kill('SIGTERM');
  const certain = setTimeout(() => {
    for (const child of all) killForCertain(child);
  }, PATIENCE_MS);
  await ends;
  clearTimeout(certain);
}

/** With all it has started itself, where it has a group. @param {import('node:child_process').ChildProcess} child */
function killForCertain(child) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}
