import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { useLanguage } from './language.tsx';

interface PageFrameProps {
  readonly title: string;
  /** Prefixes the page title, so that a screen reader hears of the error first. */
  readonly failed?: boolean;
  readonly children: ReactNode;
}

export function PageFrame({ title, failed = false, children }: PageFrameProps) {
  const { t, language, switchLanguage } = useLanguage();
  useEffect(() => {
    document.title = (failed ? t('error.titlePrefix') : '') + title;
  }, [title, failed, t]);
  return (
    <>
      <header className="bar">
        <span className="bar__title">{title}</span>
        <button type="button" className="bar__language" lang={language === 'vi' ? 'en' : 'vi'} onClick={switchLanguage}>
          {t('otherLanguage')}
        </button>
      </header>
      <main className="page">{children}</main>
    </>
  );
}

interface MessageProps {
  readonly title: string;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** A whole page that says one thing. */
export function Message({ title, text, action }: MessageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="message">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p>{text}</p>
      {action && (
        <button type="button" className="button" onClick={action.run}>
          {action.label}
        </button>
      )}
    </section>
  );
}

export interface FieldError {
  /** Id of the input it is about; null when it is about the sending. */
  readonly field: string | null;
  readonly text: string;
}

/** Takes the focus when it appears or changes, and links to each field. */
export function ErrorSummary({ errors }: { readonly errors: readonly FieldError[] }) {
  const { t } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length > 0) box.current?.focus();
  }, [errors]);
  if (errors.length === 0) return null;
  return (
    <div className="error-summary" role="alert" tabIndex={-1} ref={box}>
      {errors.some((error) => error.field) && <h2>{t('error.summary')}</h2>}
      <ul>
        {errors.map((error) => (
          <li key={error.field ?? 'page'}>
            {error.field ? <FieldLink field={error.field} text={error.text} /> : error.text}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A fragment link alone scrolls; the person wants to type. */
function FieldLink({ field, text }: { readonly field: string; readonly text: string }) {
  const goThere = (event: MouseEvent): void => {
    event.preventDefault();
    document.getElementById(field)?.focus();
  };
  return (
    <a href={`#${field}`} onClick={goThere}>
      {text}
    </a>
  );
}

interface TextFieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly type: 'text' | 'tel';
  readonly autoComplete: string;
  readonly onChange: (value: string) => void;
}

export function TextField({ id, label, hint, value, error, type, autoComplete, onChange }: TextFieldProps) {
  const hintId = useId();
  return (
    <div className={error ? 'field field--wrong' : 'field'}>
      <label htmlFor={id}>{label}</label>
      <p className="field__hint" id={hintId}>
        {hint}
      </p>
      {error && (
        <p className="field__error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <input
        id={id}
        type={type}
        inputMode={type === 'tel' ? 'tel' : 'text'}
        autoComplete={autoComplete}
        autoCapitalize={type === 'tel' ? 'off' : 'words'}
        value={value}
        aria-describedby={error ? `${hintId} ${id}-error` : hintId}
        aria-invalid={error ? true : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
