import { lazy } from 'react';
import { Route, Routes } from 'react-router';
import { SignInPage } from '../features/sign-in/sign-in-page.tsx';
import { NotFound } from './not-found.tsx';
import { PageShell } from './shell/page-shell.tsx';
import { HomeRedirect, RequireSession } from './shell/require-session.tsx';

const RegistrationPage = lazy(() => import('../features/registration/registration-page.tsx'));
const ForgotPage = lazy(() => import('../features/sign-in/forgot-page.tsx'));
const RecoverPage = lazy(() => import('../features/sign-in/recover-page.tsx'));
const JoinPage = lazy(() => import('../features/sign-in/join-page.tsx'));
const PeoplePage = lazy(() => import('../features/people/people-page.tsx'));
const AccountPage = lazy(() => import('../features/account/account-page.tsx'));
const VenueListPage = lazy(() => import('../features/venues/venue-list-page.tsx'));
const AddVenuePage = lazy(() => import('../features/venues/add-venue-page.tsx'));
const ImportPage = lazy(() => import('../features/imports/import-page.tsx'));
const VenueLayout = lazy(() => import('./shell/venue-layout.tsx'));
const SettingsTab = lazy(() => import('../features/venues/settings-tab.tsx'));
const CallBar = lazy(() => import('../features/calls/call-bar.tsx'));
const InsidePage = lazy(() => import('../features/inside/inside-page.tsx'));
const DepartureBar = lazy(() => import('../features/inside/departure-bar.tsx'));
const CheckInButton = lazy(() => import('../features/inside/check-in-button.tsx'));
const PresentPanel = lazy(() => import('../features/inside/present-panel.tsx'));
const InsightsPage = lazy(() => import('../features/insights/insights-page.tsx'));
const TodayTab = lazy(() => import('../features/visits/today-tab.tsx'));
const LogTab = lazy(() => import('../features/visits/log-tab.tsx'));
const StudioPage = lazy(() => import('../features/poster/studio-page.tsx'));
const BulkPostersPage = lazy(() => import('../features/poster/bulk-page.tsx'));
const ReadyPage = lazy(() => import('../features/poster/ready-page.tsx'));
const KiosksTab = lazy(() => import('../features/kiosks/kiosks-tab.tsx'));
const QuarantinePage = lazy(() => import('../features/quarantine/quarantine-page.tsx'));
const OrganisationQuarantinePage = lazy(() => import('../features/quarantine/organisation-quarantine-page.tsx'));
const DoorTab = lazy(() => import('../features/door/door-tab.tsx'));
const ExportTab = lazy(() => import('../features/exports/export-tab.tsx'));
const EvacuationButton = lazy(() => import('../features/evacuation/evacuation-button.tsx'));
const EvacuationPage = lazy(() => import('../features/evacuation/evacuation-page.tsx'));
const SettingsLayout = lazy(() => import('../features/settings/settings-layout.tsx'));
const OrganisationPage = lazy(() => import('../features/settings/organisation-page.tsx'));
const HoursPage = lazy(() => import('../features/settings/hours-page.tsx'));
const RetentionPage = lazy(() => import('../features/settings/retention-page.tsx'));
const DeclarationPage = lazy(() => import('../features/declaration/declaration-page.tsx'));
const NoticesPage = lazy(() => import('../features/notices/notices-page.tsx'));
const FleetPage = lazy(() => import('../features/fleet/fleet-page.tsx'));
const WardLayout = lazy(() => import('../features/ward/ward-layout.tsx'));
const BoardPage = lazy(() => import('../features/ward/board-page.tsx'));
const WardVenueListPage = lazy(() => import('../features/ward/venue-list-page.tsx'));
const WardVenuePage = lazy(() => import('../features/ward/ward-venue-page.tsx'));
const InspectPage = lazy(() => import('../features/ward/inspect-page.tsx'));
const WardCasesPage = lazy(() => import('../features/ward/cases-page.tsx'));
const RegisterForPage = lazy(() => import('../features/ward/register-page.tsx'));
const ClaimPage = lazy(() => import('../features/claim/claim-page.tsx'));
const VenueWardPage = lazy(() => import('../features/ward-owner/ward-page.tsx'));
const ReportsPage = lazy(() => import('../features/ward/reports-page.tsx'));
const ReportPage = lazy(() => import('../features/ward/report-page.tsx'));
const OfficersPage = lazy(() => import('../features/ward/officers-page.tsx'));
const OfficerJoinPage = lazy(() => import('../features/ward/officer-join-page.tsx'));
const ClosuresNotice = lazy(() => import('../features/ward-owner/closures-notice.tsx'));
const WardBanner = lazy(() => import('../features/ward-owner/ward-banner.tsx'));
const RequestsPage = lazy(() => import('../features/rights/requests-page.tsx'));
const NewRequestPage = lazy(() => import('../features/rights/new-request-page.tsx'));
const RequestPage = lazy(() => import('../features/rights/request-page.tsx'));
const OverdueBar = lazy(() => import('../features/rights/overdue-bar.tsx'));
const AuditPage = lazy(() => import('../features/audit/audit-page.tsx'));
const IncidentsPage = lazy(() => import('../features/breach/incidents-page.tsx'));
const NewIncidentPage = lazy(() => import('../features/breach/new-incident-page.tsx'));
const IncidentPage = lazy(() => import('../features/breach/incident-page.tsx'));
const IntegrationsPage = lazy(() => import('../features/integrations/integrations-page.tsx'));

/** For whoever comes without a session. */
const publicRoutes = (
  <>
    <Route path="sign-in" element={<SignInPage />} />
    <Route path="register/:step?" element={<RegistrationPage />} />
    <Route path="forgot" element={<ForgotPage />} />
    <Route path="recover" element={<RecoverPage />} />
    <Route path="join" element={<JoinPage />} />
    <Route path="claim" element={<ClaimPage />} />
    <Route path="ward/join" element={<OfficerJoinPage />} />
  </>
);

/** For an organisation as a whole, and everybody's own account. */
const organisationRoutes = (
  <>
    <Route path="people" element={<RequireSession />}>
      <Route index element={<PeoplePage />} />
    </Route>
    <Route path="fleet" element={<RequireSession />}>
      <Route index element={<FleetPage />} />
    </Route>
    <Route path="settings" element={<RequireSession />}>
      <Route element={<SettingsLayout />}>
        <Route index element={<OrganisationPage />} />
        <Route path="declaration" element={<DeclarationPage />} />
        <Route path="notices" element={<NoticesPage />} />
      </Route>
    </Route>
    <Route path="data" element={<RequireSession />}>
      <Route index element={<RequestsPage />} />
      <Route path="requests/new" element={<NewRequestPage />} />
      <Route path="requests/:requestId" element={<RequestPage />} />
      <Route path="audit" element={<AuditPage />} />
      <Route path="incidents" element={<IncidentsPage />} />
      <Route path="incidents/new" element={<NewIncidentPage />} />
      <Route path="incidents/:incidentId" element={<IncidentPage />} />
    </Route>
    <Route path="integrations" element={<RequireSession />}>
      <Route index element={<IntegrationsPage />} />
    </Route>
    <Route path="account" element={<RequireSession />}>
      <Route index element={<AccountPage />} />
    </Route>
  </>
);

/** For whoever works at a venue. */
const venueRoutes = (
  <Route path="venues" element={<RequireSession />}>
    <Route
      index
      element={
        <>
          <ClosuresNotice />
          <VenueListPage />
        </>
      }
    />
    <Route path="new" element={<AddVenuePage />} />
    <Route path="import" element={<ImportPage />} />
    <Route path="quarantine" element={<OrganisationQuarantinePage />} />
    <Route path="posters" element={<BulkPostersPage />} />
    <Route path=":venueId/ready" element={<ReadyPage />} />
    <Route
      path=":venueId"
      element={
        <VenueLayout
          actions={<EvacuationButton />}
          attention={[
            <CallBar key="calls" />,
            <WardBanner key="ward" />,
            <OverdueBar key="rights" />,
            <DepartureBar key="departures" />,
          ]}
        />
      }
    >
      <Route index element={<TodayTab action={<CheckInButton />} present={<PresentPanel />} />} />
      <Route path="inside" element={<InsidePage />} />
      <Route path="log" element={<LogTab />} />
      <Route path="insights" element={<InsightsPage />} />
      <Route path="posters" element={<StudioPage />} />
      <Route path="kiosks" element={<KiosksTab />} />
      <Route path="quarantine" element={<QuarantinePage />} />
      <Route path="ward" element={<VenueWardPage />} />
      <Route path="door" element={<DoorTab />} />
      <Route path="export" element={<ExportTab />} />
      <Route path="evacuation" element={<EvacuationPage />} />
      <Route path="settings" element={<SettingsLayout />}>
        <Route index element={<SettingsTab />} />
        <Route path="hours" element={<HoursPage />} />
        <Route path="retention" element={<RetentionPage />} />
        <Route path="declaration" element={<DeclarationPage />} />
      </Route>
    </Route>
  </Route>
);

/** For the officers of a ward. */
const wardRoutes = (
  <Route path="ward" element={<RequireSession />}>
    <Route element={<WardLayout />}>
      <Route index element={<BoardPage />} />
      <Route path="venues" element={<WardVenueListPage />} />
      <Route path="venues/:venueId" element={<WardVenuePage />} />
      <Route path="inspect" element={<InspectPage />} />
      <Route path="cases" element={<WardCasesPage />} />
      <Route path="register" element={<RegisterForPage />} />
      <Route path="reports" element={<ReportsPage />} />
      <Route path="reports/:callId" element={<ReportPage />} />
      <Route path="officers" element={<OfficersPage />} />
    </Route>
  </Route>
);

/** Each screen is fetched when it is first opened; only the shell and sign-in are in the first view. */
export function AppRoutes() {
  return (
    <Routes>
      <Route element={<PageShell />}>
        <Route index element={<HomeRedirect />} />
        {publicRoutes}
        {organisationRoutes}
        {venueRoutes}
        {wardRoutes}
        <Route path="*" element={<NotFound />} />
      </Route>
    </Routes>
  );
}
