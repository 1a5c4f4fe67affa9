import { accountRoutes } from './accounts/routes.ts';
import { declarationRoutes } from './declarations/routes.ts';
import { doorRoutes } from './doors/routes.ts';
import { exportRoutes } from './exports/routes.ts';
import type { Route } from './http/define-route.ts';
import { kioskRoutes } from './kiosks/routes.ts';
import { passRoutes } from './passes/routes.ts';
import { posterRoutes } from './posters/routes.ts';
import { presenceRoutes } from './presence/routes.ts';
import { quarantineRoutes } from './quarantine/routes.ts';
import type { Services } from './services.ts';
import { staffCardRoutes } from './staff-cards/routes.ts';
import { syncRoutes } from './sync/routes.ts';
import { unitRoutes } from './units/routes.ts';
import { updateRoutes } from './updates/routes.ts';
import { venueRoutes } from './venues/routes.ts';
import { visitorRoutes } from './visitor/routes.ts';
import { visitRoutes } from './visits/routes.ts';

/** What the server answers, besides pages and health. */
export const createRoutes = (services: Services): Route[] => [
  ...accountRoutes(services.accounts),
  ...declarationRoutes(services.declarations),
  ...doorRoutes(services.doors),
  ...exportRoutes(services.exports),
  ...kioskRoutes(services.kiosks),
  ...passRoutes(services.passes),
  ...posterRoutes(services.posters),
  ...presenceRoutes(services.presence),
  ...quarantineRoutes(services.quarantine),
  ...staffCardRoutes(services.staffCards),
  ...syncRoutes(services.sync),
  ...updateRoutes(services.updates),
  ...unitRoutes(services),
  ...venueRoutes(services.venues),
  ...visitorRoutes(services.visitor),
  ...visitRoutes(services.visits, services.accounts),
];
