import { z } from 'zod';
import { PORTAL_API, unitListSchema } from '#shared/contract/portal-api.ts';
import { communeMatchesSchema, communeSearchSchema } from '#shared/contract/portal-venues.ts';
import type { Clock } from '../config/clock.ts';
import { defineRoute, type Route } from '../http/define-route.ts';
import type { Store } from '../store/access.ts';
import { createFinderKeeper, listCommunes, listProvinces } from './service.ts';
import type { AdministrativeUnit } from './unit-csv.ts';

/** More than a person reads before typing on. */
const MAX_MATCHES = 20;

const viewUnit = ({ code, name }: AdministrativeUnit) => ({ code, name });

export function unitRoutes({ store, clock }: { readonly store: Store; readonly clock: Clock }): Route[] {
  const openFinder = createFinderKeeper(store.read, () => clock.today());
  const common = {
    method: 'GET',
    auth: 'public',
    output: unitListSchema,
    limits: { bodyBytes: 0, rate: 'read' },
  } as const;
  return [
    defineRoute({
      ...common,
      path: `${PORTAL_API}/units/provinces`,
      summary: 'The provinces of today',
      input: {},
      handler: async () => ({ units: (await listProvinces(store.read, clock.today())).map(viewUnit) }),
    }),
    defineRoute({
      ...common,
      path: `${PORTAL_API}/units/communes`,
      summary: 'The communes of a province, as of today',
      input: { query: z.strictObject({ province: z.string().regex(/^\d{2}$/) }) },
      handler: async ({ query }) => ({
        units: (await listCommunes(store.read, query.province, clock.today())).map(viewUnit),
      }),
    }),
    defineRoute({
      ...common,
      path: `${PORTAL_API}/units/communes/search`,
      summary: 'Communes of today by what people call them, names of before among them; the nearest first',
      input: { query: communeSearchSchema },
      output: communeMatchesSchema,
      handler: async ({ query }) => ({
        communes: (await openFinder())
          .find(query.typed, query.near ?? null, MAX_MATCHES)
          .map(({ code, name, provinceCode, provinceName, formerly }) => ({
            ...{ code, name, provinceCode, provinceName, formerly },
          })),
      }),
    }),
  ];
}
