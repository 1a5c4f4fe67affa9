import {
  IconAdjustments,
  IconArrowLeft,
  IconChartBar,
  IconDeviceTablet,
  IconDeviceTabletCog,
  IconFileExport,
  IconListDetails,
  IconQrcode,
} from '@tabler/icons-react';
import { type ReactNode, Suspense, useEffect, useRef } from 'react';
import { Link, Outlet, useLocation, useMatch } from 'react-router';
import type { Venue } from '#shared/contract/portal-api.ts';
import { canManage, useMe } from '../../api/session.ts';
import { useVenue } from '../../api/venues.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Bones, Loaded } from '../../ui/load-state.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useVenueId } from '../../ui/use-venue-id.ts';
import classes from './venues.module.css';

const TABS = [
  { path: '', label: 'venues.tabs.today', Icon: IconChartBar },
  { path: 'log', label: 'venues.tabs.log', Icon: IconListDetails },
  { path: 'posters', label: 'venues.tabs.posters', Icon: IconQrcode },
  { path: 'kiosks', label: 'venues.tabs.kiosks', Icon: IconDeviceTablet },
  { path: 'door', label: 'venues.tabs.door', Icon: IconDeviceTabletCog, managers: true },
  { path: 'export', label: 'venues.tabs.export', Icon: IconFileExport },
  { path: 'settings', label: 'venues.tabs.settings', Icon: IconAdjustments },
] as const;
/** What has a title of its own. */
const PAGES = [
  ...TABS,
  { path: 'inside', label: 'inside.title' },
  { path: 'quarantine', label: 'quarantine.title' },
] as const;

/**
 * What the pages of one venue share: its name and the way between them.
 * @param attention what must be seen on every one of them.
 */
export default function VenueLayout({ attention }: { readonly attention: ReactNode }) {
  const { t } = useLanguage();
  const id = useVenueId();
  return (
    <div className={classes['page']}>
      <Link to="/venues" className={classes['back']}>
        <IconArrowLeft aria-hidden size={20} />
        {t('venues.all')}
      </Link>
      <Loaded query={useVenue(id)} lines={4}>
        {(venue) => (
          <>
            <VenueTitle venue={venue} />
            <Tabs venue={venue} />
            {attention}
            <Suspense fallback={<Bones lines={4} />}>
              <Outlet />
            </Suspense>
          </>
        )}
      </Loaded>
    </div>
  );
}

function VenueTitle({ venue }: { readonly venue: Venue }) {
  const { t } = useLanguage();
  const current = useLocation().pathname.split('/')[3] ?? '';
  const tab = PAGES.find(({ path }) => path === current);
  return (
    <div className={classes['title']}>
      <PageHeading title={tab ? `${t(tab.label)} – ${venue.name}` : venue.name}>{venue.name}</PageHeading>
      <p>
        {venue.address.line}, {venue.address.communeName}, {venue.address.provinceName}
      </p>
    </div>
  );
}

function Tabs({ venue }: { readonly venue: Venue }) {
  const { t } = useLanguage();
  const me = useMe().data;
  const mayManage = me ? canManage(me) : false;
  const shown = TABS.filter((tab) => mayManage || !('managers' in tab));
  return (
    <nav className={classes['tabs']} aria-label={t('venues.sections')}>
      {shown.map(({ path, label, Icon }) => (
        <TabLink key={path} to={`/venues/${venue.id}${path === '' ? '' : `/${path}`}`}>
          <Icon aria-hidden size={20} />
          {t(label)}
        </TabLink>
      ))}
    </nav>
  );
}

function TabLink({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  const isCurrent = useMatch(to) !== null;
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    // On a phone the strip is wider than the screen.
    if (isCurrent) link.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [isCurrent]);
  return (
    <Link ref={link} to={to} {...(isCurrent && { 'aria-current': 'page' })}>
      {children}
    </Link>
  );
}
