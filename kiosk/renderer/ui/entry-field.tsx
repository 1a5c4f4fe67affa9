import { useEffect, useId, useLayoutEffect, useRef } from 'react';

/** Takes single keys of a hardware keyboard before the browser does; positions in UTF-16 units. */
export interface KeyTaker {
  /** Where the caret belongs after the last key. */
  readonly caret: number;
  readonly insert: (char: string, from: number, to: number) => void;
  readonly erase: (from: number, to: number) => void;
}

interface EntryFieldProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | null;
  /** Text the browser changed itself: pasted, cut, or composed by the system's own input method. */
  readonly onChange: (value: string, caret: number) => void;
  readonly keys?: KeyTaker;
}

/** Filled by the on-screen keys and by a hardware keyboard alike. The browser is told to remember and suggest nothing. */
export function EntryField({ label, value, error, onChange, keys }: EntryFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const errorId = useId();
  useFocusOnTyping(input);
  useKeyTaker(input, value, keys);
  return (
    <>
      <input
        ref={input}
        className="entry-field"
        aria-label={label}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? errorId : undefined}
        type="text"
        inputMode="none"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        value={value}
        onChange={({ target }) => onChange(target.value, target.selectionStart ?? target.value.length)}
      />
      {error && (
        <p className="entry-error" id={errorId} role="alert">
          {error}
        </p>
      )}
    </>
  );
}

/** What is typed on a hardware keyboard comes here, also after a touch elsewhere; the space bar still presses the button in focus. */
export function useFocusOnTyping(input: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    const focus = (): void => input.current?.focus({ preventScroll: true });
    const focusForLetter = (event: KeyboardEvent): void => {
      if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) focus();
    };
    focus();
    window.addEventListener('keydown', focusForLetter);
    return () => window.removeEventListener('keydown', focusForLetter);
  }, [input]);
}

/** Listens to `beforeinput` itself: React's event of that name is another one, without an input type. */
function useKeyTaker(
  input: { readonly current: HTMLInputElement | null },
  value: string,
  keys: KeyTaker | undefined,
): void {
  const latest = useRef(keys);
  useLayoutEffect(() => {
    latest.current = keys;
  }, [keys]);
  useEffect(() => {
    const field = input.current;
    const take = (event: InputEvent): void => {
      if (field && latest.current && takeKey(event, field, latest.current)) event.preventDefault();
    };
    field?.addEventListener('beforeinput', take);
    return () => field?.removeEventListener('beforeinput', take);
  }, [input]);
  const caret = keys?.caret;
  useLayoutEffect(() => {
    const field = input.current;
    // The browser puts the caret at the end of a value that was set. Where it is right already, a composition goes on undisturbed.
    if (field && caret !== undefined && field.value === value && field.selectionEnd !== caret) {
      field.setSelectionRange(caret, caret);
    }
  }, [input, value, caret]);
}

/** @returns whether the key was taken. A composition of the system's own input method is left alone. */
function takeKey(event: InputEvent, field: HTMLInputElement, keys: KeyTaker): boolean {
  if (event.isComposing) return false;
  const from = field.selectionStart ?? field.value.length;
  const to = field.selectionEnd ?? from;
  if (event.inputType === 'insertText' && event.data && [...event.data].length === 1) {
    keys.insert(event.data, from, to);
    return true;
  }
  if (event.inputType === 'deleteContentBackward') {
    keys.erase(from, to);
    return true;
  }
  return false;
}
