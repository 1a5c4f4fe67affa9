import { lazy, useState, useSyncExternalStore } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { isReachable, subscribeReachable } from '../../api/connection.ts';
import { hasOfflineCopy } from '../../api/offline-copy.ts';
import { homeOf, useMe } from '../../api/session.ts';
import { Bones, LoadFailure } from '../../ui/load-state.tsx';

const OwnHome = lazy(() => import('../../features/venues/own-home.tsx'));

/** Pages for people who are signed in. Whoever is not, or no longer, signs in and comes back to the same page. */
export function RequireSession() {
  const me = useMe();
  const { pathname, search } = useLocation();
  const [wasSignedIn, setWasSignedIn] = useState(false);
  if (me.data && !wasSignedIn) setWasSignedIn(true);
  const isAway = useAway(pathname);
  if (me.data) {
    // An officer has no organisation: its pages would only say so, one by one.
    const isElsewhere = homeOf(me.data) === '/ward' && !/^\/(?:ward|account)(?:\/|$)/.test(pathname);
    return isElsewhere ? <Navigate to="/ward" replace /> : <Outlet />;
  }
  if (me.data === null) {
    return <Navigate to="/sign-in" replace state={{ from: `${pathname}${search}`, expired: wasSignedIn }} />;
  }
  if (isAway) return <Outlet />;
  return me.isError ? <LoadFailure error={me.error} retry={() => void me.refetch()} /> : <Bones lines={4} />;
}

/**
 * An officer who inspects where there is no network: who it is cannot be asked, and need not be, for nothing but what was
 * taken along can be seen. Stays so until the server has answered.
 */
function useAway(pathname: string): boolean {
  const reachable = useSyncExternalStore(subscribeReachable, isReachable);
  const [isAway, setIsAway] = useState(false);
  if (!isAway && !reachable && /^\/ward(?:\/|$)/.test(pathname) && hasOfflineCopy()) setIsAway(true);
  return isAway;
}

/** The front door: whoever is signed in has no business at sign-in or registration. */
export function HomeRedirect() {
  const me = useMe();
  if (me.isError) return <LoadFailure error={me.error} retry={() => void me.refetch()} />;
  if (me.data === undefined) return <Bones lines={4} />;
  if (me.data === null) return <Navigate to="/sign-in" replace />;
  const home = homeOf(me.data);
  return home === '/venues' ? <OwnHome /> : <Navigate to={home} replace />;
}
