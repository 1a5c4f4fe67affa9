import { Button } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { memo, useEffect, useRef } from 'react';
import { Link } from 'react-router';
import type { VenueRow } from '#shared/contract/portal-venues.ts';
import { dayOf } from '#shared/domain/instant.ts';
import { useReopenVenue } from '../../api/owned-venues.ts';
import { failureOf } from '../../api/problem-error.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Chip } from '../../ui/notice.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { VENUE_TYPES } from '../../ui/venue-form/venue-types.ts';
import { useVenueWords } from '../../ui/venue-words.ts';
import classes from './venues.module.css';

interface VenueItemProps {
  readonly venue: VenueRow;
  readonly mayReopen: boolean;
}

/**
 * One venue of the list: what it is, where, and whether people come. Kept as drawn while it is the same: else each letter that
 * is typed above the list would draw all of them anew, a second for some thousands.
 */
export const VenueItem = memo(function VenueItem({ venue, mayReopen }: VenueItemProps) {
  const { t, format } = useLanguage();
  const w = useVenueWords();
  const { Icon, label } = VENUE_TYPES[venue.type];
  const isClosed = venue.closedAt !== null;
  return (
    <li className={classes['row']}>
      <span className={classes['icon']} title={t(label)}>
        <Icon aria-hidden size={26} stroke={1.5} />
      </span>
      <div className={classes['what']}>
        <h2>{isClosed ? venue.name : <Link to={`/venues/${venue.id}`}>{venue.name}</Link>}</h2>
        <p>
          {venue.addressLine}, {venue.communeName}
        </p>
        <p className={classes['facts']}>
          <span>{t('venues.entrances', { count: venue.entrances })}</span>
          {venue.externalId !== null && <span>{w('list.externalId', { id: venue.externalId })}</span>}
          {!venue.verified && !isClosed && (
            <span title={w('list.unverifiedHint')}>
              <Chip tone="plain">{w('list.unverified')}</Chip>
            </span>
          )}
        </p>
      </div>
      <div className={classes['traffic']}>
        {isClosed ? (
          <Closed venue={venue} mayReopen={mayReopen} />
        ) : venue.arrivedToday > 0 ? (
          <strong>{w('list.today', { count: venue.arrivedToday, shown: format.number(venue.arrivedToday) })}</strong>
        ) : (
          <span>
            {venue.lastVisitOn === null
              ? w('list.never')
              : w('list.lastVisit', { day: format.dateTime(Date.parse(venue.lastVisitOn)).slice(0, 10) })}
          </span>
        )}
      </div>
      {!isClosed && <IconChevronRight aria-hidden size={22} className={classes['arrow'] ?? ''} />}
    </li>
  );
});

function Closed({ venue, mayReopen }: { readonly venue: VenueRow; readonly mayReopen: boolean }) {
  const { t, format } = useLanguage();
  const w = useVenueWords();
  const reopen = useReopenVenue();
  return (
    <>
      <span>{w('list.closedOn', { day: format.longDay(dayOf(venue.closedAt ?? 0)) })}</span>
      {mayReopen && (
        <Button
          variant="default"
          size="sm"
          loading={reopen.isPending}
          aria-label={`${w('list.reopen')}: ${venue.name}`}
          onClick={() => reopen.mutate(venue)}
        >
          {w('list.reopen')}
        </Button>
      )}
      {reopen.isError && <small role="alert">{t(problemKey(failureOf(reopen.error)))}</small>}
    </>
  );
}

/** Asks for the next page before its end is reached; a real button for who does not scroll. */
export function MoreVenues({ busy, onMore }: { readonly busy: boolean; readonly onMore: () => void }) {
  const w = useVenueWords();
  const box = useRef<HTMLDivElement>(null);
  const more = useRef(onMore);
  useEffect(() => {
    more.current = onMore;
  });
  useEffect(() => {
    const element = box.current;
    if (!element || busy) return;
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && more.current(), {
      rootMargin: '1200px',
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, [busy]);
  return (
    <div ref={box} className={classes['more']}>
      <Button variant="default" loading={busy} onClick={onMore}>
        {busy ? w('list.loadingMore') : w('list.more')}
      </Button>
    </div>
  );
}
