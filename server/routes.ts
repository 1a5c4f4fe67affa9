import { officerRoutes } from './accounts/officer-routes.ts';
import { accountRoutes } from './accounts/routes.ts';
import { apiTokenRoutes, openApiRoutes } from './api-tokens/routes.ts';
import { auditRoutes } from './audit-view/routes.ts';
import { claimRoutes } from './claims/routes.ts';
import { closureRoutes } from './closures/routes.ts';
import { declarationRoutes } from './declarations/routes.ts';
import { doorRoutes } from './doors/routes.ts';
import { exportRoutes } from './exports/routes.ts';
import type { Route } from './http/define-route.ts';
import { importRoutes } from './imports/routes.ts';
import { incidentRoutes } from './incidents/routes.ts';
import { inspectionRoutes } from './inspections/routes.ts';
import { kioskRoutes } from './kiosks/routes.ts';
import { noticeRoutes } from './notices/routes.ts';
import { passRoutes } from './passes/routes.ts';
import { posterRoutes } from './posters/routes.ts';
import { presenceRoutes } from './presence/routes.ts';
import { quarantineRoutes } from './quarantine/routes.ts';
import { reminderRoutes } from './reminders/routes.ts';
import { rightsRoutes } from './rights/routes.ts';
import type { Services } from './services.ts';
import { settingsRoutes } from './settings/routes.ts';
import { staffCardRoutes } from './staff-cards/routes.ts';
import { syncRoutes } from './sync/routes.ts';
import { unitRoutes } from './units/routes.ts';
import { updateRoutes } from './updates/routes.ts';
import { venueRoutes } from './venues/routes.ts';
import { visitorRoutes } from './visitor/routes.ts';
import { visitRoutes } from './visits/routes.ts';
import { wardRoutes } from './ward/routes.ts';
import { wardCaseRoutes } from './ward-cases/routes.ts';
import { wardReportRoutes } from './ward-reports/routes.ts';
import { webhookRoutes } from './webhooks/routes.ts';

/** What the server answers, besides pages and health. */
export const createRoutes = (services: Services): Route[] => [
  ...accountRoutes(services.accounts),
  ...auditRoutes(services.auditView),
  ...apiTokenRoutes(services.apiTokens),
  ...openApiRoutes({ ...services, tokens: services.apiTokens }),
  ...incidentRoutes(services.incidents),
  ...webhookRoutes(services.webhooks),
  ...officerRoutes(services.accounts),
  ...wardRoutes(services.ward, services.reminders),
  ...reminderRoutes(services.reminders, services.ward),
  ...inspectionRoutes(services.inspections),
  ...wardCaseRoutes(services.wardCases),
  ...claimRoutes(services.claims),
  ...closureRoutes(services.closures, services.wardCases),
  ...wardReportRoutes(services.wardReports, services.clock),
  ...declarationRoutes(services.declarations),
  ...doorRoutes(services.doors),
  ...exportRoutes(services.exports, services.accounts),
  ...importRoutes(services.imports),
  ...kioskRoutes(services.kiosks, () => services.updates.findNewestVersion()),
  ...noticeRoutes(services.notices),
  ...passRoutes(services.passes),
  ...posterRoutes(services.posters),
  ...presenceRoutes(services.presence),
  ...quarantineRoutes(services.quarantine),
  ...rightsRoutes(services.rights),
  ...settingsRoutes(services.settings),
  ...staffCardRoutes(services.staffCards),
  ...syncRoutes(services.sync),
  ...updateRoutes(services.updates),
  ...unitRoutes(services),
  ...venueRoutes(services.venues),
  ...visitorRoutes(services.visitor),
  ...visitRoutes(services.visits, services.accounts),
];
