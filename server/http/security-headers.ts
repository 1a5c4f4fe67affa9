import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** `base-uri`, `form-action` and `frame-ancestors` do not follow `default-src`; `object-src` does, and is written out for whoever audits. */
const NOTHING = {
  defaultSrc: ["'none'"],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

/** For every answer; what answers with a page adds the page's own policy. */
export function securityHeaders(https: boolean): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: NOTHING },
      crossOriginEmbedderPolicy: false,
      referrerPolicy: { policy: 'no-referrer' },
      strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: true } : false,
      xFrameOptions: { action: 'deny' },
    }),
    (_req, res, next) => {
      res.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=()');
      next();
    },
  ];
}

/**
 * Scripts only from our own files; styles from files and the one tag with this answer's nonce.
 *
 * @param trustedTypes `default` for a page with rules of its own (shared/browser/guard-markup.ts), `'none'` for one that
 * writes no markup at all.
 * @param workers whether it starts workers, from our own files.
 */
export const pagePolicy = (nonce: string, trustedTypes: 'default' | "'none'", workers: "'self'" | "'none'"): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    `worker-src ${workers}`,
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${trustedTypes}`,
  ].join('; ');

/** Of a document that is no page: a viewer may style it (an SVG opened by itself has styles inline), nothing in it runs or loads. */
export const FILE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A service worker's own policy: it fetches what the page would, and does nothing else. */
export const WORKER_POLICY =
  "default-src 'none'; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
