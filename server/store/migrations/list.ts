import type { Migration } from 'kysely/migration';
import { up as peopleAndPlaces } from './0010-people-and-places.ts';
import { up as visitLog } from './0020-visit-log.ts';
import { up as administrativeUnits } from './0030-administrative-units.ts';
import { up as doors } from './0040-doors.ts';
import { up as retention } from './0050-retention.ts';
import { up as sealedAndMerged } from './0060-sealed-and-merged.ts';
import { up as accountSecurity } from './0070-account-security.ts';
import { up as quarantineAndForks } from './0090-quarantine-and-forks.ts';
import { up as peopleOfAVenue } from './0100-people-of-a-venue.ts';
import { up as logFilters } from './0110-log-filters.ts';
import { up as exportJobs } from './0120-export-jobs.ts';
import { up as postersAndScans } from './0130-posters-and-scans.ts';
import { up as registrationAndImport } from './0140-registration-and-import.ts';
import { up as wards } from './0150-wards.ts';
import { up as declarationsNoticesAlerts } from './0160-declarations-notices-alerts.ts';
import { up as rightsTokensWebhooks } from './0170-rights-tokens-webhooks.ts';
import { up as cityReportsAndClosures } from './0190-city-reports-and-closures.ts';
import { up as closingByHours } from './0200-closing-by-hours.ts';
import { up as confirmedAddresses } from './0210-confirmed-addresses.ts';
import { up as figuresByQuarter } from './0220-figures-by-quarter.ts';
import { up as venuesByName } from './0221-venues-by-name.ts';
import { up as webhookSecrets } from './0230-webhook-secrets.ts';

/**
 * In order, forward only. Numbers leave gaps so that a branch can slip one in; the name gives the reason. A migration that
 * was released is never edited.
 */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0010-people-and-places': { up: peopleAndPlaces },
  '0020-visit-log': { up: visitLog },
  '0030-administrative-units': { up: administrativeUnits },
  '0040-doors': { up: doors },
  '0050-retention': { up: retention },
  '0060-sealed-and-merged': { up: sealedAndMerged },
  '0070-account-security': { up: accountSecurity },
  '0090-quarantine-and-forks': { up: quarantineAndForks },
  '0100-people-of-a-venue': { up: peopleOfAVenue },
  '0110-log-filters': { up: logFilters },
  '0120-export-jobs': { up: exportJobs },
  '0130-posters-and-scans': { up: postersAndScans },
  '0140-registration-and-import': { up: registrationAndImport },
  '0150-wards': { up: wards },
  '0160-declarations-notices-alerts': { up: declarationsNoticesAlerts },
  '0170-rights-tokens-webhooks': { up: rightsTokensWebhooks },
  '0190-city-reports-and-closures': { up: cityReportsAndClosures },
  '0200-closing-by-hours': { up: closingByHours },
  '0210-confirmed-addresses': { up: confirmedAddresses },
  '0220-figures-by-quarter': { up: figuresByQuarter },
  '0221-venues-by-name': { up: venuesByName },
  '0230-webhook-secrets': { up: webhookSecrets },
};
