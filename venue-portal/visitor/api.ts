import type { Withdrawal } from '#shared/contract/portal-rights.ts';
import type { Problem } from '#shared/contract/problem.ts';
import type {
  PassRequest,
  PassResponse,
  PassTerms,
  PublicEntrance,
  SelfCheckInRequest,
  SelfCheckInResponse,
} from '#shared/contract/visitor-api.ts';

/** What the page can say about a failure; the sentences are in the catalog. */
export type Failure = 'not-found' | 'replaced' | 'closed' | 'phone' | 'name' | 'changed' | 'busy' | 'offline' | 'other';

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

const BASE = '/api/visitor/v1';
const TIMEOUT_MS = 15_000;

/** The server is our own and checks its answers against the same schemas, so this small page does not carry them again. */
async function call<T>(path: string, body?: object): Promise<Answer<T>> {
  try {
    const response = await fetch(BASE + path, {
      ...(body ? { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer: unknown = await response.json();
    return response.ok ? { ok: true, value: answer as T } : { ok: false, failure: failureOf(answer as Problem) };
  } catch {
    return { ok: false, failure: 'offline' };
  }
}

function failureOf(problem: Partial<Problem>): Failure {
  if (problem.code === 'not-found') return 'not-found';
  if (problem.code === 'code-expired') return 'replaced';
  if (problem.code === 'venue-closed') return 'closed';
  const { fields = {} } = problem;
  if (problem.code === 'conflict' || fields['questionsVersion'] || fields['consentVersion']) return 'changed';
  if (problem.code === 'too-many-requests' || problem.code === 'unavailable') return 'busy';
  if (fields['phone']) return 'phone';
  if (fields['name']) return 'name';
  return 'other';
}

/** @param isLook opened from the portal: it counts as no scan. */
export const fetchEntrance = (code: string, isLook: boolean): Promise<Answer<PublicEntrance>> =>
  call(`/entrances/${encodeURIComponent(code)}${isLook ? '?look=1' : ''}`);

export const sendCheckIn = (code: string, request: SelfCheckInRequest): Promise<Answer<SelfCheckInResponse>> =>
  call(`/entrances/${encodeURIComponent(code)}/check-ins`, request);

export const fetchPassTerms = (): Promise<Answer<PassTerms>> => call('/pass-terms');

export const requestPass = (request: PassRequest): Promise<Answer<PassResponse>> => call('/passes', request);

/** Without `confirmed` it only says what is kept. */
export const sendWithdrawal = (request: {
  readonly receiptCode: string;
  readonly confirmed: boolean;
}): Promise<Answer<Withdrawal>> => call('/withdrawals', request);
