import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import { defineRoute, isDeclared, type Route } from './define-route.ts';
import { describeApi, OPENAPI_PATH } from './openapi.ts';
import { requireOwnSite } from './own-site.ts';
import { type PageFolders, servePages } from './pages.ts';
import { type Refusal, refuse } from './refusal.ts';
import { logRequests } from './request-log.ts';
import { requireHttps } from './require-https.ts';
import { type RouteRunner, runRoute } from './run-route.ts';
import { securityHeaders } from './security-headers.ts';
import { sendRefusal } from './send-answer.ts';

export interface AppSettings {
  /** The server is reached over https: secure cookies, HSTS. */
  readonly https: boolean;
  /** A proxy on this machine says whom it speaks for. */
  readonly behindProxy: boolean;
  readonly pages: PageFolders;
  /** Where this server is reached, for documents. */
  readonly origin: () => string;
  readonly isReady: () => Promise<boolean>;
}

/** Deny by default: what is no declared route, page or file is a problem 404, a wrong method 405. */
export function createApp(runner: RouteRunner, features: readonly Route[], settings: AppSettings): Express {
  const routes = [...features, ...createOwnRoutes(features, settings)];
  requireDeclared(routes);
  requireUnique(routes);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.set('query parser', 'simple');
  app.set('trust proxy', settings.behindProxy ? 'loopback' : false);
  app.use(logRequests(runner.log), ...securityHeaders(settings.https), requireOwnSite(settings.origin));
  if (settings.https) app.use(requireHttps(settings.origin));
  for (const path of new Set(routes.map((route) => route.path))) {
    mountPath(
      app,
      runner,
      path,
      routes.filter((route) => route.path === path),
    );
  }
  servePages(app, settings.pages);
  app.use((_req: Request, res: Response) => sendRefusal(res, refuse('not-found'), res.locals['requestId']));
  app.use(handleError(runner));
  return app;
}

function mountPath(app: Express, runner: RouteRunner, path: string, routes: readonly Route[]): void {
  const mounted = app.route(path);
  const refuseMethod = (_req: Request, res: Response) => {
    res.locals['route'] = path;
    res.setHeader('Allow', routes.map((route) => route.method).join(', '));
    return sendRefusal(res, refuse('method-not-allowed'), res.locals['requestId']);
  };
  // A file that is fetched once must not be spent, nor a stream be kept open, by a request that gets nothing of it.
  if (routes.some(isStreamed)) mounted.head(refuseMethod);
  for (const route of routes) {
    const method = route.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    mounted[method]((req: Request, res: Response) => {
      res.locals['route'] = route.path;
      return runRoute(runner, route, req, res);
    });
  }
  mounted.all(refuseMethod);
}

const isStreamed = ({ output }: Route): boolean =>
  'kind' in output && (output.kind === 'file' || output.kind === 'events');

/** Only what Express itself throws arrives here: a path that cannot be decoded, a file name too long. */
function handleError(runner: RouteRunner) {
  return (error: unknown, _req: Request, res: Response, next: NextFunction): void => {
    if (res.headersSent) return next(error);
    void sendRefusal(res, refusalFor(runner, error), res.locals['requestId']);
  };
}

function refusalFor(runner: RouteRunner, error: unknown): Refusal {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  if (status >= 400 && status < 500) return refuse('not-found');
  runner.log.error({ err: error }, 'request failed');
  return refuse('internal');
}

const statusSchema = z.strictObject({ status: z.enum(['ok', 'ready']) });

function createOwnRoutes(features: readonly Route[], settings: AppSettings): Route[] {
  const common = { method: 'GET', auth: 'public', input: {}, limits: { bodyBytes: 0, rate: 'read' } } as const;
  const own: Route[] = [
    defineRoute({
      ...common,
      path: '/healthz',
      summary: 'The process runs',
      output: statusSchema,
      handler: async () => ({ status: 'ok' as const }),
    }),
    defineRoute({
      ...common,
      path: '/readyz',
      summary: 'The database answers and the keys are open',
      output: statusSchema,
      handler: async () => ((await settings.isReady()) ? { status: 'ready' as const } : refuse('unavailable')),
    }),
    defineRoute({
      ...common,
      path: OPENAPI_PATH,
      summary: 'This document',
      output: z.record(z.string(), z.unknown()),
      handler: async () => describeApi([...features, ...own], settings.origin()),
    }),
  ];
  return own;
}

/** A route without a policy must not even start. */
function requireDeclared(routes: readonly Route[]): void {
  const stray = routes.find((route) => !isDeclared(route));
  if (stray) throw new Error(`not made by defineRoute: ${stray.method} ${stray.path}`);
}

function requireUnique(routes: readonly Route[]): void {
  const names = routes.map((route) => `${route.method} ${route.path}`);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`declared twice: ${twice}`);
}
