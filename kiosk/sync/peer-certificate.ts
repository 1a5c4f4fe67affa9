import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { getCACertificates, type TLSSocket } from 'node:tls';
import type { Clock } from '#kiosk/core/ports.ts';
import type { Instant } from '#shared/domain/instant.ts';

/** A certificate that is the server's in all but, perhaps, its dates. */
export interface PeerCertificate {
  /** When all that vouches for it is valid. */
  readonly from: Instant;
  readonly to: Instant;
  /** By this machine's wall clock, right or wrong. */
  readonly isInDateByWallClock: boolean;
}

const DATE_ERRORS = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'];

/**
 * What was presented in a handshake that OpenSSL judged by the wall clock. It reports one error of a chain alone, and one of
 * the dates hides that nobody known vouches for it; so where it speaks of dates, all else is judged here once more.
 *
 * @param host that was asked for, a name or an address. @returns null: not the server's, whatever the time is.
 */
export function readPeerCertificate(socket: TLSSocket, host: string): PeerCertificate | null {
  const leaf = socket.getPeerX509Certificate();
  if (leaf === undefined) return null;
  if (socket.authorized) return { ...validityOf([leaf]), isInDateByWallClock: true };
  if (!DATE_ERRORS.includes(String(socket.authorizationError))) return null;
  if (!isFor(leaf, host)) return null;
  const path = findTrustedPath(leaf, getCACertificates('default'));
  return path && { ...validityOf(path), isInDateByWallClock: false };
}

/**
 * SYNC-SPEC T5. The wall clock alone is enough only where no server ever spoke; where a time is known, it must agree, and where
 * that is well known, it decides.
 */
export function isInDate(
  { from, to, isInDateByWallClock }: PeerCertificate,
  { at, evidence }: ReturnType<Clock['estimate']>,
): boolean {
  if (evidence.offsetMs === null) return isInDateByWallClock;
  return from <= at && at <= to && (isInDateByWallClock || evidence.trust !== 'untrusted');
}

/** RFC 9525: by its alternative names alone. */
const isFor = (leaf: X509Certificate, host: string): boolean =>
  (isIP(host) === 0
    ? leaf.checkHost(host, { subject: 'never', partialWildcards: false, wildcards: true })
    : leaf.checkIP(host)) !== undefined;

const validityOf = (path: readonly X509Certificate[]): { readonly from: Instant; readonly to: Instant } => ({
  from: Math.max(...path.map(({ validFromDate }) => validFromDate.getTime())),
  to: Math.min(...path.map(({ validToDate }) => validToDate.getTime())),
});

/** Leaf, two intermediates and their cross-signed kin: longer ones do not occur. */
const MAX_PATH = 6;

/**
 * RFC 5280, 6.1 without the dates, and stricter where it is simpler: the chain in its order (RFC 8446, 4.4.2), no name constraints,
 * no SHA-1. Whatever is unusual is refused.
 *
 * @param anchors PEM. @returns from the leaf to the anchor; null: nobody trusted vouches for it.
 */
function findTrustedPath(leaf: X509Certificate, anchors: readonly string[]): X509Certificate[] | null {
  const roots = anchors.map((pem) => new X509Certificate(pem)).filter((root) => root.checkIssued(root));
  const path: X509Certificate[] = [];
  let current: X509Certificate | undefined = leaf;
  while (current !== undefined && path.length < MAX_PATH) {
    const { fingerprint256 } = current;
    if (roots.some((root) => root.fingerprint256 === fingerprint256))
      return isUsual(current) ? [...path, current] : null;
    if (!isUsual(current)) return null;
    path.push(current);
    const child: X509Certificate = current;
    const root = roots.find((candidate) => isIssuedBy(child, candidate));
    if (root !== undefined) return [...path, root];
    const next: X509Certificate | undefined = child.issuerCertificate;
    current = next !== undefined && isIssuedBy(child, next) ? next : undefined;
  }
  return null;
}

const isIssuedBy = (child: X509Certificate, issuer: X509Certificate): boolean =>
  issuer.ca && child.checkIssued(issuer) && child.verify(issuer.publicKey);

/** Object identifiers, encoded: MD5 and SHA-1 with RSA, SHA-1 with ECDSA, and the extension of name constraints. */
const REFUSED = ['2a864886f70d010104', '2a864886f70d010105', '2a8648ce3d0401', '551d1e'].map((hex) => {
  const content = Buffer.from(hex, 'hex');
  return Buffer.concat([Buffer.from([0x06, content.length]), content]);
});
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const MIN_RSA_BITS = 2_048;

function isUsual({ raw, keyUsage, publicKey }: X509Certificate): boolean {
  // Node types it as always there; a certificate for any use has none.
  const uses = keyUsage as readonly string[] | undefined;
  const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? MIN_RSA_BITS;
  return (
    bits >= MIN_RSA_BITS &&
    (uses === undefined || uses.includes(SERVER_AUTH)) &&
    !REFUSED.some((identifier) => raw.includes(identifier))
  );
}
