import type Database from 'better-sqlite3';
import { z } from 'zod';
import { StorageFailure } from '#kiosk/core/ports.ts';
import { dayKeySchema } from '#shared/contract/kiosk-sync.ts';
import { kioskIdSchema } from '#shared/domain/ids.ts';
import { checkOf, requireCheck } from './content-check.ts';

/** A server this kiosk was paired with before the present one, as of then. */
export const formerServerSchema = z.object({
  serverUrl: z.string(),
  kioskId: kioskIdSchema,
  serverId: z.string(),
  serverPublicKey: z.string(),
  certificate: z.string(),
  /** The kiosk's own of then, by which that server knows it. */
  publicKey: z.string(),
  serverEpoch: z.string(),
  /** What files for it are sealed to; null: it gave none. */
  exportKey: dayKeySchema.nullable(),
});
export type FormerServer = z.infer<typeof formerServerSchema>;

export const organisationServerSchema = z.object({ id: z.string(), serverPublicKey: z.string() });
export type OrganisationServer = z.infer<typeof organisationServerSchema>;

/** Which server a record was made for, by its organisation (SYNC-SPEC S19). Every method throws StorageFailure `damaged` where a row is not what was written. */
export interface KnownServers {
  /** Records of this organisation are the server's from now on. */
  enter(organisation: OrganisationServer): void;
  serverOf(organisationId: string): string | null;
  organisationsOf(serverPublicKey: string): string[];
  keepFormer(server: FormerServer): void;
  readonly listOrganisations: () => OrganisationServer[];
  readonly listFormer: () => FormerServer[];
}

export function createKnownServers(db: Database.Database): KnownServers {
  const enter = db.prepare<[string, string, string]>(
    'INSERT OR REPLACE INTO organisations (id, server_public_key, content_check) VALUES (?, ?, ?)',
  );
  const organisations = db.prepare<[], OrganisationServer & { contentCheck: string | null }>(
    'SELECT id, server_public_key AS serverPublicKey, content_check AS contentCheck FROM organisations ORDER BY id',
  );
  const keep = db.prepare<[string, string, string]>(
    'INSERT OR REPLACE INTO former_servers (server_public_key, body, content_check) VALUES (?, ?, ?)',
  );
  const former = db.prepare<[], { key: string; body: string; contentCheck: string }>(
    'SELECT server_public_key AS key, body, content_check AS contentCheck FROM former_servers ORDER BY server_public_key',
  );
  const listOrganisations = (): OrganisationServer[] =>
    organisations.all().map(({ id, serverPublicKey, contentCheck }) => {
      requireCheck([id, serverPublicKey], contentCheck);
      return { id, serverPublicKey };
    });
  return {
    enter: ({ id, serverPublicKey }) => void enter.run(id, serverPublicKey, checkOf([id, serverPublicKey])),
    serverOf: (organisationId) => listOrganisations().find(({ id }) => id === organisationId)?.serverPublicKey ?? null,
    organisationsOf: (key) =>
      listOrganisations()
        .filter(({ serverPublicKey }) => serverPublicKey === key)
        .map(({ id }) => id),
    keepFormer(server) {
      const body = JSON.stringify(server);
      keep.run(server.serverPublicKey, body, checkOf([server.serverPublicKey, body]));
    },
    listOrganisations,
    listFormer: () =>
      former.all().map(({ key, body, contentCheck }) => {
        requireCheck([key, body], contentCheck);
        const parsed = formerServerSchema.safeParse(JSON.parse(body));
        if (!parsed.success) throw new StorageFailure('damaged');
        return parsed.data;
      }),
  };
}
