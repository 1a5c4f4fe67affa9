import { Navigate, useLocation } from 'react-router';
import { useVenuePages } from '../../api/owned-venues.ts';
import { Bones } from '../../ui/load-state.tsx';
import { NO_FILTER } from './list-tools.tsx';

/** Where somebody of an organisation begins: the page of today where there is one venue, otherwise the list of them. */
export default function OwnHome() {
  const pages = useVenuePages(NO_FILTER);
  const { pathname } = useLocation();
  // Whoever has gone on meanwhile stays where they went: the address is ahead of this page until the next one is there.
  const isLeft = globalThis.location.pathname !== pathname;
  if (pages.isPending || isLeft) return <Bones lines={4} />;
  const [only, ...others] = pages.data?.pages[0]?.venues ?? [];
  return <Navigate to={only && others.length === 0 ? `/venues/${only.id}` : '/venues'} replace />;
}
