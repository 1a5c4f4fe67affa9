import type { RequestHandler } from 'express';
import { refuse } from './refusal.ts';
import { sendRefusal } from './send-answer.ts';

/**
 * Where people reach the server over https, nothing is said in the open by a proxy that takes plain http as well and tells
 * so (`X-Forwarded-Proto`): pages lead to their https address, while the API refuses, or a program that sends everything in
 * the open would be helped along and never noticed.
 *
 * @param publicOrigin `https://host[:port]`
 */
export const requireHttps =
  (publicOrigin: () => string): RequestHandler =>
  (req, res, next) => {
    // Whoever lies about it has only their own request answered. The first value is the client's own connection.
    const [scheme = ''] = String(req.headers['x-forwarded-proto'] ?? '').split(',');
    if (scheme.trim().toLowerCase() !== 'http') return next();
    const isPage = /^(?:GET|HEAD)$/.test(req.method) && /^\/(?!api\/)/.test(req.originalUrl);
    if (isPage)
      res
        .status(308)
        .location(publicOrigin() + req.originalUrl)
        .end();
    else void sendRefusal(res, refuse('misdirected'), res.locals['requestId']);
  };
