import { randomBytes, randomUUID } from 'node:crypto';
import type { Route } from '#server/http/define-route.ts';

export const paramsOf = ({ path }: Pick<Route, 'path'>): string[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);

/** @throws Error for a parameter nobody planted a thing for: the matrix would pass without having looked. */
export function addressOf(route: Pick<Route, 'path'>, ids: Readonly<Record<string, string>>): string {
  return route.path.replace(/:(\w+)/g, (_all, name: string) => {
    const id = ids[name];
    if (id === undefined) throw new Error(`${route.path}: plant a thing for :${name} in support/world.ts`);
    return id;
  });
}

/** Ids like the planted ones, of nothing. */
export const idsOfNothing = (ids: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.keys(ids).map((name) => [name, name === 'code' ? randomBytes(16).toString('base64url') : randomUUID()]),
  );
