import {
  IconBuilding,
  IconBuildingStore,
  IconClipboardHeart,
  IconClock,
  IconDeviceTablet,
  IconDeviceTabletCog,
  IconHourglassLow,
  IconSpeakerphone,
  IconUsersGroup,
} from '@tabler/icons-react';
import { Suspense } from 'react';
import { Link, Outlet, useLocation, useParams } from 'react-router';
import { canManage, isOwner, useMe } from '../../api/session.ts';
import { useVenue } from '../../api/venues.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { Bones } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading, usePageTitle } from '../../ui/page-heading.tsx';
import { useSettingsWords } from '../../ui/settings-words.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import classes from './settings.module.css';

type EntryName =
  | 'details'
  | 'hours'
  | 'retention'
  | 'declaration'
  | 'notices'
  | 'door'
  | 'organisation'
  | 'fleet'
  | 'people';

interface Entry {
  readonly name: EntryName;
  readonly to: string;
  readonly Icon: typeof IconClock;
  /** What everybody of the organisation may read. */
  readonly isForAll?: true;
  readonly isForOwners?: true;
}

const entriesOfVenue = (id: string): readonly Entry[] => [
  { name: 'details', to: `/venues/${id}/settings`, Icon: IconBuildingStore, isForAll: true },
  { name: 'hours', to: `/venues/${id}/settings/hours`, Icon: IconClock },
  { name: 'retention', to: `/venues/${id}/settings/retention`, Icon: IconHourglassLow },
  { name: 'declaration', to: `/venues/${id}/settings/declaration`, Icon: IconClipboardHeart },
  { name: 'notices', to: '/settings/notices', Icon: IconSpeakerphone },
  { name: 'door', to: `/venues/${id}/door`, Icon: IconDeviceTabletCog },
];

const ENTRIES_OF_ORGANISATION: readonly Entry[] = [
  { name: 'organisation', to: '/settings', Icon: IconBuilding, isForAll: true },
  { name: 'declaration', to: '/settings/declaration', Icon: IconClipboardHeart },
  { name: 'notices', to: '/settings/notices', Icon: IconSpeakerphone },
  { name: 'fleet', to: '/fleet', Icon: IconDeviceTablet },
  { name: 'people', to: '/people', Icon: IconUsersGroup, isForOwners: true },
];

/** Of a venue or, without one in the address, of the organisation: all subjects beside the one that is open, and above it on a phone. */
export default function SettingsLayout() {
  const { venueId } = useParams();
  return venueId === undefined ? <OrganisationSettings /> : <VenueSettings />;
}

function OrganisationSettings() {
  const t = useSettingsWords();
  const { pathname } = useLocation();
  const current = ENTRIES_OF_ORGANISATION.find(({ to }) => to === pathname);
  const title = t('organisationTitle');
  return (
    <div className={classes['page']}>
      <PageHeading title={current ? `${t(`nav.${current.name}`)} – ${title}` : title}>{title}</PageHeading>
      <Subjects entries={ENTRIES_OF_ORGANISATION} />
    </div>
  );
}

/** Below the venue's own heading, which cannot tell its subjects apart. */
function VenueSettings() {
  const t = useSettingsWords();
  const id = useVenueId();
  const { pathname } = useLocation();
  const venue = useVenue(id).data;
  const entries = entriesOfVenue(id);
  const current = entries.find(({ to }) => to === pathname);
  usePageTitle([current ? t(`nav.${current.name}`) : t('title'), venue?.name ?? ''].filter(Boolean).join(' – '));
  return <Subjects entries={entries} />;
}

function Subjects({ entries }: { readonly entries: readonly Entry[] }) {
  const t = useSettingsWords();
  const me = useMe().data;
  const { pathname } = useLocation();
  const home = entries[0]?.to ?? '/';
  const isHome = pathname === home;
  const shown = entries.filter(
    ({ isForAll, isForOwners }) => isForAll || (me ? (isForOwners ? isOwner(me) : canManage(me)) : false),
  );
  const isOpen = !me || shown.some(({ to }) => to === pathname);
  // What is being written needs the room, and who has one subject no list of them; the way back stands above it.
  const isWide = pathname.endsWith('/declaration') || shown.length <= 1;
  return (
    <div className={classes['layout']} data-home={isHome} data-wide={isWide}>
      {!isHome && (
        <BackLink to={home} className={classes['back']}>
          {t('back')}
        </BackLink>
      )}
      {shown.length > 1 && (
        <nav className={classes['nav']} aria-label={t('sections')}>
          <ul>
            {shown.map(({ name, to, Icon }) => (
              <li key={to}>
                <Link to={to} {...(to === pathname && { 'aria-current': 'page' })}>
                  <Icon aria-hidden size={22} />
                  <span>
                    {t(`nav.${name}`)}
                    <small>{t(`nav.${name}Hint`)}</small>
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <div className={classes['content']}>
        <Suspense fallback={<Bones lines={4} />}>
          {isOpen ? <Outlet /> : <Notice tone="info">{t('managersOnly')}</Notice>}
        </Suspense>
      </div>
    </div>
  );
}
