import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A key and its own certificate for 127.0.0.1, as PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

export const makeKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

export interface Validity {
  readonly from: number;
  readonly to: number;
}

/** A self-signed certificate (RFC 5280) that is valid between two instants; the same key makes one that takes its place. */
export function makeCertificate(key: KeyObject, validity: Validity): Certificate {
  const name = '127.0.0.1';
  return issueCertificate({ key, name, isAuthority: true }, validity, { key, name });
}

interface Subject {
  readonly key: KeyObject;
  readonly name: string;
  /** May vouch for others. */
  readonly isAuthority?: boolean;
  /** IPv4; default: 127.0.0.1. */
  readonly address?: string;
  /** Object identifier of the only thing it may be used for (RFC 5280, 4.2.1.12), encoded. */
  readonly onlyFor?: string;
  /** Says for which addresses it may vouch (RFC 5280, 4.2.1.10): for all, which is nothing usual. */
  readonly isConstrained?: boolean;
}

/** What an issuer vouches for. */
export function issueCertificate(
  { key: privateKey, name, isAuthority = false, address = '127.0.0.1', onlyFor, isConstrained = false }: Subject,
  { from, to }: Validity,
  issuer: { readonly key: KeyObject; readonly name: string },
): Certificate {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
  const addresses = sequence(der(0x87, Buffer.from(address.split('.').map(Number))));
  const everywhere = sequence(der(0xa0, sequence(der(0x87, Buffer.alloc(8)))));
  const extensions = sequence(
    sequence(oid('551d11'), octets(addresses)),
    sequence(oid('551d13'), octets(isAuthority ? sequence(der(0x01, Buffer.from([0xff]))) : sequence())),
    ...(onlyFor === undefined ? [] : [sequence(oid('551d25'), octets(sequence(oid(onlyFor))))]),
    ...(isConstrained ? [sequence(oid('551d1e'), octets(everywhere))] : []),
  );
  const serial = der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)]));
  const validity = sequence(time(from), time(to));
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const names = [commonName(issuer.name), validity, commonName(name)];
  const body = sequence(version, serial, ecdsaWithSha256, ...names, spki, der(0xa3, extensions));
  const signature = bits(sign('sha256', body, issuer.key));
  const cert = toPem('CERTIFICATE', sequence(body, ecdsaWithSha256, signature));
  return { cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

const commonName = (name: string): Buffer => sequence(set(sequence(oid('550403'), der(0x0c, Buffer.from(name)))));

/** One value in ASN.1's distinguished encoding (X.690). */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, Buffer.concat(parts));
const set = (part: Buffer): Buffer => der(0x31, part);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const octets = (content: Buffer): Buffer => der(0x04, content);
const bits = (content: Buffer): Buffer => der(0x03, Buffer.concat([Buffer.from([0]), content]));

/** UTCTime until 2049, GeneralizedTime from then on. */
function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '');
  const isNear = new Date(at).getUTCFullYear() < 2050;
  return isNear ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits));
}

const toPem = (label: string, bytes: Buffer): string =>
  `-----BEGIN ${label}-----\n${(bytes.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${label}-----\n`;
