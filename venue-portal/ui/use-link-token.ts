import { useEffect, useState } from 'react';
import { linkTokenSchema } from '#shared/contract/portal-account.ts';

/** The secret behind the `#` of a one-time link; read once, then taken out of the address, where it could be looked over at. */
export function useLinkToken(): string | null {
  const [token] = useState(() => linkTokenSchema.safeParse(globalThis.location.hash.slice(1)));
  useEffect(() => {
    if (globalThis.location.hash !== '') {
      globalThis.history.replaceState(globalThis.history.state, '', globalThis.location.pathname);
    }
  }, []);
  return token.success ? token.data : null;
}
