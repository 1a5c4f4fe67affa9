import { z } from 'zod';
import { problemSchema } from '#shared/contract/problem.ts';
import type { Auth, Route, RouteOutput } from './define-route.ts';

export const OPENAPI_PATH = '/api/openapi.json';

type Json = Record<string, unknown>;

/** OpenAPI 3.1, made from the very declarations that are served. */
export function describeApi(routes: readonly Route[], serverUrl: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = openApiPath(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Venue Check-in', version: '1', license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: serverUrl }],
    paths,
    components: {
      schemas: { Problem: toJsonSchema(problemSchema, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-session' },
        token: { type: 'http', scheme: 'bearer', description: 'An API token of the organisation, made in the portal' },
        kiosk: { type: 'apiKey', in: 'header', name: 'Authorization', description: 'Ed25519, SYNC-SPEC R1 to R3' },
      },
    },
  };
}

/** `/venues/:venueId` -> `/venues/{venueId}` */
export const openApiPath = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

function describeRoute(route: Route): Json {
  const { input, summary, auth } = route;
  return {
    summary,
    security: securityOf(auth),
    ...(typeof auth === 'object' && 'roles' in auth && { 'x-roles': auth.roles, 'x-scope': auth.scope }),
    ...(typeof auth === 'object' &&
      'recent' in auth &&
      auth.recent && { 'x-step-up': auth.recent === 'always' ? 'always' : 'by body' }),
    parameters: [...parametersOf('path', input.params), ...parametersOf('query', input.query)],
    ...(input.body && {
      requestBody: { required: true, content: { 'application/json': { schema: toJsonSchema(input.body, 'input') } } },
    }),
    responses: {
      [route.status]: { description: 'OK', ...describeOutput(route.output) },
      default: {
        description: 'Problem, RFC 9457',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function securityOf(auth: Auth): Json[] {
  if (auth === 'public') return [];
  if (auth === 'kiosk' || auth === 'pairing') return [{ kiosk: [] }];
  return 'token' in auth ? [{ token: [auth.token] }] : [{ session: [] }];
}

function parametersOf(place: 'path' | 'query', schema: z.ZodObject | undefined): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = toJsonSchema(schema, 'input') as {
    properties?: Json;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function describeOutput(output: RouteOutput): Json {
  if (!('kind' in output)) return { content: { 'application/json': { schema: toJsonSchema(output, 'output') } } };
  switch (output.kind) {
    case 'nothing':
      return {};
    case 'file':
      return {
        content: Object.fromEntries(
          output.contentTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
        ),
      };
    case 'events':
      return { content: { 'text/event-stream': { schema: toJsonSchema(output.data, 'output') } } };
  }
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    reused: 'inline',
  }) as Json;
  return rest;
}
