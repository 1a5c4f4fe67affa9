/** Who can be behind a request. Features implement the look-ups; the router asks them before any handler runs. */
import type { ApiScope } from '#shared/contract/portal-integrations.ts';
import type { ProblemCode } from '#shared/contract/problem.ts';
import type { AccountId, EntranceId, KioskId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Result } from '#shared/domain/result.ts';
import type { Role } from '#shared/domain/roles.ts';

export interface Session {
  /** Stays when the token changes. */
  readonly id: string;
  readonly accountId: AccountId;
  readonly role: Role;
  /** The tenant; null for officers and admins. */
  readonly organisationId: OrganisationId | null;
  /** Administrative units of an officer: 2 digits a province, 5 a commune. */
  readonly unitCodes: readonly string[];
  /** Whoever it is proved so within the last five minutes. */
  readonly isRecent: boolean;
}

export interface SessionLookup {
  /**
   * @param token the cookie's value, any text.
   * @param asker `person` puts the session's idle end off; what a page asks by itself does not.
   * @returns null when it is no live session.
   */
  findSession(token: string, asker: 'person' | 'page'): Promise<Session | null>;
}

/** Another program, known by its token. */
export interface ApiPrincipal {
  readonly id: string;
  readonly organisationId: OrganisationId;
  readonly scopes: readonly ApiScope[];
}

export interface TokenLookup {
  /** @param token as it came, any text. @returns null when it is none that is good. */
  findToken(token: string): Promise<ApiPrincipal | null>;
}

/** Whose is it? null when there is no such thing. */
export interface TenantLookup {
  organisationOfVenue(id: string): Promise<OrganisationId | null>;
  organisationOfEntrance(id: string): Promise<OrganisationId | null>;
  organisationOfKiosk(id: string): Promise<OrganisationId | null>;
  organisationOfVisit(id: string): Promise<OrganisationId | null>;
  organisationOfStaffCard(id: string): Promise<OrganisationId | null>;
  /** Whether it is an open venue of one of these administrative units. */
  isVenueWithin(id: string, unitCodes: readonly string[]): Promise<boolean>;
}

export interface KioskPrincipal {
  readonly id: KioskId;
  readonly organisationId: OrganisationId;
  readonly venueId: VenueId;
  readonly entranceId: EntranceId;
  readonly pairedAt: Instant;
  /** revoked and readmitted kiosks may send, but only into quarantine; unproven is what a file says that another key signed. */
  readonly standing: 'active' | 'revoked' | 'readmitted' | 'unproven';
  readonly epoch: string;
  readonly counter: number;
}

/** A kiosk's request as it came, before anything in it was believed. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** As on the wire. */
  readonly body: Uint8Array;
  readonly authorization: string | undefined;
}

/** Proof of having the private key, while pairing. */
export interface PairingPrincipal {
  readonly publicKey: string;
  readonly epoch: string;
  readonly counter: number;
}

export interface KioskAuthenticator {
  /** R1, R2, R6. */
  authenticate(request: SignedRequest): Promise<Result<KioskPrincipal, ProblemCode>>;
  /** R4: signed with the very key that the body names. */
  authenticatePairing(request: SignedRequest, body: unknown): Promise<Result<PairingPrincipal, ProblemCode>>;
  /** R3. @returns the header's value, or null when the request names nobody an answer could be bound to. */
  signAnswer(authorization: string | undefined, status: number, body: Uint8Array): Promise<string | null>;
}
