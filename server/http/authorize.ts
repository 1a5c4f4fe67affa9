import type { IncomingMessage } from 'node:http';
import { CSRF_HEADER } from '#shared/contract/portal-api.ts';
import type { ApiScope } from '#shared/contract/portal-integrations.ts';
import type { Auth, Route, Scope } from './define-route.ts';
import type { ApiPrincipal, Session, SessionLookup, TenantLookup, TokenLookup } from './principals.ts';
import { type Refusal, refuse } from './refusal.ts';
import { readSessionToken } from './session-cookie.ts';

export interface SessionGate {
  readonly sessions: SessionLookup;
  readonly tenants: TenantLookup;
  readonly tokens: TokenLookup;
  readonly secureCookies: boolean;
}

type Identified = Readonly<Record<string, unknown>>;

/**
 * Who asks, and may they? What the handler needs to know of it is returned; signed requests are checked with their body.
 *
 * @param tellWho hears the account or token, also of who may not.
 */
export async function authorize(
  gate: SessionGate,
  route: Route,
  req: IncomingMessage,
  params: Readonly<Record<string, unknown>>,
  tellWho: (id: string) => void,
): Promise<Identified | Refusal> {
  if (typeof route.auth === 'string') return {};
  if ('token' in route.auth) {
    const byToken = await findToken(gate.tokens, req);
    if (!byToken) return refuse('not-signed-in');
    tellWho(byToken.id);
    return authorizeToken(gate.tenants, route.auth.token, byToken, params);
  }
  if (route.method !== 'GET' && req.headers[CSRF_HEADER] === undefined) return refuse('not-allowed');
  const token = readSessionToken(req, gate.secureCookies);
  const session =
    token === null ? null : await gate.sessions.findSession(token, route.isPersonsAct ? 'person' : 'page');
  if (!session) return refuse('not-signed-in');
  tellWho(session.accountId);
  return 'session' in route.auth ? { session } : authorizeRole(gate.tenants, route.auth, session, params);
}

/** Whether the person must prove anew who they are before this is done. */
export function needsStepUp({ auth }: Route, identified: Identified, body: unknown): boolean {
  if (typeof auth === 'string' || 'token' in auth || auth.recent === undefined) return false;
  const isSensitive = auth.recent === 'always' || auth.recent(body);
  return isSensitive && !(identified['session'] as Session).isRecent;
}

/** RFC 6750; what a browser sends by itself is not looked at. */
async function findToken(tokens: TokenLookup, req: IncomingMessage): Promise<ApiPrincipal | null> {
  const [, bearer] = /^Bearer ([\w~+/.=-]{1,200})$/.exec(req.headers.authorization ?? '') ?? [];
  return bearer === undefined ? null : tokens.findToken(bearer);
}

async function authorizeToken(
  tenants: TenantLookup,
  scope: ApiScope,
  token: ApiPrincipal,
  params: Readonly<Record<string, unknown>>,
): Promise<Identified | Refusal> {
  if (!token.scopes.includes(scope)) return refuse('not-allowed');
  const { organisationId } = token;
  const owner = 'venueId' in params ? await findOwner(tenants, 'venue', params) : organisationId;
  return owner === organisationId ? { token, organisationId } : refuse('not-found');
}

type RoleAuth = Extract<Auth, { roles: unknown }>;

async function authorizeRole(
  tenants: TenantLookup,
  auth: RoleAuth,
  session: Session,
  params: Readonly<Record<string, unknown>>,
): Promise<Identified | Refusal> {
  if (!auth.roles.includes(session.role)) return refuse('not-allowed');
  if (auth.scope === 'deployment') return { session };
  if (auth.scope === 'unit' || auth.scope === 'unit-venue') {
    if (session.unitCodes.length === 0) return refuse('not-allowed');
    if (auth.scope === 'unit') return { session };
    const isWithin = await tenants.isVenueWithin(String(params['venueId']), session.unitCodes);
    return isWithin ? { session } : refuse('not-found');
  }
  const { organisationId } = session;
  if (organisationId === null) return refuse('not-allowed');
  const owner = auth.scope === 'organisation' ? organisationId : await findOwner(tenants, auth.scope, params);
  return owner === organisationId ? { session, organisationId } : refuse('not-found');
}

function findOwner(
  tenants: TenantLookup,
  scope: Extract<Scope, 'venue' | 'entrance' | 'kiosk' | 'visit' | 'staff-card'>,
  params: Readonly<Record<string, unknown>>,
): Promise<string | null> {
  switch (scope) {
    case 'venue':
      return tenants.organisationOfVenue(String(params['venueId']));
    case 'entrance':
      return tenants.organisationOfEntrance(String(params['entranceId']));
    case 'kiosk':
      return tenants.organisationOfKiosk(String(params['kioskId']));
    case 'visit':
      return tenants.organisationOfVisit(String(params['visitId']));
    case 'staff-card':
      return tenants.organisationOfStaffCard(String(params['staffCardId']));
  }
}
