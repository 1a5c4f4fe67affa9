import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Route } from '#server/http/define-route.ts';
import { problemSchema } from '#shared/contract/problem.ts';
import { isShort } from '../suite-length.ts';
import { addressOf, idsOfNothing, paramsOf } from './support/address.ts';
import { ask, type Heard } from './support/ask.ts';
import { oddAddresses } from './support/odd-addresses.ts';
import { listPrincipals, type Principal } from './support/principals.ts';
import { PUBLIC_ROUTES } from './support/public-routes.ts';
import { snapshotOf } from './support/snapshot.ts';
import { validBody, validQuery } from './support/valid-body.ts';
import { plantWorld, type World } from './support/world.ts';

let world: World;
let principals: Principal[];
let theirThings: string;
beforeAll(async () => {
  world = await plantWorld();
  principals = listPrincipals(world);
  theirThings = await snapshotOf(world.test, world.theirs);
});
afterAll(() => world.test.close());

const nameOf = ({ method, path }: Route): string => `${method} ${path}`;
const withIds = (): Route[] => world.routes.filter((route) => paramsOf(route).length > 0 && !isByPosterCode(route));
/** The code on a poster is the right to use it: anybody may, of whatever organisation. */
const isByPosterCode = ({ auth, path }: Route): boolean => auth === 'public' && path.includes('/entrances/:code');
const isForTokens = (auth: Route['auth']): boolean => typeof auth === 'object' && 'token' in auth;
const mayCall = ({ auth }: Route, { name, role }: Principal): boolean =>
  auth === 'public' ||
  (isForTokens(auth) && name === 'token of ours') ||
  (typeof auth === 'object' &&
    !('token' in auth) &&
    role !== null &&
    ('session' in auth || (auth.roles as readonly string[]).includes(role)));

const JSON_TYPE = { 'content-type': 'application/json' };

async function send(route: Route, path: string, by: Principal, method: string = route.method): Promise<Heard> {
  const body = method === 'GET' || method === 'HEAD' ? undefined : validBody(route);
  return ask(world.url, await by.sign({ method, path, headers: JSON_TYPE, ...(body !== undefined && { body }) }));
}

const withoutNonce = (html: string): string => html.replace(/"csp-nonce" content="[^"]*"/, '');

/** What tells one refusal from another, without what is new in each answer. */
function faceOf({ status, headers, text }: Heard): string {
  const { date: _date, 'x-request-id': _id, ...rest } = headers;
  return JSON.stringify([status, rest, text.replace(/"requestId":"[\w-]+"/, '')]);
}

describe('every route', () => {
  it('has a policy, and is public only where somebody decided so', () => {
    const open = world.routes.filter(({ auth }) => auth === 'public').map(nameOf);
    expect(open.filter((name) => !(name in PUBLIC_ROUTES))).toEqual([]);
    for (const route of world.routes) {
      const { auth } = route;
      const declared =
        ['public', 'kiosk', 'pairing'].includes(auth as string) ||
        (typeof auth === 'object' &&
          ('session' in auth ||
            ('token' in auth && auth.token.length > 0) ||
            ('roles' in auth && auth.roles.length > 0 && auth.scope.length > 0)));
      expect([nameOf(route), declared]).toEqual([nameOf(route), true]);
    }
  });

  it('that people sign in for is closed to whoever may not call it', async () => {
    let tried = 0;
    for (const route of world.routes.filter(({ auth }) => typeof auth === 'object')) {
      for (const by of principals.filter((principal) => !mayCall(route, principal))) {
        const { status, text } = await send(route, addressOf(route, world.ours.ids), by);
        const expected = by.role === null || isForTokens(route.auth) ? [401, 'not-signed-in'] : [403, 'not-allowed'];
        expect([nameOf(route), by.name, status, JSON.parse(text).code]).toEqual([nameOf(route), by.name, ...expected]);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(200);
  });

  it('that kiosks sign for is closed to people', async () => {
    for (const route of world.routes.filter(({ auth }) => auth === 'kiosk' || auth === 'pairing')) {
      for (const by of principals.filter(({ name }) => name !== 'kiosk of ours')) {
        const { status } = await send(route, route.path, by);
        expect([nameOf(route), by.name, status]).toEqual([nameOf(route), by.name, 401]);
      }
    }
  });

  it('knows no method but its own, whatever a header asks for', async () => {
    const owner = principals.find(({ role }) => role === 'owner')!;
    for (const path of new Set(world.routes.map((route) => route.path))) {
      const here = world.routes.filter((route) => route.path === path);
      const own = new Set<string>(here.map(({ method }) => method));
      const address = addressOf(here[0]!, world.theirs.ids);
      const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'LOCK'];
      const { sign } = owner;
      for (const method of others.filter((other) => !own.has(other))) {
        const override = { 'x-http-method-override': [...own][0]!, 'x-method-override': [...own][0]! };
        const { status, headers } = await ask(world.url, await sign({ method, path: address, headers: override }));
        expect([method, path, status, headers['access-control-allow-origin']]).toEqual([method, path, 405, undefined]);
      }
    }
  });
});

describe('between organisations', () => {
  it('each thing opens to its own people: what the matrix tries is real', async () => {
    let opened = 0;
    for (const route of withIds().filter(({ method, path }) => method === 'GET' && !path.includes(':exportId'))) {
      for (const by of principals.filter(
        (principal) => mayCall(route, principal) && principal.name.endsWith('of ours'),
      )) {
        const { status } = await send(route, addressOf(route, world.ours.ids) + validQuery(route), by);
        expect([nameOf(route), by.name, status]).toEqual([nameOf(route), by.name, 200]);
        opened += 1;
      }
    }
    expect(opened).toBeGreaterThan(20);
  });

  it('a thing of another is told from a thing that is not there by nobody', async () => {
    let tried = 0;
    for (const route of withIds()) {
      const query = validQuery(route);
      for (const by of principals) {
        const foreign = await send(route, addressOf(route, world.theirs.ids) + query, by);
        const nothing = await send(route, addressOf(route, idsOfNothing(world.theirs.ids)) + query, by);
        expect([nameOf(route), by.name, faceOf(foreign)]).toEqual([nameOf(route), by.name, faceOf(nothing)]);
        expect([nameOf(route), by.name, foreign.status >= 400 && foreign.status < 405]).toEqual([
          nameOf(route),
          by.name,
          true,
        ]);
        expect(foreign.headers['content-type']).toBe('application/problem+json');
        if (mayCall(route, by)) expect([nameOf(route), by.name, foreign.status]).toEqual([nameOf(route), by.name, 404]);
        tried += 2;
      }
    }
    expect(tried).toBeGreaterThan(500);
  });

  it('ids of another in the query or the body of an own request open nothing either', async () => {
    const owner = world.ours.owner;
    const { entranceId } = world.theirs.ids;
    const { venueId } = world.ours.ids;
    const log = await (await owner.call('GET', `/venues/${venueId}/visits?entranceId=${entranceId}`)).json();
    expect(log).toMatchObject({ visits: [] });
  });

  it('a kiosk that names another venue, visit or entrance is kept apart, not believed', async () => {
    const { kiosk } = world.ours;
    const { organisationId, ids } = world.theirs;
    const change = { organisationId, venueId: ids['venueId'], entranceId: ids['entranceId'] } as never;
    const claims = await kiosk.makeRecord({ change });
    const departure = await kiosk.makeRecord({ kind: 'left', visitId: ids['visitId'] as never });
    const { body } = await kiosk.exchange([claims, departure]);
    const { results } = body as { results: { outcome: string; code?: string }[] };
    expect(results[0]).toMatchObject({ outcome: 'quarantined', code: 'foreign-venue' });
  });

  it('no odd way of writing an address leads around it', async () => {
    const owner = principals.find(({ role }) => role === 'owner')!;
    const portal = (await ask(world.url, { method: 'GET', path: '/' })).text;
    // All go through one router: the short form tries every third.
    for (const route of withIds().filter((_route, index) => !isShort || index % 3 === 0)) {
      for (const path of oddAddresses(addressOf(route, world.theirs.ids))) {
        for (const method of route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]) {
          const { status, text, headers } = await send(route, path, owner, method);
          // The portal draws a page of its own for addresses that are nothing else's; there is nothing of anybody in it.
          const isPage = withoutNonce(text) === withoutNonce(portal) || method === 'HEAD';
          const isHarmless =
            (status >= 400 && status < 500) || (headers['content-type']?.includes('text/html') && isPage);
          expect([method, path, status, isHarmless]).toEqual([method, path, status, true]);
        }
      }
    }
  });

  it('all of it changed nothing of theirs', async () => {
    expect(await snapshotOf(world.test, world.theirs)).toBe(theirThings);
  });

  it('says why in words of its own, and nothing else', async () => {
    const [first] = withIds();
    const { text } = await send(first!, addressOf(first!, world.theirs.ids), principals[1]!);
    expect(problemSchema.parse(JSON.parse(text))).toMatchObject({ code: 'not-found' });
    expect(text).not.toContain(world.theirs.ids['venueId']);
  });
});
