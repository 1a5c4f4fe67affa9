import { randomBytes } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { type Logger, pino } from 'pino';
import type { Config } from '../config/config.ts';
import { networkOf } from './network.ts';

/** To standard error: standard output carries the one line that says the server is ready. */
export const createLogger = (level: Config['logLevel']): Logger =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }));

/**
 * What is logged of a request: method, pattern, status, time, network; where it was refused also why, and the account or
 * token if one was known. Never the path itself (a poster's code is in it), query, body or whole address.
 */
export function logRequests(log: Logger): (req: Request, res: Response, next: NextFunction) => void {
  return (req, res, next) => {
    const startedAt = performance.now();
    const requestId = randomBytes(9).toString('base64url');
    res.locals['requestId'] = requestId;
    res.setHeader('X-Request-Id', requestId);
    res.on('close', () => {
      log.info({
        method: req.method,
        route: res.locals['route'] ?? 'unknown',
        // As proxies write it: the client left before an answer.
        status: res.headersSent ? res.statusCode : 499,
        ...(res.locals['refused'] && { refused: res.locals['refused'], by: res.locals['by'] }),
        ms: Math.round((performance.now() - startedAt) * 10) / 10,
        net: networkOf(req.ip ?? '', 'log'),
        requestId,
      });
    });
    next();
  };
}
