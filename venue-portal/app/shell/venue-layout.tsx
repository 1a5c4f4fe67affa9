import { type Query, useIsFetching, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { Outlet, useLocation } from 'react-router';
import type { Venue } from '#shared/contract/portal-api.ts';
import { isAboveThePage } from '../../api/above-the-page.ts';
import { useVenue } from '../../api/venues.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { type PortalTextKey, useLanguage } from '../../ui/language.tsx';
import { Bones, Loaded } from '../../ui/load-state.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { type Section, VENUE_SECTIONS } from './sections.ts';
import classes from './venue-layout.module.css';
import { VenueNav } from './venue-nav.tsx';

/** What is reached from another page, and has a title of its own. */
const FURTHER_PAGES: ReadonlyArray<Pick<Section, 'path' | 'label'>> = [
  { path: 'quarantine', label: 'quarantine.title' },
  { path: 'evacuation', label: 'inside.title' },
];

const titleOf = (current: string): PortalTextKey | undefined =>
  [...VENUE_SECTIONS.flatMap(({ sections }) => sections), ...FURTHER_PAGES].find(({ path }) => path === current)?.label;

/**
 * What the pages of one venue share: its name and the way between them.
 * @param attention what must be seen on every one of them.
 * @param actions what must be within one press on every one of them.
 */
export default function VenueLayout(props: { readonly attention: ReactNode; readonly actions: ReactNode }) {
  const { attention, actions } = props;
  const { t } = useLanguage();
  const id = useVenueId();
  return (
    <div className={classes['page']}>
      <BackLink to="/venues" className={classes['back']}>
        {t('venues.all')}
      </BackLink>
      <Loaded query={useVenue(id)} lines={4} heading={t('venues.title')}>
        {(venue) => (
          <>
            <div className={classes['head']}>
              <VenueTitle venue={venue} />
              <div className={classes['actions']}>{actions}</div>
            </div>
            <div className={classes['columns']}>
              <VenueNav venueId={venue.id} />
              <div className={classes['content']}>
                <Suspense fallback={<Bones lines={4} />}>
                  {attention}
                  <Below />
                </Suspense>
              </div>
            </div>
          </>
        )}
      </Loaded>
    </div>
  );
}

const LONGEST_WAIT_MS = 1_500;

/** The page, unseen until what stands above it is known: nothing moves down under a finger. */
function Below() {
  const client = useQueryClient();
  const [isSettled, setSettled] = useState(false);
  const waiting = useIsFetching({ predicate: isUnanswered });
  useEffect(() => {
    // Asked anew: what counts is how it stands once all that is above has asked.
    if (waiting === 0 && client.isFetching({ predicate: isUnanswered }) === 0) setSettled(true);
  }, [client, waiting]);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), LONGEST_WAIT_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={classes['below']} data-settled={isSettled}>
      <Suspense fallback={<Bones lines={4} />}>
        <Outlet />
      </Suspense>
    </div>
  );
}

const isUnanswered = (query: Query): boolean => isAboveThePage(query) && query.state.data === undefined;

function VenueTitle({ venue }: { readonly venue: Venue }) {
  const { t } = useLanguage();
  const label = titleOf(useLocation().pathname.split('/')[3] ?? '');
  return (
    <div className={classes['title']}>
      <PageHeading title={label ? `${t(label)} – ${venue.name}` : venue.name}>{venue.name}</PageHeading>
      <p>
        {venue.address.line}, {venue.address.communeName}, {venue.address.provinceName}
      </p>
    </div>
  );
}
