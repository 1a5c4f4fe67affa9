import { join } from 'node:path';
import { type AccountService, createAccountService } from './accounts/service.ts';
import { type ApiTokenService, createApiTokenService } from './api-tokens/service.ts';
import { createHeadKeeper, type HeadKeeper } from './audit/service.ts';
import { type AuditViewService, createAuditViewService } from './audit-view/service.ts';
import { applyRevocations } from './backup/apply-revocations.ts';
import { type ClaimService, createClaimService } from './claims/service.ts';
import type { Clock } from './config/clock.ts';
import type { Config } from './config/config.ts';
import { createDeclarationService, type DeclarationService } from './declarations/service.ts';
import { createDoorService, type DoorService } from './doors/service.ts';
import { createExportService, type ExportService } from './exports/service.ts';
import type { Foundation } from './foundation.ts';
import { createImportService, type ImportService } from './imports/service.ts';
import { createIncidentService, type IncidentService } from './incidents/service.ts';
import { createInspectionService, type InspectionService } from './inspections/service.ts';
import type { KeyService } from './keys/service.ts';
import { type AlertWatch, createAlertWatch } from './kiosks/alert-watch.ts';
import { createKioskService, type KioskService } from './kiosks/service.ts';
import { createMailer } from './mail/service.ts';
import { createNoticeService, type NoticeService } from './notices/service.ts';
import { createPassService, type PassService } from './passes/service.ts';
import { createPosterService, type PosterService } from './posters/service.ts';
import { createPresenceService, type PresenceService, replanEnds } from './presence/service.ts';
import { createQuarantineService, type QuarantineService } from './quarantine/service.ts';
import { createReminderService, type ReminderService } from './reminders/service.ts';
import { createRetentionService, type RetentionService } from './retention/service.ts';
import { createRightsService, type RightsService } from './rights/service.ts';
import { createSettingsService, type SettingsService } from './settings/service.ts';
import { createStaffCardService, type StaffCardService } from './staff-cards/service.ts';
import type { Store } from './store/access.ts';
import { createSyncService, type SyncService } from './sync/service.ts';
import { prepareUnits } from './units/service.ts';
import { createUpdateService, type UpdateService } from './updates/service.ts';
import { createVenueService, type VenueService } from './venues/service.ts';
import { createVisitorService, type VisitorService } from './visitor/service.ts';
import { createVisitService, type VisitService } from './visits/service.ts';
import { createWardService, type WardService } from './ward/service.ts';
import { createWardCaseService, type WardCaseService } from './ward-cases/service.ts';
import { createWardReportService, type WardReportService } from './ward-reports/service.ts';
import { createWebhookService, type WebhookService } from './webhooks/service.ts';

/** Every feature of the server, for its routes and for the admin commands. */
export interface Services {
  readonly config: Config;
  readonly clock: Clock;
  readonly store: Store;
  readonly keys: KeyService;
  readonly accounts: AccountService;
  readonly alertWatch: AlertWatch;
  readonly auditHeads: HeadKeeper;
  readonly auditView: AuditViewService;
  readonly apiTokens: ApiTokenService;
  readonly incidents: IncidentService;
  readonly webhooks: WebhookService;
  readonly declarations: DeclarationService;
  readonly doors: DoorService;
  readonly exports: ExportService;
  readonly imports: ImportService;
  readonly kiosks: KioskService;
  readonly notices: NoticeService;
  readonly passes: PassService;
  readonly posters: PosterService;
  readonly presence: PresenceService;
  readonly staffCards: StaffCardService;
  readonly quarantine: QuarantineService;
  readonly retention: RetentionService;
  readonly rights: RightsService;
  readonly settings: SettingsService;
  readonly sync: SyncService;
  readonly updates: UpdateService;
  readonly venues: VenueService;
  readonly visitor: VisitorService;
  readonly visits: VisitService;
  readonly ward: WardService;
  readonly reminders: ReminderService;
  readonly inspections: InspectionService;
  readonly wardCases: WardCaseService;
  readonly wardReports: WardReportService;
  readonly claims: ClaimService;
}

/** Puts the features on their foundation and what a new deployment starts with into its database. */
export async function createServices(
  foundation: Foundation,
  onProblem = (_error: unknown, _what?: string): void => undefined,
): Promise<Services> {
  const { config, clock, store, keys, publicOrigin, serverEpoch } = foundation;
  const { timeZone, rateFactor } = config;
  const base = { store, clock, keys };
  const venues = createVenueService({ store, clock, timeZone, publicOrigin });
  const imports = createImportService({ ...base, venues, timeZone });
  const declarations = createDeclarationService({ store, clock });
  const retention = createRetentionService({ ...base, timeZone });
  // Before anything is served: this may be an older copy of the database.
  await retention.applyErasures();
  await applyRevocations(base);
  await prepareUnits(store);
  await declarations.prepare();
  const mailer = config.mail && createMailer(config.mail);
  const accounts = createAccountService({ ...base, venues, publicOrigin, onProblem, mailer });
  const passes = createPassService({ ...base, declarations });
  const auditHeads = createHeadKeeper({ ...base, serverEpoch });
  const questions = declarations;
  const kiosks = createKioskService({ ...base, publicOrigin, timeZone, questions, auditHeads, serverEpoch });
  const updates = createUpdateService(config.dataDir);
  const sync = createSyncService({ ...base, kiosks, passes, timeZone, updates, rateFactor });
  const quarantine = createQuarantineService({ store, clock, kiosks, sync });
  const posters = createPosterService({ store, clock, venues, folder: join(config.dataDir, 'posters') });
  const settings = createSettingsService({ store, clock, canMail: mailer !== null });
  const visitor = createVisitorService({ ...base, posters, declarations, settings, sync, timeZone });
  const doors = createDoorService({ store, clock, timeZone, replanEnds });
  const notices = createNoticeService({ store, clock });
  const alertWatch = createAlertWatch({ store, clock, timeZone, publicOrigin, mailer, onProblem });
  const staffCards = createStaffCardService({ ...base, timeZone });
  const visits = createVisitService({ ...base, timeZone, doors, feed: sync.feed });
  const presence = createPresenceService({ ...base, sync, doors, declarations, timeZone });
  const exports = createExportService({
    ...{ ...base, timeZone, accounts, venues },
    dataDir: config.dataDir,
    onProblem: (error) => onProblem(error, 'an export failed'),
  });
  const ward = createWardService({ store, clock, timeZone });
  const reminders = createReminderService({ store, clock, ward, publicOrigin, mailer: mailer ?? null, onProblem });
  const inspections = createInspectionService({ store, clock, ward });
  const wardCases = createWardCaseService({ store, clock, ward });
  const wardReports = createWardReportService({ store, clock, timeZone, ward });
  const claims = createClaimService({ store, clock, publicOrigin, accounts, venues, posters, ward });
  const auditView = createAuditViewService({ ...base, timeZone });
  const rights = createRightsService({
    ...base,
    retention,
    sync,
    auditView,
    declarations,
    timeZone,
    holidays: config.holidays,
  });
  return {
    auditView,
    apiTokens: createApiTokenService(base),
    incidents: createIncidentService({ ...base, timeZone }),
    webhooks: createWebhookService({ ...base, feed: sync.feed, doors, allowPrivate: config.webhooksToPrivate }),
    rights,
    ward,
    inspections,
    wardCases,
    wardReports,
    claims,
    reminders,
    alertWatch,
    auditHeads,
    notices,
    settings,
    doors,
    presence,
    staffCards,
    config,
    clock,
    store,
    keys,
    accounts,
    declarations,
    exports,
    imports,
    kiosks,
    passes,
    posters,
    quarantine,
    retention,
    sync,
    updates,
    venues,
    visitor,
    visits,
  };
}
