import { type FormEvent, useState } from 'react';
import type { Answer, Failure } from './api.ts';
import { useLanguage } from './language.tsx';
import type { FieldError } from './page-frame.tsx';

interface Submission {
  readonly errors: readonly FieldError[];
  readonly sending: boolean;
  readonly submit: (event: FormEvent) => void;
  /** The field was changed: what was wrong with it may be mended. */
  readonly forgive: (field: string) => void;
}

interface SubmissionOptions<T> {
  readonly check: () => FieldError[];
  readonly send: () => Promise<Answer<T>>;
  readonly onTaken: (value: T) => void;
  readonly onRefused?: (failure: Failure) => Promise<void>;
}

/** There is nothing behind the poster any more. */
export const isGone = (failure: Failure): failure is 'not-found' | 'replaced' | 'closed' =>
  failure === 'not-found' || failure === 'replaced' || failure === 'closed';

/** One way to send a form: check, send once, keep everything typed until the server has taken it, say what went wrong. */
export function useSubmission<T>({ check, send, onTaken, onRefused }: SubmissionOptions<T>): Submission {
  const { t } = useLanguage();
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [sending, setSending] = useState(false);

  const attempt = async (): Promise<void> => {
    const wrong = check();
    setErrors(wrong);
    if (wrong.length > 0) return;
    setSending(true);
    const answer = await send();
    setSending(false);
    if (answer.ok) {
      onTaken(answer.value);
      return;
    }
    await onRefused?.(answer.failure);
    const field = answer.failure === 'name' || answer.failure === 'phone' ? answer.failure : null;
    setErrors([{ field, text: t(`error.${isGone(answer.failure) ? 'other' : answer.failure}`) }]);
  };

  return {
    errors,
    sending,
    submit: (event) => {
      event.preventDefault();
      if (!sending) void attempt();
    },
    forgive: (field) => setErrors((before) => before.filter((error) => error.field !== field)),
  };
}
