import { realpath } from 'node:fs/promises';
import { classifyCode } from '#shared/codes/classify-code.ts';
import { type BaudSearch, createBaudSearch, keepBaudRate } from './baud-search.ts';
import { type CodeEnd, type Frame, SCANNER_TERMINATORS, TERMINATORS_OF } from './framing.ts';
import { type KeptPort, keepPortOpen } from './kept-port.ts';
import { createPortList, type ListPorts, listConsoles } from './list-ports.ts';
import { choosePorts, type FoundPort, identifyPort, isUsbPort } from './port-choice.ts';
import type { ScannerMemory } from './scanner-memory.ts';

/** How the scanner is connected, as far as somebody has said so; null: found by itself. */
export interface ScannerSetting {
  readonly path: string | null;
  readonly baudRate: number | null;
  readonly end: CodeEnd | null;
}

/** `none`: there is no scanner; `closed`: there was one, or should be one, and it cannot be read now. */
export type ScannerState = 'open' | 'closed' | 'none';

export interface SerialScannerOptions extends ScannerSetting {
  readonly memory: ScannerMemory;
  readonly onFrame: (frame: Frame) => void;
  /** Every change. */
  readonly onState: (state: ScannerState, reason: string | null) => void;
  readonly listPorts?: ListPorts;
  /** Ports never to be opened while looking for a scanner: the receipt printer's. */
  readonly excludedPaths?: readonly string[];
}

export interface SerialScanner {
  close(): Promise<void>;
}

const LOOK_MS = 1_000;

/** Opens a serial scanner and keeps it open: the one at `path`, or whichever is plugged in. */
export function openSerialScanner(options: SerialScannerOptions): SerialScanner {
  const { path } = options;
  if (path === null) return new ScannerFinder(options);
  const search = searchFor(options, path);
  return keepPortOpen({
    path,
    search,
    terminators: terminatorsOf(options),
    onFrame: options.onFrame,
    onProven: () => options.memory.write({ port: path, baudRate: search.rate }),
    onState: options.onState,
  });
}

function searchFor({ baudRate, memory }: SerialScannerOptions, port: string): BaudSearch {
  if (baudRate !== null) return keepBaudRate(baudRate);
  const known = memory.read();
  return createBaudSearch(known?.port === port ? known.baudRate : null);
}

const terminatorsOf = ({ end }: ScannerSetting): readonly number[] =>
  end === null ? SCANNER_TERMINATORS : TERMINATORS_OF[end];

interface Candidate {
  readonly found: FoundPort;
  readonly port: KeptPort;
  /** null: not tried yet. */
  isOpen: boolean | null;
  hasSpoken: boolean;
}

/** A port may be set by a name that lasts, as `/dev/serial/by-id/…`, and be listed by another. */
const resolvePaths = (paths: readonly string[]): Promise<string[]> =>
  Promise.all(paths.map((path) => realpath(path).catch(() => path)));

/** Some devices chatter all day long; a scanner is what sends a code. */
const isCode = (frame: Frame): boolean => frame.kind === 'code' && classifyCode(frame.bytes).kind !== 'unknown';

/** Looks every second which ports there are, and listens on those that may be a scanner until one of them sends a code. */
class ScannerFinder implements SerialScanner {
  readonly #options: SerialScannerOptions;
  readonly #listPorts: ListPorts;
  readonly #candidates = new Map<string, Candidate>();
  #remembered: string | null;
  #consoles: readonly string[] = [];
  #told: ScannerState | null = null;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void>;
  #isClosing = false;

  constructor(options: SerialScannerOptions) {
    this.#options = options;
    this.#listPorts = options.listPorts ?? createPortList();
    this.#remembered = options.memory.read()?.port ?? null;
    this.#looking = listConsoles().then((consoles) => {
      this.#consoles = consoles;
      return this.#look();
    });
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#looking;
    clearTimeout(this.#timer);
    await Promise.all([...this.#candidates.values()].map(({ port }) => port.close()));
  }

  async #look(): Promise<void> {
    const ports = await this.#listPorts().catch(() => []);
    if (this.#isClosing) return;
    const speaking = [...this.#candidates.values()].find(({ hasSpoken }) => hasSpoken)?.found.path ?? null;
    const excluded = await resolvePaths(this.#options.excludedPaths ?? []);
    if (this.#isClosing) return;
    const history = { speaking, remembered: this.#remembered, consoles: this.#consoles, excluded };
    const chosen = choosePorts(ports, history);
    const paths = new Set(chosen.map(({ path }) => path));
    for (const [path, { port }] of this.#candidates) {
      if (paths.has(path)) continue;
      this.#candidates.delete(path);
      await port.close();
    }
    for (const found of chosen) if (!this.#candidates.has(found.path)) this.#listenTo(found);
    this.#tell(null);
    this.#timer = setTimeout(() => {
      this.#looking = this.#look();
    }, LOOK_MS);
  }

  #listenTo(found: FoundPort): void {
    const { onFrame, memory } = this.#options;
    const identity = identifyPort(found);
    const search = searchFor(this.#options, identity);
    const speak = (): void => {
      candidate.hasSpoken = true;
      this.#remembered = identity;
      this.#tell(null);
    };
    const port = keepPortOpen({
      path: found.path,
      search,
      terminators: terminatorsOf(this.#options),
      onFrame(frame) {
        if (!candidate.hasSpoken && isCode(frame)) speak();
        onFrame(frame);
      },
      onProven: () => memory.write({ port: identity, baudRate: search.rate }),
      onState: (state, reason) => {
        candidate.isOpen = state === 'open';
        this.#tell(reason);
      },
    });
    const candidate: Candidate = { found, port, isOpen: null, hasSpoken: false };
    this.#candidates.set(found.path, candidate);
  }

  /** A port built into the machine opens whether something is plugged into it or not: it counts once it has spoken. */
  #tell(reason: string | null): void {
    const candidates = [...this.#candidates.values()];
    const isOpen = candidates.some((each) => each.isOpen && (each.hasSpoken || isUsbPort(each.found)));
    if (this.#isClosing || (!isOpen && candidates.some((each) => each.isOpen === null))) return;
    const isExpected = this.#remembered !== null || candidates.some(({ found }) => isUsbPort(found));
    const state = isOpen ? 'open' : isExpected ? 'closed' : 'none';
    if (state === this.#told) return;
    this.#told = state;
    this.#options.onState(state, state === 'closed' ? reason : null);
  }
}
