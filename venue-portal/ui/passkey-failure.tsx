import { PasskeyCancelled, PasskeyExists } from '../api/passkeys.ts';
import { failureOf } from '../api/problem-error.ts';
import { useLanguage } from './language.tsx';
import { Notice } from './notice.tsx';
import { problemKey } from './problem-text.ts';

/** Why a passkey did not do, whether the browser said so or the server. */
export function PasskeyFailure({ error }: { readonly error: Error }) {
  const { t } = useLanguage();
  return (
    <Notice tone="warn" live>
      {t(keyOf(error))}
    </Notice>
  );
}

function keyOf(error: Error) {
  if (error instanceof PasskeyExists) return 'account.problems.passkeyExists';
  const code = failureOf(error);
  if (error instanceof PasskeyCancelled || code === 'invalid-input') return 'account.problems.passkeyFailed';
  return code === 'wrong-credentials' ? 'account.problems.passkeyUnknown' : problemKey(code);
}
