import { useDebouncedValue } from '@mantine/hooks';
import { Link } from 'react-router';
import { venueMatchQuerySchema } from '#shared/contract/portal-venues.ts';
import { type PlaceToMatch, useVenueMatches } from '../../api/owned-venues.ts';
import { Notice } from '../notice.tsx';
import { useVenueWords } from '../venue-words.ts';

const TYPING_MS = 600;

/** A word of warning where a venue may be registered already; nobody is kept from going on, and nobody is named. */
export function MatchNotice({ place, isSignedIn }: { readonly place: PlaceToMatch; readonly isSignedIn: boolean }) {
  const w = useVenueWords();
  const { name, address } = place;
  const [asked] = useDebouncedValue(JSON.stringify({ name, address }), TYPING_MS);
  const complete = venueMatchQuerySchema.safeParse(JSON.parse(asked));
  const matches = useVenueMatches(complete.success ? complete.data : null, isSignedIn).data;
  if (!complete.success || !matches) return null;
  const [own] = matches.own;
  if (own) {
    return (
      <Notice tone="warn" live>
        <strong>{w('matches.ownTitle')}</strong>
        <p>{w('matches.ownText', { name: own.name, line: own.addressLine })}</p>
        <Link to={`/venues/${own.id}`}>{w('matches.ownOpen', { name: own.name })}</Link>
      </Notice>
    );
  }
  return matches.elsewhere ? (
    <Notice tone="warn" live>
      <strong>{w('matches.elsewhereTitle')}</strong>
      <p>{w('matches.elsewhereText')}</p>
    </Notice>
  ) : null;
}
