import { describe, expect, it } from 'vitest';
import { createApp } from './app.ts';
import { defineRoute, noOutput, type Route } from './define-route.ts';
import type { RouteRunner } from './run-route.ts';

const declaration = {
  method: 'GET',
  path: '/api/x',
  summary: 'x',
  auth: 'public',
  input: {},
  output: noOutput,
  limits: { bodyBytes: 0, rate: 'read' },
  handler: async () => undefined,
} as const;

describe('a route without a policy', () => {
  it.each([undefined, null, 'anyone', {}, { session: 'none' }, { roles: [], scope: 'venue' }, { roles: ['owner'] }])(
    'cannot be declared: %j',
    (auth) => {
      const { auth: _, ...rest } = declaration;
      const broken = { ...rest, auth } as unknown as typeof declaration;
      expect(() => defineRoute(broken)).toThrow('does not say who may call it');
    },
  );

  it('is not mounted when it was not declared: the server does not start', () => {
    const stray = { ...declaration, status: 200, trustedOutput: false } as unknown as Route;
    const settings = {
      https: false,
      behindProxy: false,
      pages: { portal: '/nowhere', visitor: '/nowhere' },
      origin: () => 'http://127.0.0.1:1',
      isReady: async () => true,
    };
    // Nothing of it is asked for before the routes are looked at.
    const runner = { log: { info: () => undefined } } as unknown as RouteRunner;
    expect(() => createApp(runner, [stray], settings)).toThrow('not made by defineRoute: GET /api/x');
    expect(() => createApp(runner, [defineRoute(declaration)], settings)).not.toThrow();
  });
});
