import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import express, { type Express, type Request, type Response } from 'express';
import { pagePolicy, WORKER_POLICY } from './security-headers.ts';

/** Built apps; each has an `index.html` and hashed files under `assets/`. */
export interface PageFolders {
  readonly portal: string;
  /** Served under /v/, besides the page itself at /v/:code, /pass and /withdraw. */
  readonly visitor: string;
}

/** Opens the officers' inspection page without a network (venue-portal/offline). */
const SERVICE_WORKER = 'offline-worker.js';

const NONCE_PLACEHOLDER = /__CSP_NONCE__/g;

/** The portal answers every address that is nothing else, since its screens have addresses of their own. */
export function servePages(app: Express, folders: PageFolders): void {
  app.use('/v', staticFiles(folders.visitor));
  app.get(['/v/:code', '/pass', '/withdraw'], (_req, res) => sendPage(res, VISITOR_PAGE, folders.visitor));
  app.use(staticFiles(folders.portal));
  app.get('/{*path}', (req, res, next) => {
    if (isPageRequest(req)) return sendPage(res, PORTAL_PAGE, folders.portal);
    next();
  });
}

const staticFiles = (folder: string) =>
  express.static(folder, {
    index: false,
    redirect: false,
    setHeaders(res, path) {
      res.locals['route'] = 'file';
      const hashed = path.includes('/assets/') || path.includes('\\assets\\');
      res.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      if (path.endsWith('.svg')) res.setHeader('Content-Type', 'image/svg+xml; charset=utf-8');
      if (basename(path) === SERVICE_WORKER) res.setHeader('Content-Security-Policy', WORKER_POLICY);
    },
  });

/** A missing script must not answer with a page: the browser would show a syntax error instead of a 404. */
const isPageRequest = (req: Request): boolean => !req.path.startsWith('/api/') && !/\.\w+$/.test(req.path);

interface Page {
  /** For the log. */
  readonly route: string;
  readonly trustedTypes: Parameters<typeof pagePolicy>[1];
  readonly workers: Parameters<typeof pagePolicy>[2];
}
const PORTAL_PAGE: Page = { route: 'portal page', trustedTypes: 'default', workers: "'self'" };
const VISITOR_PAGE: Page = { route: 'visitor page', trustedTypes: "'none'", workers: "'none'" };

async function sendPage(res: Response, { route, trustedTypes, workers }: Page, folder: string): Promise<void> {
  res.locals['route'] = route;
  const html = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null);
  if (html === null) {
    res.status(503).type('text/plain').send('The pages are not built yet: npm run build\n');
    return;
  }
  const nonce = randomBytes(16).toString('base64');
  res.setHeader('Content-Security-Policy', pagePolicy(nonce, trustedTypes, workers));
  res.setHeader('Cache-Control', 'no-store');
  res.type('html').send(html.replace(NONCE_PLACEHOLDER, nonce));
}
