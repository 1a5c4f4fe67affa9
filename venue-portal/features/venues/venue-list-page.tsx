import { Button } from '@mantine/core';
import { IconBuildingStore, IconChevronRight, IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Venue } from '#shared/contract/portal-api.ts';
import { useQuarantine } from '../../api/quarantine.ts';
import { canManage, useMe } from '../../api/session.ts';
import { useVenues } from '../../api/venues.ts';
import { useDayFigures } from '../../api/visits.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { VENUE_TYPES } from '../../ui/venue-form/venue-types.ts';
import classes from './venues.module.css';

export default function VenueListPage() {
  const { t } = useLanguage();
  const me = useMe().data;
  const mayAdd = me ? canManage(me) : false;
  return (
    <div className={classes['page']}>
      <header className={classes['top']}>
        <PageHeading title={t('venues.title')} />
        {mayAdd && (
          <Button component={Link} to="/venues/new" variant="light" leftSection={<IconPlus aria-hidden size={20} />}>
            {t('venues.add')}
          </Button>
        )}
      </header>
      {mayAdd && <QuarantineBadge />}
      <Loaded query={useVenues()} lines={4}>
        {(venues) =>
          venues.length === 0 ? (
            <EmptyState
              icon={<IconBuildingStore size={34} stroke={1.5} />}
              title={t('venues.emptyTitle')}
              text={t('venues.emptyText')}
            />
          ) : (
            <ul className={classes['list']}>
              {venues.map((venue) => (
                <VenueCard key={venue.id} venue={venue} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  );
}

/** Only when something waits: nobody needs to learn the word. */
function QuarantineBadge() {
  const { t } = useLanguage();
  const groups = useQuarantine(null).data ?? [];
  const count = groups.reduce((sum, { open }) => sum + open, 0);
  return count === 0 ? null : (
    <Notice tone="warn">
      <Link to="/venues/quarantine">{t('quarantine.badge', { count })}</Link>
    </Notice>
  );
}

function VenueCard({ venue }: { readonly venue: Venue }) {
  const { t } = useLanguage();
  const figures = useDayFigures(venue.id, 'today').data;
  const { Icon, label } = VENUE_TYPES[venue.type];
  return (
    <li className={classes['card']}>
      <span className={classes['icon']} title={t(label)}>
        <Icon aria-hidden size={28} stroke={1.5} />
      </span>
      <div>
        <h2>
          <Link to={`/venues/${venue.id}`}>{venue.name}</Link>
        </h2>
        <p>
          {venue.address.line}, {venue.address.communeName}
        </p>
        <p className={classes['facts']}>
          <span>{t('venues.entrances', { count: venue.entrances.length })}</span>
          {figures && <strong>{t('venues.arrivedToday', { count: figures.arrived })}</strong>}
        </p>
      </div>
      <IconChevronRight aria-hidden size={22} />
    </li>
  );
}
