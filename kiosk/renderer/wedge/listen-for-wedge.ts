import { createBurstDetector, type Stroke } from './burst-detector.ts';
import { createKeyReader } from './key-strokes.ts';
import { isDictated, readBurst } from './read-burst.ts';
import { type FieldSnapshot, isTextField, restoreFields, snapshotFields, typeInto } from './text-fields.ts';

export interface WedgeOptions {
  /** A code typed by a scanner. */
  readonly onScan: (text: string) => void;
  /** A key pressed by a person; told a moment later, when it is certain. */
  readonly onPerson: () => void;
  /** Ends it. */
  readonly signal: AbortSignal;
}

const MOST_LATE_MS = 500;
/** No key that belongs to a run comes later than this behind it: what the run holds of the fields is let go. */
const OVER_MS = 2_000;

/** F-keys, Ctrl-B and Ctrl-J: before or behind a scanner's codes; on a kiosk they have no other use. */
const isFrame = (stroke: Stroke): boolean =>
  stroke.is === 'framing' && (stroke.char === '' || stroke.char === '\u0002');

/**
 * Hears scanners that behave like a keyboard, on every screen, whatever is in focus. What such a scanner has typed into a field
 * before it was recognised is taken out again; the keys of a person are left alone.
 */
export function listenForWedge(options: WedgeOptions): void {
  const wedge = new Wedge(options);
  const capture = { capture: true, signal: options.signal };
  window.addEventListener('keydown', wedge.onKeyDown, capture);
  window.addEventListener('keyup', wedge.onKeyUp, capture);
  window.addEventListener('keypress', wedge.onKeyPress, capture);
  window.addEventListener('beforeinput', wedge.onText, capture);
  options.signal.addEventListener('abort', wedge.stop);
}

class Wedge {
  readonly #options: WedgeOptions;
  readonly #keys = createKeyReader();
  readonly #detector = createBurstDetector();
  /** How the fields stood before each key of the run, as long as it may be a person's. */
  #snapshots: FieldSnapshot[] = [];
  #typedInto: Element | null = null;
  #isPersonTold = false;
  #timer: number | undefined;

  constructor(options: WedgeOptions) {
    this.#options = options;
  }

  readonly onKeyDown = (event: KeyboardEvent): void => {
    this.#settleIfDue(event.timeStamp);
    const stroke = this.#keys.down(event);
    if (stroke) this.#take(stroke, event);
    else if (this.#detector.isSeized) swallow(event);
  };

  readonly onKeyUp = (event: KeyboardEvent): void => {
    const stroke = this.#keys.up(event);
    if (stroke) this.#take(stroke, event);
    else if (this.#detector.isSeized) swallow(event);
  };

  /** The character of a number typed with Alt, which the keys have told already. */
  readonly onKeyPress = (event: Event): void => {
    if (this.#detector.isSeized) swallow(event);
  };

  /** A letter that came without a key, among the keys of a scanner: an input method's. */
  readonly onText = (event: InputEvent): void => {
    if (!this.#detector.isSeized || !event.isTrusted) return;
    swallow(event);
    const { data, inputType } = event;
    if (data === null || inputType !== 'insertText') return;
    this.#detector.key({ is: 'char', byLayout: data, byPosition: data }, event.timeStamp);
    this.#arm(event.timeStamp);
  };

  readonly stop = (): void => window.clearTimeout(this.#timer);

  #take(stroke: Stroke, event: KeyboardEvent): void {
    if (stroke.is === 'other') this.#settle();
    const verdict = this.#detector.key(stroke, event.timeStamp);
    switch (verdict.key) {
      case 'person':
        this.#snapshots = [];
        this.#options.onPerson();
        break;
      case 'maybe':
        this.#snapshots = [...this.#snapshots.slice(0, verdict.index), snapshotFields()];
        if (isFrame(stroke)) event.preventDefault();
        else if (isPressByScanner(event, verdict.index)) swallow(event);
        break;
      case 'seized':
        this.#typedInto = document.activeElement;
        this.#snapshots = this.#snapshots.slice(verdict.from, verdict.from + 1);
        this.#takeBack();
        swallow(event);
        break;
      case 'swallow':
        swallow(event);
        break;
    }
    this.#arm(event.timeStamp);
  }

  #takeBack(): void {
    const [before] = this.#snapshots;
    if (before) restoreFields(before);
  }

  #settleIfDue(now: number): void {
    const { dueAt } = this.#detector;
    if (dueAt !== null && now >= dueAt) this.#settle();
  }

  /** By the time of the keys; while the machine is so busy that they come late, the next ones will too. */
  #arm(at: number): void {
    window.clearTimeout(this.#timer);
    const { dueAt } = this.#detector;
    if (dueAt === null) return;
    const late = Math.min(Math.max(0, performance.now() - at), MOST_LATE_MS);
    this.#timer = window.setTimeout(() => this.#onSilence(), dueAt - at + 2 * late);
  }

  /** A run that is not recognised goes on, if the next key was pressed soon enough and only came late. */
  #onSilence(): void {
    if (this.#detector.isSeized) {
      this.#settle();
      return;
    }
    this.#tellPerson();
    this.#timer = window.setTimeout(() => this.#settle(), OVER_MS);
  }

  #tellPerson(): void {
    if (this.#isPersonTold) return;
    this.#isPersonTold = true;
    this.#options.onPerson();
  }

  #settle(): void {
    if (this.#detector.dueAt === null) return;
    const isSeized = this.#detector.isSeized;
    // Once more: an input method may have written after the burst was recognised.
    if (isSeized) this.#takeBack();
    const burst = this.#detector.settle();
    if (!burst) this.#tellPerson();
    else if (isTextField(this.#typedInto) && isDictated(burst)) void typeInto(this.#typedInto, burst.byLayout);
    else this.#options.onScan(readBurst(burst));
    this.#snapshots = [];
    this.#typedInto = null;
    this.#isPersonTold = false;
  }
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** A space right behind another character presses no button: nobody is that fast. */
const isPressByScanner = (event: KeyboardEvent, index: number): boolean =>
  event.key === ' ' && index > 0 && !isTextField(document.activeElement);
