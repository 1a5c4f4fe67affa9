import { type ZodType, z } from 'zod';
import { CSRF_HEADER, PORTAL_API } from '#shared/contract/portal-api.ts';
import { problemSchema } from '#shared/contract/problem.ts';
import { reportReachable } from './connection.ts';
import { ProblemError } from './problem-error.ts';
import { askStepUp } from './step-up.ts';

type Query = Readonly<Record<string, string | undefined>>;

/** Path below the portal's API with its query; absent values are left out. */
export function apiPath(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const search = new URLSearchParams(given).toString();
  return `${PORTAL_API}${path}${search === '' ? '' : `?${search}`}`;
}

/** @throws ProblemError */
export function getJson<T>(schema: ZodType<T>, path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return request(schema, apiPath(path, query), { method: 'GET', ...(signal && { signal }) });
}

/** @throws ProblemError */
export const postJson = <T>(
  schema: ZodType<T>,
  path: string,
  body: unknown = {},
  init: Pick<RequestInit, 'signal' | 'keepalive'> = {},
): Promise<T> => sendJson('POST', schema, path, body, init);

/** @throws ProblemError */
export const patchJson = <T>(schema: ZodType<T>, path: string, body: unknown): Promise<T> =>
  sendJson('PATCH', schema, path, body);

/** @throws ProblemError */
export const putJson = <T>(schema: ZodType<T>, path: string, body: unknown): Promise<T> =>
  sendJson('PUT', schema, path, body);

/** For answers without a body. @throws ProblemError */
export async function postAct(
  path: string,
  body: unknown = {},
  init: Pick<RequestInit, 'signal' | 'keepalive'> = {},
): Promise<void> {
  await sendJson('POST', z.unknown(), path, body, init);
}

function sendJson<T>(
  method: 'POST' | 'PUT' | 'PATCH',
  schema: ZodType<T>,
  path: string,
  body: unknown,
  init: Pick<RequestInit, 'signal' | 'keepalive'> = {},
): Promise<T> {
  return request(schema, apiPath(path), {
    ...init,
    method,
    headers: { 'content-type': 'application/json', [CSRF_HEADER]: '1' },
    body: JSON.stringify(body),
  });
}

/** For answers without a body. @throws ProblemError */
export async function deleteResource(path: string): Promise<void> {
  await deleteJson(z.unknown(), path);
}

/** @throws ProblemError */
export const deleteJson = <T>(schema: ZodType<T>, path: string): Promise<T> =>
  request(schema, apiPath(path), { method: 'DELETE', headers: { [CSRF_HEADER]: '1' } });

/** For those that answer with what is there now. @throws ProblemError */
export const removeJson = <T>(schema: ZodType<T>, path: string): Promise<T> =>
  request(schema, apiPath(path), { method: 'DELETE', headers: { [CSRF_HEADER]: '1' } });

/** Where the server wants a proof first, asks the person for it, once, and then tries the same again. */
async function request<T>(schema: ZodType<T>, url: string, init: RequestInit): Promise<T> {
  try {
    return await requestOnce(schema, url, init);
  } catch (error) {
    const isAsked = error instanceof ProblemError && error.code === 'step-up-required';
    if (isAsked && (await askStepUp())) return requestOnce(schema, url, init);
    throw error;
  }
}

async function requestOnce<T>(schema: ZodType<T>, url: string, init: RequestInit): Promise<T> {
  const response = await fetchOrOffline(url, init);
  const body = await readJson(response);
  if (!response.ok) {
    const problem = problemSchema.safeParse(body);
    // A proxy's error page says nothing about us, only that the server was not reached.
    throw problem.success ? ProblemError.fromProblem(problem.data) : new ProblemError(codeOfStatus(response.status));
  }
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new ProblemError('unreadable');
  return parsed.data;
}

async function fetchOrOffline(url: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(url, { credentials: 'same-origin', ...init });
    reportReachable(true);
    return response;
  } catch (error) {
    if (init.signal?.aborted) throw error;
    reportReachable(false);
    throw new ProblemError('offline');
  }
}

/** @returns undefined for an empty body or one that is not JSON; the schema decides whether that is acceptable. */
async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const codeOfStatus = (status: number) => (status >= 502 && status <= 504 ? 'unavailable' : 'unreadable');
