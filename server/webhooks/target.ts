import { isIP } from 'node:net';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { isPublicAddress } from './public-address.ts';

export interface TargetRules {
  /** Own networks and plain http too. */
  readonly allowPrivate: boolean;
}

/** `not-a-url`; `not-https`; `has-credentials`; `private`: its host is an address that is not public, or a local name. */
export type TargetProblem = 'not-a-url' | 'not-https' | 'has-credentials' | 'private';

/** Names that never mean somebody else's host. */
const LOCAL_NAME = /(^|\.)(localhost|local|internal|localdomain|home\.arpa|lan|intranet)\.?$/i;

/**
 * What can be told of a webhook's address before it is looked up. `new URL` turns every spelling of an IPv4 address
 * (decimal, octal, hexadecimal, short) into the usual one.
 */
export function parseTarget(text: string, { allowPrivate }: TargetRules): Result<URL, TargetProblem> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '') return err('not-a-url');
  if (url.protocol !== 'https:' && !allowPrivate) return err('not-https');
  if (url.username !== '' || url.password !== '') return err('has-credentials');
  url.hash = '';
  if (allowPrivate) return ok(url);
  const host = hostOf(url);
  const isPublic = isIP(host) === 0 ? !LOCAL_NAME.test(host) && host.includes('.') : isPublicAddress(host);
  return isPublic ? ok(url) : err('private');
}

/** Without the brackets of IPv6. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');
