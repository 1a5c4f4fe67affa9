/**
 * What the kiosk's screen may do, wherever it is shown: its own scripts and files, its camera, nothing from anywhere else.
 *
 * @param nonce fresh per page; React Aria puts a style element of its own into the page under it.
 */
export const screenPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    // The second code reader is WebAssembly.
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self' blob: mediastream:",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    // The page's own rules and no others: shared/browser/guard-markup.ts.
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');

/** Tells the page its nonce, in the way React Aria looks for it. */
export const withNonce = (html: string, nonce: string): string =>
  html.replace('<head>', `<head><meta property="csp-nonce" nonce="${nonce}">`);
