import { Link } from 'react-router';
import type { Standing, WardVenue } from '#shared/contract/portal-ward.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Chip, type Tone } from '../../ui/notice.tsx';
import { VENUE_TYPES } from '../../ui/venue-form/venue-types.ts';
import { useWardText } from '../../ui/ward-text.ts';
import { dayText } from './day-text.ts';
import classes from './ward.module.css';

const TONES: Readonly<Record<Standing, Tone | 'plain'>> = {
  active: 'good',
  'phone-only': 'info',
  recent: 'plain',
  fresh: 'plain',
  silent: 'stop',
};

/** How a venue stands, in words and colour, and what else is to be said of it. */
export function StandingChips({ venue }: { readonly venue: WardVenue }) {
  const w = useWardText();
  return (
    <>
      <Chip tone={TONES[venue.standing]} dot>
        {w(`standings.${venue.standing}`)}
      </Chip>
      {venue.marks.map((mark) => (
        <Chip key={mark} tone={mark === 'unverified' || mark === 'unclaimed' ? 'plain' : 'warn'}>
          {w(`marks.${mark}`)}
        </Chip>
      ))}
      {venue.remindedToday && <Chip tone="info">{w('venues.remindedToday')}</Chip>}
    </>
  );
}

export function VenueRow(props: {
  readonly venue: WardVenue;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
}) {
  const { venue, isChosen, onToggle } = props;
  const w = useWardText();
  const { t } = useLanguage();
  const { Icon, label } = VENUE_TYPES[venue.type];
  return (
    <li>
      <input
        type="checkbox"
        className={classes['check']}
        checked={isChosen}
        aria-label={w('venues.select', { name: venue.name })}
        onChange={onToggle}
      />
      <Icon aria-hidden size={26} stroke={1.6} />
      <div className={classes['venueText']}>
        <Link to={`/ward/venues/${venue.id}`}>{venue.name}</Link>
        <small>
          {t(label)} · {venue.addressLine}, {venue.communeName}
        </small>
        <small>
          <Activity venue={venue} />
        </small>
      </div>
      <div className={classes['chips']}>
        <StandingChips venue={venue} />
      </div>
    </li>
  );
}

/** When it was last seen at work, and how often it was reminded since. */
export function Activity({ venue }: { readonly venue: WardVenue }) {
  const w = useWardText();
  const { lastActiveDay, lastPhoneDay, reminders } = venue;
  const parts = [
    lastActiveDay === null ? w('venues.neverActive') : w('venues.lastActive', { day: dayText(lastActiveDay) }),
    ...(lastPhoneDay === null ? [] : [w('venues.lastPhone', { day: dayText(lastPhoneDay) })]),
    ...(reminders === 0 ? [] : [w('venues.reminded', { count: reminders })]),
  ];
  return <>{parts.join(' · ')}</>;
}
