/** A key as the detector sees it; modifiers alone are none. */
export type Stroke =
  /** `byLayout`: as the system's keyboard layout makes it; `byPosition`: as a US keyboard would. */
  | { readonly is: 'char'; readonly byLayout: string; readonly byPosition: string }
  /** Enter, Tab: ends a code, or a line of one. */
  | { readonly is: 'end'; readonly char: '\n' | '\t' }
  /** Function keys and control characters before, in or behind a code; `char` is empty for the former. */
  | { readonly is: 'framing'; readonly char: string }
  | { readonly is: 'erase' }
  /** Anything else: no scanner sends it. */
  | { readonly is: 'other' };

export interface Burst {
  readonly byLayout: string;
  readonly byPosition: string;
  /** By Enter or Tab, as scanners do unless told otherwise. */
  readonly isEnded: boolean;
}

/**
 * What to do with a key. `person`: nothing, and the run of keys before it is over. `maybe`: let it through, but remember how
 * things stood before it. `seized`: the keys of the run from `from` on are a scanner's, so take them back, and swallow this
 * one. `swallow`: one more of them. `index` counts the keys of the run.
 */
export type KeyVerdict =
  | { readonly key: 'person' }
  | { readonly key: 'maybe' | 'swallow'; readonly index: number }
  | { readonly key: 'seized'; readonly index: number; readonly from: number };

/** Characters at a scanner's speed that make a run a scanner's: no code is shorter. */
export const MIN_CHARS = 8;
/** A scanner's usual gap between two keys, ms, and over `MIN_CHARS` characters its mean; the fastest typists need twice as much. */
export const MAX_GAP_MS = 35;
/** A single gap may be longer where the machine is slow; a longer one ends the run. */
export const MAX_SLOW_GAP_MS = 70;
/** Silence after the last key that ends a burst, ms: when it ended by Enter or Tab (another line may come), and when it did not. */
export const WAIT_AFTER_END_MS = 50;
export const WAIT_MS = 120;
/** More than any code holds; what goes beyond is swallowed and not kept. */
const MAX_KEYS = 4_200;

/** Tells a keyboard-wedge scanner from a person by speed. Times are milliseconds on one clock, those of the key events. */
export interface BurstDetector {
  /** Call `settle` first when `dueAt` has passed. */
  key(stroke: Stroke, at: number): KeyVerdict;
  /** When the run under way is over unless another key comes; null: there is none. */
  readonly dueAt: number | null;
  /** Whether the run under way is a scanner's. */
  readonly isSeized: boolean;
  /** Ends the run. @returns the burst, or null where it was a person's typing. */
  settle(): Burst | null;
}

export function createBurstDetector(): BurstDetector {
  let run: Key[] = [];
  let lastAt = 0;
  /** Where in the run the scanner began; null: not recognised. */
  let seizedFrom: number | null = null;

  const strokes = (): Stroke[] => run.slice(seizedFrom ?? 0).map(({ stroke }) => stroke);
  const isEnded = (): boolean => strokes().findLast((stroke) => stroke.is !== 'framing')?.is === 'end';

  function settle(): Burst | null {
    const burst = seizedFrom === null ? null : { ...readStrokes(strokes()), isEnded: isEnded() };
    run = [];
    seizedFrom = null;
    return burst;
  }

  function add(stroke: Stroke, at: number): KeyVerdict {
    const index = run.length;
    if (index < MAX_KEYS) run.push({ stroke, at });
    lastAt = at;
    if (seizedFrom !== null) return { key: 'swallow', index };
    seizedFrom = findScanner(run);
    return seizedFrom === null ? { key: 'maybe', index } : { key: 'seized', index, from: seizedFrom };
  }

  return {
    key(stroke, at) {
      if (seizedFrom === null && run.length > 0 && at - lastAt > MAX_SLOW_GAP_MS) settle();
      const isPersons =
        stroke.is === 'other' || (seizedFrom === null && (stroke.is === 'end' || stroke.is === 'erase'));
      if (!isPersons) return add(stroke, at);
      settle();
      return { key: 'person' };
    },
    get dueAt() {
      if (run.length === 0) return null;
      return lastAt + (seizedFrom === null ? MAX_SLOW_GAP_MS + 1 : isEnded() ? WAIT_AFTER_END_MS : WAIT_MS);
    },
    get isSeized() {
      return seizedFrom !== null;
    },
    settle,
  };
}

interface Key {
  readonly stroke: Stroke;
  readonly at: number;
}

/** @returns the first key of the scanner whose latest one ends the run, or null while it may be a person's. */
function findScanner(run: readonly Key[]): number | null {
  const chars = run.flatMap(({ stroke }, index) => (stroke.is === 'char' ? [index] : []));
  const first = chars.at(-MIN_CHARS);
  if (first === undefined) return null;
  const timeOf = (index: number): number => run[index]?.at ?? 0;
  if (timeOf(run.length - 1) - timeOf(first) > (MIN_CHARS - 1) * MAX_GAP_MS) return null;
  const lastSlow = run.findLastIndex((_, index) => index > 0 && timeOf(index) - timeOf(index - 1) > MAX_GAP_MS);
  // Keys of a person may stand right before; a slow machine may have made a gap in the scanner's own.
  return chars.filter((index) => index >= lastSlow).length >= MIN_CHARS ? Math.max(0, lastSlow) : first;
}

/** An input method that rewrites what it thinks are Vietnamese words erases and types anew: so does this. */
function readStrokes(strokes: readonly Stroke[]): Pick<Burst, 'byLayout' | 'byPosition'> {
  const layout: string[] = [];
  const position: string[] = [];
  for (const stroke of strokes) {
    if (stroke.is === 'erase') {
      layout.pop();
      position.pop();
    } else if (stroke.is === 'char') {
      layout.push(stroke.byLayout);
      position.push(stroke.byPosition);
    } else if (stroke.is !== 'other') {
      layout.push(stroke.char);
      position.push(stroke.char);
    }
  }
  return { byLayout: layout.join(''), byPosition: position.join('') };
}
