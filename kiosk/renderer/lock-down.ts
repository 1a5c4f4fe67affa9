import './styles/lock-down.css';
import { isTextField } from './wedge/text-fields.ts';

/** Keys that are no characters, and that a kiosk needs: for its fields and buttons, for input methods, for scanners. */
const PLAIN_KEYS = new Set([
  'Enter',
  'Tab',
  'Escape',
  'Backspace',
  'Delete',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Shift',
  'Control',
  'CapsLock',
  'NumLock',
  'AltGraph',
  'Dead',
  'Compose',
  'Process',
  'Unidentified',
]);
/** With Ctrl they only move and delete within a field. */
const EDITING_KEYS = new Set(['a', 'A', 'Backspace', 'Delete', 'ArrowLeft', 'ArrowRight', 'Home', 'End']);
/** Text that does not come from a keyboard: what the visitor before has copied is nobody's business. */
const FOREIGN_TEXT = new Set(['insertFromPaste', 'insertFromPasteAsQuotation', 'insertFromDrop', 'insertFromYank']);

const NEVER = [
  'contextmenu',
  'dragstart',
  'dragenter',
  'dragover',
  'drop',
  'copy',
  'cut',
  'paste',
  'auxclick',
  'submit',
  'gesturestart',
  'gesturechange',
] as const;

type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing' | 'getModifierState'
>;

/** Whether a key is for the kiosk's own page; every other one belongs to the browser around it. */
export function isForKiosk(press: KeyPress, isInField: boolean): boolean {
  const { key, code, ctrlKey, altKey, metaKey } = press;
  const isCharacter = Array.from(key).length === 1;
  if (press.isComposing) return true;
  if (metaKey) return false;
  if (isCharacter && press.getModifierState('AltGraph')) return true;
  // A character typed by its number, as some scanners do.
  if (altKey) return /^Numpad\d$/.test(code);
  if (ctrlKey && key !== 'Control') return isInField && EDITING_KEYS.has(key);
  return isCharacter || PLAIN_KEYS.has(key);
}

/**
 * Leaves nothing of the browser to the person in front: no menu of its own, no zoom, no dragging, no key that is not the
 * kiosk's, no other page. It only takes away what the browser would do; the page itself hears every key, so that scanners that
 * type are understood.
 */
export function lockDown(): void {
  const options = { capture: true, passive: false } as const;
  const refuse = (event: Event): void => event.preventDefault();
  for (const name of NEVER) window.addEventListener(name, refuse, options);
  const refuseIf = <E extends Event>(name: string, isRefused: (event: E) => boolean): void => {
    window.addEventListener(name, (event) => isRefused(event as E) && event.preventDefault(), options);
  };
  refuseIf<KeyboardEvent>('keydown', (event) => !isForKiosk(event, isTextField(document.activeElement)));
  refuseIf<WheelEvent>('wheel', (event) => event.ctrlKey || event.metaKey);
  refuseIf<TouchEvent>('touchmove', (event) => event.touches.length > 1);
  refuseIf<InputEvent>('beforeinput', (event) => FOREIGN_TEXT.has(event.inputType));
  refuseIf('selectstart', (event) => !isTextField(fieldOf(event)));
  // The middle button scrolls or pastes; those behind it go back and forward, when they come up. (Not pointerdown: without it
  // there would be no mouseup to refuse.)
  for (const name of ['mousedown', 'mouseup']) refuseIf<MouseEvent>(name, ({ button }) => button > 0);
  refuseIf('click', (event) => event.target instanceof Element && event.target.closest('a, area') !== null);
  stayHere();
}

const fieldOf = ({ target }: Event): Element | null => {
  const node = target instanceof Node ? target : null;
  return node instanceof Element ? node : (node?.parentElement ?? null);
};

/** No way to another page, by whatever means; only the host may load this one anew. */
function stayHere(): void {
  const { navigation } = window as { readonly navigation?: EventTarget };
  navigation?.addEventListener('navigate', (event) => event.preventDefault());
  const nothing = { open: () => null, print: noop, alert: noop, confirm: () => false, prompt: () => null, close: noop };
  for (const [name, value] of Object.entries(nothing)) Object.defineProperty(window, name, { value });
  // A way back that a script takes cannot be refused by the event above.
  for (const name of ['back', 'forward', 'go']) Object.defineProperty(window.history, name, { value: noop });
}

const noop = (): void => undefined;
