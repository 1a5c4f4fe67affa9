import { type MouseEvent, useEffect, useId, useRef } from 'react';
import { useLanguage } from '../language.tsx';
import classes from './error-summary.module.css';
import type { FieldProblem } from './field-problems.ts';
import { inputId } from './use-page-form.ts';

/**
 * What is wrong, each line a link to its input; takes the focus after every attempt (GOV.UK design system).
 * @param general a sentence that belongs to no input.
 */
export function ErrorSummary(props: {
  readonly problems: readonly FieldProblem[];
  readonly general?: string | undefined;
  readonly attempt: number;
}) {
  const { problems, general, attempt } = props;
  const { t } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const shown = problems.length > 0 || general !== undefined;
  useEffect(() => {
    if (shown && attempt > 0) box.current?.focus();
  }, [shown, attempt]);
  if (!shown) return null;
  return (
    <div ref={box} className={classes['box']} role="alert" tabIndex={-1} aria-labelledby={titleId}>
      <h2 id={titleId}>{t('form.summary')}</h2>
      {general !== undefined && <p>{general}</p>}
      {problems.length > 0 && (
        <ul>
          {problems.map(({ path, message }) => (
            <li key={path}>
              <a href={`#${inputId(path)}`} onClick={(event) => focusInput(event, path)}>
                {message}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The label above the input scrolls into view with it; the address in the browser stays as it is. */
function focusInput(event: MouseEvent, path: string): void {
  const input = document.getElementById(inputId(path));
  if (!input) return;
  event.preventDefault();
  input.focus({ preventScroll: true });
  input.scrollIntoView({ block: 'center' });
}
