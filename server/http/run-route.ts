import type { IncomingMessage } from 'node:http';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { ANSWER_SIGNATURE_HEADER } from '#shared/contract/kiosk-signature.ts';
import { authorize, needsStepUp, type SessionGate } from './authorize.ts';
import type { BodyBudget, BodyHold } from './body-budget.ts';
import type { AnyContext, EventsAnswer, FileAnswer, Route } from './define-route.ts';
import type { KioskAuthenticator, SignedRequest } from './principals.ts';
import type { RateLimits } from './rate-limits.ts';
import { parseJsonBody, readBytes } from './read-body.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';
import { type Sign, sendEvents, sendFile, sendJson, sendRefusal } from './send-answer.ts';
import { createSessionCookies } from './session-cookie.ts';

export interface RouteRunner extends SessionGate {
  readonly kiosks: KioskAuthenticator;
  readonly limits: RateLimits;
  readonly bodies: BodyBudget;
  readonly log: Logger;
  /** Aborts when the server closes, which ends event streams. */
  readonly stopping: AbortSignal;
}

/** One request through the declaration: limit, identity, input, handler, output. Never throws. */
export async function runRoute(runner: RouteRunner, route: Route, req: Request, res: Response): Promise<void> {
  const requestId: string = res.locals['requestId'];
  const sign = signerFor(runner, route, req);
  try {
    const answer = await answerRequest(runner, route, req, res);
    if (isRefusal(answer)) await sendRefusal(res, answer, requestId, sign);
    else await sendOutput(runner, route, res, answer, sign);
  } catch (error) {
    // Nobody is there to be answered.
    if (res.closed) return;
    runner.log.error({ err: error, route: `${route.method} ${route.path}`, requestId }, 'request failed');
    if (res.headersSent) res.destroy();
    else await sendRefusal(res, refuse('internal'), requestId, sign);
  }
}

async function answerRequest(runner: RouteRunner, route: Route, req: Request, res: Response): Promise<unknown> {
  const ip = req.ip ?? '';
  const limited = await runner.limits.consume(route.limits.rate, ip);
  if (limited) return refuse('too-many-requests', limited);
  const params = parseInput(route.input.params, req.params);
  // An id that cannot be one names nothing.
  if (isRefusal(params)) return refuse('not-found');
  const tellWho = (id: string): void => {
    res.locals['by'] = id;
  };
  const identified = await authorize(runner, route, req, params.value ?? {}, tellWho);
  if (isRefusal(identified)) return identified;
  const query = parseInput(route.input.query, { ...req.query });
  if (isRefusal(query)) return query;
  const hold = runner.bodies.begin(ip);
  try {
    const received = await receiveBody(runner, route, req, hold);
    if (isRefusal(received)) return received;
    // A body may take a minute to come: who was let in before it may have been put out meanwhile.
    const still = route.input.body ? await authorize(runner, route, req, params.value ?? {}, tellWho) : identified;
    if (isRefusal(still)) return still;
    const asked = { req, res, identified: still, received, params: params.value, query: query.value };
    return await handle(runner, route, asked);
  } finally {
    hold.release();
  }
}

interface Asked {
  readonly req: Request;
  readonly res: Response;
  readonly identified: Readonly<Record<string, unknown>>;
  readonly received: Received;
  readonly params: unknown;
  readonly query: unknown;
}

async function handle(runner: RouteRunner, route: Route, asked: Asked): Promise<unknown> {
  const { req, res, identified, received, params, query } = asked;
  if (needsStepUp(route, identified, received.body)) return refuse('step-up-required');
  const context = {
    requestId: res.locals['requestId'],
    ip: req.ip ?? '',
    userAgent: req.headers['user-agent'],
    cookies: createSessionCookies(req, res, runner.secureCookies),
    gone: () => abortWhenClosed(res),
    ...identified,
    ...received.identified,
    params,
    query,
    body: received.body,
  };
  return route.handler(context satisfies AnyContext);
}

function abortWhenClosed(res: Response): AbortSignal {
  const gone = new AbortController();
  if (res.closed) gone.abort();
  else res.once('close', () => gone.abort());
  return gone.signal;
}

interface Received {
  readonly identified: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** A kiosk's signature is checked on the bytes as they came, before anything in them is believed. */
async function receiveBody(
  runner: RouteRunner,
  route: Route,
  req: Request,
  hold: BodyHold,
): Promise<Received | Refusal> {
  const { auth, input, limits } = route;
  const isSigned = auth === 'kiosk' || auth === 'pairing';
  if (!input.body && !isSigned) return { identified: {}, body: undefined };
  const bytes = await readBytes(req, limits.bodyBytes, hold);
  if (isRefusal(bytes)) return bytes;
  const identified: Record<string, unknown> = {};
  if (auth === 'kiosk') {
    const kiosk = await runner.kiosks.authenticate(signedRequest(req, bytes));
    if (!kiosk.ok) return refuseSigned(runner, req, kiosk.error);
    identified['kiosk'] = kiosk.value;
  }
  if (!input.body) return { identified, body: undefined };
  const parsed = await parseJsonBody(req, bytes, limits.bodyBytes);
  if (isRefusal(parsed)) return parsed;
  const body = parseInput(input.body, parsed.json);
  if (isRefusal(body)) return body;
  if (auth === 'pairing') {
    const pairing = await runner.kiosks.authenticatePairing(signedRequest(req, bytes), body.value);
    if (!pairing.ok) return refuseSigned(runner, req, pairing.error);
    identified['pairing'] = pairing.value;
  }
  return { identified, body: body.value };
}

async function refuseSigned(runner: RouteRunner, req: Request, code: Refusal['refused']): Promise<Refusal> {
  const limited = await runner.limits.consume('kiosk-failure', req.ip ?? '');
  return limited ? refuse('too-many-requests', limited) : refuse(code);
}

function signedRequest(req: Request, body: Uint8Array): SignedRequest {
  const [path, query] = splitOnce(req.originalUrl, '?');
  return { method: req.method, path, query, body, authorization: req.headers.authorization };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function signerFor(runner: RouteRunner, route: Route, req: IncomingMessage): Sign {
  if (route.auth !== 'kiosk' && route.auth !== 'pairing') return async () => ({});
  return async (status, body) => {
    const signature = await runner.kiosks.signAnswer(req.headers.authorization, status, body);
    return signature === null ? {} : { [ANSWER_SIGNATURE_HEADER]: signature };
  };
}

function parseInput<T>(schema: z.ZodType<T> | undefined, input: unknown): { readonly value: T | undefined } | Refusal {
  if (!schema) return { value: undefined };
  const parsed = schema.safeParse(input);
  return parsed.success ? { value: parsed.data } : refuse('invalid-input', { fields: namesOf(parsed.error) });
}

/** Where and why, never what. Our own reasons (`before-from`) are messages of custom issues. */
function namesOf(error: z.ZodError): Record<string, string> {
  return Object.fromEntries(
    error.issues
      .slice(0, 20)
      .map((issue) => [issue.path.join('.'), issue.code === 'custom' ? issue.message : issue.code]),
  );
}

async function sendOutput(
  runner: RouteRunner,
  route: Route,
  res: Response,
  answer: unknown,
  sign: Sign,
): Promise<void> {
  const { output } = route;
  if (!('kind' in output)) {
    await sendJson(res, route.status, route.trustedOutput ? answer : output.parse(answer), sign);
    return;
  }
  switch (output.kind) {
    case 'nothing':
      res.writeHead(204, { 'Cache-Control': 'no-store' }).end();
      return;
    case 'file':
      await sendFile(res, route.status, answer as FileAnswer);
      return;
    case 'events':
      await sendEvents(res, answer as EventsAnswer<unknown>, output.data, runner.stopping);
      return;
  }
}
