import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** For every answer; what answers with a page adds the page's own policy. */
export function securityHeaders(https: boolean): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
      crossOriginEmbedderPolicy: false,
      referrerPolicy: { policy: 'no-referrer' },
      strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
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

/** A service worker's own policy: it fetches what the page would, and does nothing else. */
export const WORKER_POLICY = "default-src 'none'; connect-src 'self'";
