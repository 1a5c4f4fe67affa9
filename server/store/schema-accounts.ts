/** The tables about people who sign in, in the conventions of `schema.ts`. */
import type { AccountId, OrganisationId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import type { OfficerRole, OrganisationRole } from '#shared/domain/roles.ts';

type Bytes = Uint8Array;

export interface AccountsTable {
  id: AccountId;
  /** Lower case, unique. */
  email: string;
  /** When the person showed that the address is theirs; until then no letter goes there but the one that asks. */
  email_verified_at: Instant | null;
  name: string;
  /** argon2id, PHC string. */
  password_hash: string;
  language: Language;
  /** When the account became an admin of the deployment. */
  admin_at: Instant | null;
  disabled_at: Instant | null;
  created_at: Instant;
}

export interface MembershipsTable {
  account_id: AccountId;
  organisation_id: OrganisationId;
  role: OrganisationRole;
  created_at: Instant;
}

export interface OfficerRolesTable {
  account_id: AccountId;
  /** Administrative unit: 2 digits a province, 5 a commune. */
  unit_code: string;
  role: OfficerRole;
  created_at: Instant;
}

export interface SessionsTable {
  /** SHA-256 of the cookie's token. */
  token_hash: Bytes;
  /** Names the session to its owner; stays when the token changes. */
  id: string;
  account_id: AccountId;
  /** `browser/system` of `deviceSchema`. */
  device: string;
  created_at: Instant;
  /** When its owner last did something; what a page asks by itself does not count. */
  last_seen_at: Instant;
  expires_at: Instant;
  /** When its owner last proved who they are. */
  verified_at: Instant;
  /** The token before the last change, for requests that were under way. */
  previous_hash: Bytes | null;
  previous_until: Instant | null;
}

/** One authenticator app per account. */
export interface TotpSecretsTable {
  account_id: AccountId;
  /** Under the KEK, bound to the account. */
  secret_sealed: Bytes;
  created_at: Instant;
  /** null: shown, but no code of it was seen yet; counts for nothing. */
  confirmed_at: Instant | null;
  /** Newest time step whose code was accepted: neither it nor an older one is accepted again. */
  last_step: number;
}

export interface RecoveryCodesTable {
  /** SHA-256 over the account and the code's 75 bits. */
  code_hash: Bytes;
  account_id: AccountId;
  created_at: Instant;
  used_at: Instant | null;
}

export interface PasskeysTable {
  id: string;
  account_id: AccountId;
  /** base64url, as the authenticator made it. */
  credential_id: string;
  /** COSE. */
  public_key: Bytes;
  counter: number;
  transports_json: string;
  name: string;
  created_at: Instant;
  last_used_at: Instant | null;
}

export interface ResetLinksTable {
  /** SHA-256 of the token. */
  token_hash: Bytes;
  account_id: AccountId;
  scope: 'password' | 'password-and-factors';
  /** `mail`, `cli` or an account id. */
  created_by: string;
  created_at: Instant;
  expires_at: Instant;
  used_at: Instant | null;
}

/** Codes by which people show that an address is theirs. */
export interface EmailCodesTable {
  /** SHA-256 over account, address and code. */
  code_hash: Bytes;
  account_id: AccountId;
  email: string;
  created_at: Instant;
  expires_at: Instant;
}

export interface InvitationsTable {
  id: string;
  token_hash: Bytes;
  organisation_id: OrganisationId;
  role: OrganisationRole;
  /** Whom it is for, in the inviter's words. */
  label: string;
  created_by: AccountId;
  created_at: Instant;
  expires_at: Instant;
  used_at: Instant | null;
}
