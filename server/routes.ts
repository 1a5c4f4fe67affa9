import { accountRoutes } from './accounts/routes.ts';
import { exportRoutes } from './exports/routes.ts';
import type { Route } from './http/define-route.ts';
import { kioskRoutes } from './kiosks/routes.ts';
import { passRoutes } from './passes/routes.ts';
import type { Services } from './services.ts';
import { syncRoutes } from './sync/routes.ts';
import { unitRoutes } from './units/routes.ts';
import { venueRoutes } from './venues/routes.ts';
import { visitorRoutes } from './visitor/routes.ts';
import { visitRoutes } from './visits/routes.ts';

/** What the server answers, besides pages and health. */
export const createRoutes = (services: Services): Route[] => [
  ...accountRoutes(services.accounts),
  ...exportRoutes(services.exports),
  ...kioskRoutes(services.kiosks),
  ...passRoutes(services.passes),
  ...syncRoutes(services.sync),
  ...unitRoutes(services),
  ...venueRoutes(services.venues),
  ...visitorRoutes(services.visitor),
  ...visitRoutes(services.visits, services.accounts),
];
