import { useMe } from '../../api/session.ts';

/** Seen by password managers alone: whose password the one beside it is. */
export function UsernameField() {
  return <input hidden readOnly autoComplete="username" value={useMe().data?.email ?? ''} />;
}
