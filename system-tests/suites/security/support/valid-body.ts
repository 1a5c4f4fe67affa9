import fc from 'fast-check';
import { z } from 'zod';
import type { Route } from '#server/http/define-route.ts';
import { arbitraryOf, type JsonSchema } from './arbitrary-json.ts';

export const schemaOf = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as JsonSchema;

const TRIES = 400;

/** A body the route takes, so that its handler is reached. @throws Error when none is found. */
export const validBody = ({ path, input: { body } }: Pick<Route, 'path' | 'input'>): string | undefined =>
  body && JSON.stringify(findValid(path, body));

/** A query the route takes, with its question mark; empty where none is needed. */
export function validQuery({ path, input: { query } }: Pick<Route, 'path' | 'input'>): string {
  if (!query || query.safeParse({}).success) return '';
  return `?${new URLSearchParams(findValid(path, query) as Record<string, string>)}`;
}

function findValid(path: string, schema: z.ZodType): unknown {
  const found = fc
    .sample(arbitraryOf(schemaOf(schema)), { numRuns: TRIES, seed: 1 })
    .find((value) => schema.safeParse(value).success);
  if (found === undefined) throw new Error(`${path}: nothing found that it takes`);
  return found;
}
