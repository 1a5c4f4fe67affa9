type TextField = HTMLInputElement | HTMLTextAreaElement;

interface FieldState {
  readonly field: TextField;
  readonly value: string;
  readonly selection: readonly [number, number] | null;
}

/** How the page's text fields stood before a run of keys. */
export interface FieldSnapshot {
  readonly states: readonly FieldState[];
  readonly focused: Element | null;
}

const TEXT_TYPES = new Set(['text', 'url', 'tel', 'search', 'email', 'password', 'number']);

export const isTextField = (element: Element | null): element is TextField =>
  element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && TEXT_TYPES.has(element.type));

export function snapshotFields(): FieldSnapshot {
  const fields = [...document.querySelectorAll('input, textarea')].filter(isTextField);
  return {
    states: fields.map((field) => ({ field, value: field.value, selection: selectionOf(field) })),
    focused: document.activeElement,
  };
}

/** Takes out again what has come into the fields since, and puts the focus back. */
export function restoreFields({ states, focused }: FieldSnapshot): void {
  for (const { field, value, selection } of states) {
    if (!field.isConnected || field.value === value) continue;
    setValue(field, value, selection?.[1] ?? value.length);
    if (selection) field.setSelectionRange(...selection);
  }
  if (document.activeElement === focused) return;
  if (focused instanceof HTMLElement && focused.isConnected && focused !== document.body) {
    focused.focus({ preventScroll: true });
  } else if (isTextField(document.activeElement)) {
    document.activeElement.blur();
  }
}

/** Types into a field as keys would: screens that take single keys themselves get each of them. */
export async function typeInto(field: TextField, text: string): Promise<void> {
  field.focus({ preventScroll: true });
  for (const data of text) {
    const key = new InputEvent('beforeinput', { inputType: 'insertText', data, bubbles: true, cancelable: true });
    if (field.dispatchEvent(key)) {
      const [from, to] = selectionOf(field) ?? [field.value.length, field.value.length];
      setValue(field, field.value.slice(0, from) + data + field.value.slice(to), from + data.length);
    }
    // The page draws, and moves the caret, before the next key.
    await Promise.resolve();
  }
}

/** Past the page's own bookkeeping of values, so that it notices the change. */
function setValue(field: TextField, value: string, caret: number): void {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  if (selectionOf(field)) field.setSelectionRange(caret, caret);
  field.dispatchEvent(new InputEvent('input', { inputType: 'insertReplacementText', bubbles: true }));
}

const selectionOf = ({ selectionStart, selectionEnd }: TextField): readonly [number, number] | null =>
  selectionStart === null || selectionEnd === null ? null : [selectionStart, selectionEnd];
