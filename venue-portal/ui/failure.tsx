import { failureOf } from '../api/problem-error.ts';
import { useLanguage } from './language.tsx';
import { Notice } from './notice.tsx';
import { problemKey } from './problem-text.ts';

/** Why what was just done did not work. @param error null: it worked, or was not tried yet. */
export function Failure({ error }: { readonly error: Error | null }) {
  const { t } = useLanguage();
  return error === null ? null : (
    <Notice tone="stop" live>
      {t(problemKey(failureOf(error)))}
    </Notice>
  );
}
