import { z } from 'zod';
import {
  type ApiToken,
  type ApiTokenInput,
  apiScopeSchema,
  type NewApiToken,
} from '#shared/contract/portal-integrations.ts';
import { type AccountId, mintId, type OrganisationId } from '#shared/domain/ids.ts';
import { DAY_MS, type Instant } from '#shared/domain/instant.ts';
import { createReadings, recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { ApiPrincipal, TokenLookup } from '../http/principals.ts';
import type { KeyService } from '../keys/service.ts';
import type { Store, Writable } from '../store/access.ts';
import { findByHash, listLiveTokensMadeBy, listTokens, type TokenRow } from './reader.ts';
import { hashToken, mintToken } from './token.ts';
import { insertToken, markRevoked, markUsed } from './transactor.ts';

/** Tokens by which other programs of an organisation are let in. */
export interface ApiTokenService extends TokenLookup {
  list(organisationId: OrganisationId): Promise<{ readonly now: number; readonly tokens: ApiToken[] }>;
  /** The token itself is in this answer alone. null: the organisation has as many as it may. */
  create(organisationId: OrganisationId, input: ApiTokenInput, by: AccountId): Promise<NewApiToken | null>;
  /** Beside the keys first: no older copy of the database trusts it again. */
  revoke(organisationId: OrganisationId, id: string, by: AccountId): Promise<boolean>;
  /** Once in ten minutes for a program that asks all the time. */
  recordReading(token: ApiPrincipal, what: string, subject: string): Promise<void>;
}

interface ApiTokenParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly keys: Pick<KeyService, 'addRevocation' | 'findRevocation'>;
}

const MOST = 50;
/** Written no more often: a busy program asks many times a second. */
const USED_EVERY_MS = 60_000;

const scopesSchema = z.array(apiScopeSchema);

export function createApiTokenService({ store, clock, keys }: ApiTokenParts): ApiTokenService {
  const isNewReading = createReadings(clock);
  return {
    async list(organisationId) {
      const rows = await listTokens(store.read, organisationId);
      return { now: clock.now(), tokens: rows.map(toToken) };
    },

    async create(organisationId, { label, scopes, days }, by) {
      const token = mintToken();
      const at = clock.now();
      const row = {
        ...{ id: mintId<string>(), organisation_id: organisationId, label, token_hash: hashToken(token) },
        ...{ tail: token.slice(-4), scopes_json: JSON.stringify([...new Set(scopes)]), created_at: at, created_by: by },
        ...{ expires_at: at + days * DAY_MS, last_used_at: null, revoked_at: null },
      };
      const isMade = await store.transact(async (tx) => {
        // Here, or many at once would each find room.
        const known = await listTokens(tx, organisationId);
        if (known.filter(({ revoked_at }) => revoked_at === null).length >= MOST) return false;
        await insertToken(tx, row);
        const details = { tail: row.tail, scopes: scopes.join(' '), days };
        const subject = `api-token:${row.id}`;
        await recordAudit(tx, { at, actor: by, action: 'api-token.made', organisationId, subject, details });
        return true;
      });
      if (!isMade) return null;
      return { token, info: toToken({ ...row, maker: null }) };
    },

    async revoke(organisationId, id, by) {
      const own = (await listTokens(store.read, organisationId)).some((token) => token.id === id);
      if (!own) return false;
      keys.addRevocation('api-token', id);
      const at = clock.now();
      await store.transact((tx) => endToken(tx, { organisationId, id, by, at }));
      return true;
    },

    async findToken(text) {
      const row = await findByHash(store.read, hashToken(text));
      const now = clock.now();
      if (!row || row.revoked_at !== null || row.expires_at <= now) return null;
      if (keys.findRevocation('api-token', row.id) !== null) return null;
      if (now - (row.last_used_at ?? 0) >= USED_EVERY_MS) await store.transact((tx) => markUsed(tx, row.id, now));
      return { id: row.id, organisationId: row.organisation_id, scopes: readScopes(row) };
    },

    async recordReading({ id, organisationId }, what, subject) {
      if (!isNewReading(JSON.stringify([id, what, subject]))) return;
      const record = { at: clock.now(), actor: `token:${id}`, action: 'api.read', organisationId, subject } as const;
      await store.transact((tx) => recordAudit(tx, { ...record, details: { what } }));
    },
  };
}

interface TokenEnd {
  readonly organisationId: OrganisationId;
  readonly id: string;
  readonly by: string;
  readonly at: Instant;
}

async function endToken(tx: Writable, { organisationId, id, by, at }: TokenEnd): Promise<void> {
  const tail = await markRevoked(tx, organisationId, id, at);
  if (tail === undefined) return;
  const act = { at, actor: by, action: 'api-token.revoked', organisationId } as const;
  await recordAudit(tx, { ...act, subject: `api-token:${id}`, details: { tail } });
}

/** Of whoever may not make any more: they have what they once read, and would come back by it. */
export async function revokeTokensMadeBy(
  { clock, keys }: Pick<ApiTokenParts, 'clock'> & { readonly keys: Pick<KeyService, 'addRevocation'> },
  tx: Writable,
  maker: { readonly organisationId: OrganisationId; readonly accountId: AccountId },
  by: string,
): Promise<void> {
  const { organisationId, accountId } = maker;
  for (const id of await listLiveTokensMadeBy(tx, organisationId, accountId)) {
    keys.addRevocation('api-token', id);
    await endToken(tx, { organisationId, id, by, at: clock.now() });
  }
}

const readScopes = ({ scopes_json: json }: { readonly scopes_json: string }) => scopesSchema.parse(JSON.parse(json));

const toToken = (row: TokenRow): ApiToken => ({
  id: row.id,
  label: row.label,
  tail: row.tail,
  scopes: readScopes(row),
  createdAt: row.created_at,
  createdBy: row.maker,
  expiresAt: row.expires_at,
  lastUsedAt: row.last_used_at,
  revokedAt: row.revoked_at,
});
