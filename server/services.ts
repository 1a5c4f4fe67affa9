import { join } from 'node:path';
import { type AccountService, createAccountService } from './accounts/service.ts';
import { type ApiTokenService, createApiTokenService } from './api-tokens/service.ts';
import { createHeadKeeper, type HeadKeeper } from './audit/service.ts';
import { type AuditViewService, createAuditViewService } from './audit-view/service.ts';
import { applyRevocations } from './backup/apply-revocations.ts';
import { type ClaimService, createClaimService } from './claims/service.ts';
import { type ClosureService, createClosureService } from './closures/service.ts';
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
import { createMailer, type Mailer } from './mail/service.ts';
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
  readonly closures: ClosureService;
}

/** @param what a few words for the log; without them a letter was not sent. */
type OnProblem = (error: unknown, what?: string) => void;

/** Puts the features on their foundation and what a new deployment starts with into its database. */
export async function createServices(
  foundation: Foundation,
  onProblem: OnProblem = () => undefined,
): Promise<Services> {
  const { config, clock, store, keys } = foundation;
  const base = { store, clock, keys };
  const declarations = createDeclarationService({ store, clock });
  const retention = createRetentionService({ ...base, timeZone: config.timeZone });
  // Before anything is served: this may be an older copy of the database.
  await retention.applyErasures();
  await applyRevocations(base);
  await prepareUnits(store);
  await declarations.prepare();
  const ground: Ground = { ...foundation, declarations, mailer: config.mail && createMailer(config.mail), onProblem };
  const organisations = createOrganisationServices(ground);
  const arrivals = createArrivalServices(ground, organisations);
  const wards = createWardServices(ground, organisations);
  const accounting = createAccountingServices(ground, { ...organisations, ...arrivals, retention });
  return {
    ...{ config, clock, store, keys, declarations, retention },
    ...organisations,
    ...arrivals,
    ...wards,
    ...accounting,
  };
}

/** What every group of features stands on. */
interface Ground extends Foundation {
  readonly declarations: DeclarationService;
  readonly mailer: Mailer | null;
  readonly onProblem: OnProblem;
}

/** Who is here, their venues, and how these are set up. */
function createOrganisationServices({ config, clock, store, keys, publicOrigin, mailer, onProblem }: Ground) {
  const { timeZone, dataDir } = config;
  const base = { store, clock, keys };
  const venues = createVenueService({ store, clock, timeZone, publicOrigin });
  return {
    venues,
    imports: createImportService({ ...base, venues, timeZone }),
    accounts: createAccountService({ ...base, venues, publicOrigin, onProblem, mailer }),
    posters: createPosterService({ store, clock, venues, folder: join(dataDir, 'posters') }),
    settings: createSettingsService({ store, clock, canMail: mailer !== null, timeZone, replanEnds }),
    doors: createDoorService({ store, clock, timeZone, replanEnds }),
    notices: createNoticeService({ store, clock }),
    staffCards: createStaffCardService({ ...base, timeZone }),
    apiTokens: createApiTokenService(base),
  };
}
type OrganisationServices = ReturnType<typeof createOrganisationServices>;

/** From the kiosk or the visitor's own phone into the log, and what the log shows. */
function createArrivalServices(
  { config, clock, store, keys, publicOrigin, serverEpoch, declarations, mailer, onProblem }: Ground,
  { posters, settings, doors }: OrganisationServices,
) {
  const { timeZone, rateFactor } = config;
  const base = { store, clock, keys };
  const questions = declarations;
  const passes = createPassService({ ...base, declarations });
  const auditHeads = createHeadKeeper({ ...base, serverEpoch });
  const kiosks = createKioskService({ ...base, publicOrigin, timeZone, questions, auditHeads, serverEpoch });
  const updates = createUpdateService(config.dataDir);
  const sync = createSyncService({ ...base, kiosks, passes, timeZone, updates, rateFactor });
  return {
    ...{ passes, auditHeads, kiosks, updates, sync },
    quarantine: createQuarantineService({ store, clock, kiosks, sync }),
    visitor: createVisitorService({ ...base, posters, declarations, settings, sync, timeZone }),
    alertWatch: createAlertWatch({ store, clock, timeZone, publicOrigin, mailer, onProblem }),
    visits: createVisitService({ ...base, timeZone, doors, feed: sync.feed }),
    presence: createPresenceService({ ...base, sync, doors, declarations, timeZone }),
  };
}

/** What wards and their officers do. */
function createWardServices(
  { config, clock, store, keys, publicOrigin, mailer, onProblem }: Ground,
  { accounts, venues, posters }: OrganisationServices,
) {
  const { timeZone } = config;
  const ward = createWardService({ store, clock, timeZone });
  const wardCases = createWardCaseService({ store, clock, ward });
  const telling = { publicOrigin, mailer, onProblem };
  return {
    ward,
    wardCases,
    reminders: createReminderService({ store, clock, ward, ...telling }),
    inspections: createInspectionService({ store, clock, ward }),
    closures: createClosureService({ store, clock, keys, ward, cases: wardCases, ...telling }),
    wardReports: createWardReportService({
      store,
      clock,
      timeZone,
      ward,
      listOffices: () => accounts.officers.listAll(),
    }),
    claims: createClaimService({ store, clock, keys, publicOrigin, accounts, venues, posters, ward }),
  };
}

/** What is handed out of the log, to whom, and the account of it. */
function createAccountingServices(
  { config, clock, store, keys, declarations, onProblem }: Ground,
  { accounts, venues, doors, sync, retention }: Pick<Services, 'accounts' | 'venues' | 'doors' | 'sync' | 'retention'>,
) {
  const { timeZone, dataDir, holidays, webhooksToPrivate } = config;
  const base = { store, clock, keys };
  const auditView = createAuditViewService({ ...base, timeZone });
  return {
    auditView,
    exports: createExportService({
      ...{ ...base, timeZone, accounts, venues, dataDir },
      onProblem: (error) => onProblem(error, 'an export failed'),
    }),
    rights: createRightsService({ ...base, retention, sync, auditView, declarations, timeZone, holidays }),
    incidents: createIncidentService({ ...base, timeZone }),
    webhooks: createWebhookService({ ...base, feed: sync.feed, doors, allowPrivate: webhooksToPrivate }),
  };
}
