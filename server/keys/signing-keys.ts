import { randomInt } from 'node:crypto';
import type { Instant } from '#shared/domain/instant.ts';
import { fromBase64url, toBase64url } from '#shared/sealing/bytes.ts';
import { createSigner, generateSigningKey, type Signer, type StoredSigningKey } from '#shared/sealing/signing.ts';
import type { KeyDatabase } from './key-database.ts';
import type { Wrapper } from './wrapping.ts';

type Purpose = 'server' | 'pass';

interface Row {
  readonly id: string;
  readonly pass_key_id: number | null;
  readonly public_key: string;
  readonly wrapped: Uint8Array;
}

export interface SigningKeys {
  readonly server: Signer;
  readonly pass: Signer & { readonly keyId: number };
  /** Every key that signed passes which may still be valid. */
  readonly passKeys: ReadonlyArray<{ readonly keyId: number; readonly publicKey: string }>;
}

/** What a new key store starts with. */
export async function makeFirstSigningKeys(): Promise<Record<Purpose, StoredSigningKey>> {
  return { server: await generateSigningKey(), pass: await generateSigningKey() };
}

export function insertSigningKeys(
  db: KeyDatabase,
  wrapper: Wrapper,
  keys: Record<Purpose, StoredSigningKey>,
  now: Instant,
): void {
  const insert = db.prepare(
    'insert into signing_keys (id, purpose, pass_key_id, public_key, wrapped, created_at) values (?, ?, ?, ?, ?, ?)',
  );
  for (const purpose of ['server', 'pass'] as const) {
    const key = keys[purpose];
    const passKeyId = purpose === 'pass' ? randomInt(1, 0xffff_ffff) : null;
    const id = `${purpose}-${key.publicKey.slice(0, 8)}`;
    insert.run(id, purpose, passKeyId, key.publicKey, wrapper.wrap(id, fromBase64url(key.privateKey)), now);
  }
}

export async function openSigningKeys(db: KeyDatabase, wrapper: Wrapper): Promise<SigningKeys> {
  const rowsOf = (purpose: Purpose): Row[] =>
    db
      .prepare<[string], Row>(
        `select id, pass_key_id, public_key, wrapped from signing_keys
         where purpose = ? and retired_at is null order by created_at desc`,
      )
      .all(purpose);
  const newest = async (purpose: Purpose): Promise<{ row: Row; signer: Signer }> => {
    const [row] = rowsOf(purpose);
    if (!row) throw new Error(`the key store has no ${purpose} key`);
    const privateKey = toBase64url(wrapper.unwrap(row.id, row.wrapped));
    return { row, signer: await createSigner({ publicKey: row.public_key, privateKey }) };
  };
  const pass = await newest('pass');
  return {
    server: (await newest('server')).signer,
    pass: { ...pass.signer, keyId: pass.row.pass_key_id ?? 0 },
    passKeys: rowsOf('pass').map((row) => ({ keyId: row.pass_key_id ?? 0, publicKey: row.public_key })),
  };
}
