import fc, { type Arbitrary } from 'fast-check';
import type { Route } from '#server/http/define-route.ts';
import { PAIRING_PATH } from '#shared/contract/kiosk-sync.ts';
import { CSRF_HEADER } from '#shared/contract/portal-api.ts';
import { paramsOf } from './address.ts';
import { arbitraryOf } from './arbitrary-json.ts';
import type { Ask } from './ask.ts';
import { hostileText, hostileValue, rawBody, spoil } from './hostile.ts';
import { schemaOf } from './valid-body.ts';
import type { World } from './world.ts';

type Somebody = 'owner' | 'staff' | 'health-officer' | 'admin' | 'nobody' | 'forged';

interface Draft {
  readonly route: Route;
  readonly by: Somebody;
  /** null: the organisation's own thing. */
  readonly params: readonly (string | null)[];
  readonly query: Readonly<Record<string, unknown>>;
  readonly sent: { readonly body?: string | Uint8Array; readonly headers: Readonly<Record<string, string>> };
}

const anybody = fc.oneof(
  { weight: 7, arbitrary: fc.constant<Somebody>('owner') },
  { weight: 3, arbitrary: fc.constantFrom<Somebody>('staff', 'health-officer', 'admin', 'nobody', 'forged') },
);

/** Requests on every route: sound ones, nearly sound ones, and ones that are meant to do harm. */
export const arbitraryDraft = (routes: readonly Route[]): Arbitrary<Draft> =>
  fc.oneof(
    ...routes.map((route) =>
      fc.record({
        route: fc.constant(route),
        by: anybody,
        params: fc.tuple(...paramsOf(route).map(() => fc.option(hostileText, { freq: 3 }))),
        query: arbitraryQuery(route),
        sent: arbitraryBody(route),
      }),
    ),
  );

function arbitraryQuery({ input: { query } }: Route): Arbitrary<Record<string, unknown>> {
  const hostile = fc.dictionary(hostileText, hostileText, { maxKeys: 3 });
  if (!query) return fc.oneof({ weight: 9, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: hostile });
  const sound = arbitraryOf(schemaOf(query)) as Arbitrary<Record<string, unknown>>;
  const spoiled = fc.tuple(sound, fc.nat(9), hostileText).map(([value, at, by]) => spoil(value, by, [at]));
  return fc.oneof(sound, spoiled as Arbitrary<Record<string, unknown>>, hostile);
}

function arbitraryBody({ method, input: { body } }: Route): Arbitrary<Draft['sent']> {
  if (method === 'GET') return fc.constant({ headers: {} });
  const json = (value: unknown): Draft['sent'] => ({ body: JSON.stringify(value) ?? '', headers: {} });
  if (!body) return fc.oneof(fc.constant({ headers: {} }), rawBody);
  const sound = arbitraryOf(schemaOf(body));
  const spoiled = fc.tuple(sound, hostileValue, fc.array(fc.nat(9), { maxLength: 4 }));
  return fc.oneof(
    { weight: 5, arbitrary: sound.map(json) },
    { weight: 7, arbitrary: spoiled.map(([value, by, where]) => json(spoil(value, by, where))) },
    { weight: 2, arbitrary: rawBody },
    { weight: 1, arbitrary: hostileValue.map(json) },
  );
}

/** Not every text can stand in an address: half a surrogate has no UTF-8. */
const encode = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD'));

/** The request as it goes on the wire, from whom it says it is. */
export async function addressTo(world: World, { route, by, params, query, sent }: Draft): Promise<Ask> {
  let index = 0;
  const path = route.path.replace(/:(\w+)/g, (_all, name: string) => {
    const wish = params[index++] ?? null;
    return wish === null || wish === '' ? (world.ours.ids[name] ?? 'x') : encode(wish);
  });
  const pairs = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(String(value))}`);
  const address = pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
  const headers = { 'content-type': 'application/json', [CSRF_HEADER]: '1', ...sent.headers };
  const request = { method: route.method, path: address, headers, ...(sent.body !== undefined && { body: sent.body }) };
  if (typeof route.auth === 'string' && route.auth !== 'public' && by !== 'nobody') return signed(world, request);
  const cookie = cookieOf(world, by === 'owner' && ENDS_SESSIONS.test(route.path) ? 'staff' : by);
  return cookie === null ? request : { ...request, headers: { ...headers, cookie } };
}

/** The staff's sessions end by these: a new organisation for each would take longer than all the requests. */
const ENDS_SESSIONS = /\/sessions\/current$|\/account\/(?:sessions|password)/;

/** As our kiosk signs: so that what is in the body is looked at. */
async function signed({ ours: { kiosk } }: World, request: Ask): Promise<Ask> {
  const named = request.path === PAIRING_PATH ? withKey(request, kiosk.signer.publicKey) : request;
  const text = named.body === undefined ? '' : Buffer.from(named.body).toString();
  return { ...named, headers: { ...named.headers, authorization: await kiosk.authorize(request.path, text) } };
}

function withKey(request: Ask, publicKey: string): Ask {
  const [text] = [Buffer.from(request.body ?? '').toString()];
  return { ...request, body: text.replace(/"publicKey":"[^"]*"/, `"publicKey":"${publicKey}"`) };
}

function cookieOf({ ours, others }: World, by: Somebody): string | null {
  switch (by) {
    case 'owner':
    case 'staff':
      return ours.people.get(by)?.cookie ?? null;
    case 'health-officer':
    case 'admin':
      return others.get(by) ?? null;
    case 'forged':
      return `__Host-session=${'A'.repeat(43)}; session=x; __Host-device=${'%00'.repeat(20)}`;
    case 'nobody':
      return null;
  }
}
