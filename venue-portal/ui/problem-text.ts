import type { FailureCode } from '../api/problem-error.ts';
import type { PortalTextKey } from './language.tsx';

const SENTENCES: Partial<Record<FailureCode, PortalTextKey>> = {
  offline: 'problems.offline',
  unreadable: 'problems.unreadable',
  'invalid-input': 'problems.invalidInput',
  'not-signed-in': 'problems.notSignedIn',
  'not-allowed': 'problems.notAllowed',
  'not-found': 'problems.notFound',
  'wrong-credentials': 'problems.wrongCredentials',
  'too-many-requests': 'problems.tooManyRequests',
  'wrong-code': 'account.problems.wrongCode',
  'step-up-required': 'account.problems.stepUp',
  'code-unknown': 'account.problems.linkUnknown',
  'code-expired': 'account.problems.linkExpired',
  'code-used': 'account.problems.linkUsed',
  'email-taken': 'problems.emailTaken',
  conflict: 'problems.conflict',
  'too-large': 'problems.tooLarge',
  unavailable: 'problems.unavailable',
};

/** The sentence a person reads for a failure; codes meant for kiosks fall under "the server has failed". */
export const problemKey = (code: FailureCode): PortalTextKey => SENTENCES[code] ?? 'problems.other';
