import { IconRosetteDiscountCheck } from '@tabler/icons-react';
import { Link, useMatch } from 'react-router';
import { useVenueWard } from '../../api/ward.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { useWardText } from '../../ui/ward-text.ts';
import classes from './ward-owner.module.css';

/** What the ward says of a venue, for its own people: a reminder while it stands, and, on today's page and its own, the mark of having been seen. */
export default function WardBanner() {
  const w = useWardText();
  const { format } = useLanguage();
  const now = useNow(60_000);
  const id = useVenueId();
  const isWard = useMatch('/venues/:venueId/ward') !== null;
  const isToday = useMatch('/venues/:venueId') !== null;
  const said = useVenueWard(id).data;
  if (!said) return null;
  const { communeName: ward, verifiedAt, reminder } = said;
  return (
    <>
      {reminder && (
        <Notice tone="warn">
          <strong>{w('owner.reminder', { ward, number: reminder.number, ago: format.ago(reminder.at, now) })}</strong>
          <br />
          {w(`owner.reasons.${reminder.reason}`)}
        </Notice>
      )}
      {(isToday || isWard) && (
        <p className={classes['mark']} data-verified={verifiedAt !== null}>
          <IconRosetteDiscountCheck aria-hidden size={18} />
          {verifiedAt === null ? w('owner.unverified', { ward }) : w('owner.verified', { ward })}
          {isToday && <Link to={`/venues/${id}/ward`}>{w('ownerCases.title')}</Link>}
        </p>
      )}
    </>
  );
}
