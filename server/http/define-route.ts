import type { z } from 'zod';
import type { ApiScope } from '#shared/contract/portal-integrations.ts';
import type { OrganisationId } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { ApiPrincipal, KioskPrincipal, PairingPrincipal, Session } from './principals.ts';
import type { RateClass } from './rate-limits.ts';
import type { Refusal } from './refusal.ts';

/** How the tenant of a request is found. A thing of another organisation answers `not-found`, as if it did not exist. */
export type Scope =
  /** The session's own organisation. */
  | 'organisation'
  /** Looked up from the path's `:venueId`, `:entranceId`, `:kioskId`, `:visitId`, `:staffCardId`. */
  | 'venue'
  | 'entrance'
  | 'kiosk'
  | 'visit'
  | 'staff-card'
  /** An officer's administrative units (`session.unitCodes`). */
  | 'unit'
  /** The same, and the path's `:venueId` is a venue within them. */
  | 'unit-venue'
  /** The deployment as a whole. */
  | 'deployment';

interface RecentAuth {
  /**
   * The person must have proved who they are within five minutes, or is asked to (`step-up-required`): always, or for the
   * bodies of which this says yes; they are parsed by the route's own schema before.
   */
  readonly recent?: 'always' | ((body: unknown) => boolean);
}

export type Auth =
  | 'public'
  | ({ readonly session: 'any' } & RecentAuth)
  | ({ readonly roles: readonly [Role, ...Role[]]; readonly scope: Scope } & RecentAuth)
  /** Another program's token with this right; the tenant is the token's. Cookies count for nothing there. */
  | { readonly token: ApiScope }
  /** A kiosk's signed request, verified before its body is parsed. */
  | 'kiosk'
  /** Signed with the key that the body names. */
  | 'pairing';

export interface RouteInput {
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
}

/** A file or stream of bytes. */
export interface FileOutput {
  readonly kind: 'file';
  readonly contentTypes: readonly [string, ...string[]];
}
/** Server-sent events; every `data` is the schema's. */
export interface EventsOutput {
  readonly kind: 'events';
  readonly data: z.ZodType;
}
export interface NoOutput {
  readonly kind: 'nothing';
}
export type RouteOutput = z.ZodType | FileOutput | EventsOutput | NoOutput;

export const fileOutput = (...contentTypes: [string, ...string[]]): FileOutput => ({ kind: 'file', contentTypes });
export const eventsOutput = <S extends z.ZodType>(data: S): EventsOutput & { readonly data: S } => ({
  kind: 'events',
  data,
});
/** 204 */
export const noOutput: NoOutput = { kind: 'nothing' };

export interface FileAnswer {
  readonly contentType: string;
  /** Any characters; sent per RFC 6266. */
  readonly fileName: string;
  readonly disposition: 'attachment' | 'inline';
  /** In bytes, where it is known of a body that comes piece by piece. */
  readonly length?: number;
  readonly body: Uint8Array | AsyncIterable<Uint8Array | string>;
}

/** Sends until the signal aborts (the client left or the server stops) or the promise settles. Pings are sent by the router. */
export type EventsAnswer<T> = (send: (event: string, data: T) => void, signal: AbortSignal) => Promise<void>;

export interface Limits {
  /** Of the body after inflating; 0 for a route without one. */
  readonly bodyBytes: number;
  readonly rate: RateClass;
}

export interface SessionCookies {
  /** The token that came with the request, whatever it is worth. */
  readonly sessionToken: string | null;
  setSession(token: string, maxAgeMs: number): void;
  clearSession(): void;
  /** What this server once gave a browser that somebody signed in with, whatever it is worth. */
  readonly knownDevice: string | null;
  setKnownDevice(value: string): void;
}

interface CommonContext {
  readonly requestId: string;
  /** For throttles only: never stored, never logged whole. */
  readonly ip: string;
  /** What the browser says of itself; never stored as it is. */
  readonly userAgent: string | undefined;
  readonly cookies: SessionCookies;
  /** Aborts when the client leaves before it was answered: for what takes long. */
  readonly gone: () => AbortSignal;
}

type InputOf<I extends RouteInput, K extends keyof RouteInput> = I[K] extends z.ZodType ? z.output<I[K]> : undefined;

type PrincipalOf<A extends Auth> = A extends 'public'
  ? unknown
  : A extends 'kiosk'
    ? { readonly kiosk: KioskPrincipal }
    : A extends 'pairing'
      ? { readonly pairing: PairingPrincipal }
      : A extends { readonly token: ApiScope }
        ? { readonly token: ApiPrincipal; readonly organisationId: OrganisationId }
        : A extends { readonly scope: infer S }
          ? { readonly session: Session } & (S extends 'unit' | 'unit-venue' | 'deployment'
              ? unknown
              : { readonly organisationId: OrganisationId })
          : { readonly session: Session };

export type RouteContext<A extends Auth, I extends RouteInput> = CommonContext &
  PrincipalOf<A> & {
    readonly params: InputOf<I, 'params'>;
    readonly query: InputOf<I, 'query'>;
    readonly body: InputOf<I, 'body'>;
  };

type AnswerOf<O extends RouteOutput> = O extends z.ZodType
  ? z.input<O>
  : O extends FileOutput
    ? FileAnswer
    : O extends { readonly kind: 'events'; readonly data: infer S extends z.ZodType }
      ? EventsAnswer<z.input<S>>
      : // biome-ignore lint/suspicious/noConfusingVoidType: a handler that answers nothing
        void;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface RouteDeclaration<A extends Auth, I extends RouteInput, O extends RouteOutput> {
  readonly method: Method;
  /** Express 5 pattern, e.g. `/api/portal/v1/venues/:venueId`. */
  readonly path: string;
  readonly summary: string;
  readonly auth: A;
  readonly input: I;
  readonly output: O;
  readonly limits: Limits;
  /** Of the answer; 200 when left out, 204 without output. */
  readonly status?: 200 | 201 | 202;
  /** Only for hot paths whose answer is built from parsed values: the answer is not parsed once more. */
  readonly trustedOutput?: A extends 'kiosk' ? true : never;
  readonly handler: (context: RouteContext<A, I>) => Promise<AnswerOf<O> | Refusal>;
}

declare const declared: unique symbol;

/** What the router takes: only {@link defineRoute} makes one. */
export interface Route {
  readonly [declared]: true;
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly auth: Auth;
  readonly input: RouteInput;
  readonly output: RouteOutput;
  readonly limits: Limits;
  readonly status: number;
  readonly trustedOutput: boolean;
  readonly handler: (context: AnyContext) => Promise<unknown>;
  /**
   * Whether a call is a person's act, which keeps their session from idling away. A GET never is: pages ask by themselves,
   * and tell of the person's hands by a POST of its own.
   */
  readonly isPersonsAct: boolean;
}

/** The context before its types are narrowed by the declaration. */
export type AnyContext = CommonContext & Readonly<Record<string, unknown>>;

/**
 * The only way to add an endpoint: who may call it, what goes in, what comes out and how much of it are part of its
 * declaration, so that none can be forgotten; the OpenAPI document is made from the same words.
 *
 * @throws Error when the declaration contradicts itself.
 */
export function defineRoute<const A extends Auth, const I extends RouteInput, O extends RouteOutput>(
  declaration: RouteDeclaration<A, I, O>,
): Route {
  requireConsistent(declaration);
  const route = {
    ...declaration,
    status: declaration.status ?? (isNothing(declaration.output) ? 204 : 200),
    trustedOutput: declaration.trustedOutput === true,
    isPersonsAct: declaration.method !== 'GET',
    // The router builds the context from this very declaration.
    handler: declaration.handler as unknown as Route['handler'],
  } as unknown as Route;
  DECLARED.add(route);
  return route;
}

const DECLARED = new WeakSet<object>();

/** Whether {@link defineRoute} made it: the router mounts nothing else, whatever the compiler was told. */
export const isDeclared = (route: Route): boolean => DECLARED.has(route);

const isNothing = (output: RouteOutput): boolean => 'kind' in output && output.kind === 'nothing';

const SCOPE_PARAMS: Partial<Record<Scope, string>> = {
  venue: 'venueId',
  'unit-venue': 'venueId',
  entrance: 'entranceId',
  kiosk: 'kioskId',
  visit: 'visitId',
  'staff-card': 'staffCardId',
};

const isPolicy = (auth: unknown): auth is Auth =>
  auth === 'public' ||
  auth === 'kiosk' ||
  auth === 'pairing' ||
  (typeof auth === 'object' &&
    auth !== null &&
    (('session' in auth && auth.session === 'any') ||
      ('token' in auth && typeof auth.token === 'string' && auth.token !== '') ||
      ('roles' in auth && Array.isArray(auth.roles) && auth.roles.length > 0 && 'scope' in auth)));

function requireConsistent({
  method,
  path,
  auth,
  input,
  limits,
}: RouteDeclaration<Auth, RouteInput, RouteOutput>): void {
  const fail = (why: string): never => {
    throw new Error(`${method} ${path}: ${why}`);
  };
  // The compiler asks for each; this asks those who told it otherwise.
  if (!isPolicy(auth)) fail('it does not say who may call it');
  const inPath = [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
  const declaredParams = Object.keys(input.params?.shape ?? {});
  if (inPath.toSorted().join() !== declaredParams.toSorted().join()) fail('path and params name different things');
  if (input.body && method === 'GET') fail('a GET has no body');
  if ((input.body === undefined) !== (limits.bodyBytes === 0)) fail('body and limits.bodyBytes contradict each other');
  const scopeParam = typeof auth === 'object' && 'scope' in auth ? SCOPE_PARAMS[auth.scope] : undefined;
  if (scopeParam !== undefined && !inPath.includes(scopeParam)) fail(`its scope needs :${scopeParam} in the path`);
}
