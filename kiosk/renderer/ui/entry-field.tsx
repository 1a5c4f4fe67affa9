import { useEffect, useId, useRef } from 'react';

interface EntryFieldProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (value: string) => void;
}

/** Filled by the on-screen keys and by a hardware keyboard alike. The browser is told to remember and suggest nothing. */
export function EntryField({ label, value, error, onChange }: EntryFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const errorId = useId();
  useEffect(() => input.current?.focus({ preventScroll: true }), []);
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
        onChange={(event) => onChange(event.target.value)}
      />
      {error && (
        <p className="entry-error" id={errorId} role="alert">
          {error}
        </p>
      )}
    </>
  );
}
