import { type Bytes, fromBase64url, fromUtf8, toBase64url, utf8 } from './bytes.ts';

/** An Ed25519 key pair (RFC 8032) at rest: PKCS #8 and raw public key, base64url. */
export interface StoredSigningKey {
  readonly privateKey: string;
  readonly publicKey: string;
}

export interface Signer {
  /** Raw Ed25519 public key, base64url. */
  readonly publicKey: string;
  /** @returns 64 bytes. */
  sign(message: Bytes): Promise<Bytes>;
}

export interface Verifier {
  verify(message: Bytes, signature: Bytes): Promise<boolean>;
}

export async function generateSigningKey(): Promise<StoredSigningKey> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  return {
    privateKey: toBase64url(new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))),
    publicKey: toBase64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))),
  };
}

/** @throws when the stored key is damaged. */
export async function createSigner(stored: StoredSigningKey): Promise<Signer> {
  const key = await crypto.subtle.importKey('pkcs8', fromBase64url(stored.privateKey), 'Ed25519', false, ['sign']);
  return {
    publicKey: stored.publicKey,
    sign: async (message) => new Uint8Array(await crypto.subtle.sign('Ed25519', key, message)),
  };
}

/** @param publicKey raw Ed25519 public key, base64url. @throws when it is none. */
export async function createVerifier(publicKey: string): Promise<Verifier> {
  const key = await crypto.subtle.importKey('raw', fromBase64url(publicKey), 'Ed25519', false, ['verify']);
  return { verify: (message, signature) => crypto.subtle.verify('Ed25519', key, signature, message) };
}

/** A JSON document and its signature in one line: `base64url(JSON).base64url(signature over label NUL JSON)`. */
export async function signDocument(signer: Signer, label: string, payload: unknown): Promise<string> {
  const json = utf8(JSON.stringify(payload));
  return `${toBase64url(json)}.${toBase64url(await signer.sign(labelled(label, json)))}`;
}

/** @returns the payload, still to be parsed by its schema, or null when the signature is not this key's or the form is off. */
export async function verifyDocument(verifier: Verifier, label: string, text: string): Promise<unknown> {
  const [body, signature, ...rest] = text.split('.');
  if (!body || !signature || rest.length > 0) return null;
  try {
    const json = fromBase64url(body);
    const genuine = await verifier.verify(labelled(label, json), fromBase64url(signature));
    return genuine ? JSON.parse(fromUtf8(json)) : null;
  } catch {
    return null;
  }
}

function labelled(label: string, bytes: Bytes): Bytes {
  const prefix = utf8(`${label}\0`);
  const joined = new Uint8Array(prefix.length + bytes.length);
  joined.set(prefix);
  joined.set(bytes, prefix.length);
  return joined;
}
