import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const SOURCES = '{server,shared,kiosk,venue-portal,print}/**/*.{ts,tsx}';
const isOfTests = (path: string): boolean =>
  /\.test\.tsx?$|\/testing\/|bench|simulated-kiosk|node_modules|dist\//.test(path);
const sources = globSync(SOURCES, { cwd: ROOT })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !isOfTests(path))
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
const inventory = readFileSync(join(ROOT, 'docs/cryptography.md'), 'utf8');

const using = (primitive: RegExp): string[] =>
  sources.flatMap(({ path, text }) => (primitive.test(text) ? [path] : [])).toSorted();
const KEYED =
  /\b(?:create(?:Hmac|Cipheriv|Decipheriv|SecretKey|PrivateKey|PublicKey|Sign|Verify)\b|subtle\.(?:encrypt|decrypt|sign|verify|importKey|deriveBits|deriveKey)|(?:scrypt|pbkdf2|hkdf)(?:Sync)?\()|from '(?:@node-rs\/argon2|@hpke\/core|@simplewebauthn\/server)'/;

describe('docs/cryptography.md', () => {
  it('names every file that uses a key, and no other', () => {
    const named = [...inventory.matchAll(/`([\w./-]+\.tsx?)`/g)].map(([, path = '']) => path);
    expect(sources.length).toBeGreaterThan(500);
    expect([...new Set(named)].toSorted()).toEqual(using(KEYED));
  });
});

describe('primitives', () => {
  it('are SHA-256 and AES-256-GCM alone, but for the codes of authenticator apps', () => {
    const hashes = using(/create(?:Hash|Hmac)\((?!'sha256')/);
    expect(hashes).toEqual(['server/accounts/totp.ts']);
    const algorithms = sources.flatMap(
      ({ text }) => text.match(/'(?:aes-\d|des-|rc4|chacha20|bf-|camellia)[\w-]*'/gi) ?? [],
    );
    expect([...new Set(algorithms)].map((name) => name.toLowerCase())).toEqual(["'aes-256-gcm'"]);
  });

  it('take no chance from Math.random but for waits', () => {
    expect(using(/Math\.random/)).toEqual(['kiosk/sync/sync-loop.ts', 'server/webhooks/delivery.ts']);
  });
});
