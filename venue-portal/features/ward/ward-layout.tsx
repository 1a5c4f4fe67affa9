import {
  IconBuildingPlus,
  IconChartBar,
  IconClipboardCheck,
  IconListSearch,
  IconMessageQuestion,
  IconReportAnalytics,
  IconUsersGroup,
} from '@tabler/icons-react';
import { type ReactNode, Suspense, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Link, Navigate, Outlet, useLocation, useOutletContext } from 'react-router';
import type { Ward } from '#shared/contract/portal-ward.ts';
import type { OfficerRole } from '#shared/domain/roles.ts';
import { isReachable, subscribeReachable } from '../../api/connection.ts';
import { useWard } from '../../api/ward.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Bones, Loaded } from '../../ui/load-state.tsx';
import { useWardText } from '../../ui/ward-text.ts';
import { readWard } from './inspection-store.ts';
import { useInspectionSending, useWaitingInspections } from './use-inspections.ts';
import classes from './ward.module.css';

interface WardPage {
  readonly path: string;
  readonly label: Parameters<ReturnType<typeof useWardText>>[0];
  readonly Icon: typeof IconChartBar;
  /** Left out: officers of every unit. */
  readonly for?: readonly OfficerRole[];
}

const PAGES: readonly WardPage[] = [
  { path: '/ward', label: 'nav.board', Icon: IconChartBar },
  { path: '/ward/venues', label: 'nav.venues', Icon: IconListSearch },
  { path: '/ward/inspect', label: 'nav.inspect', Icon: IconClipboardCheck },
  { path: '/ward/cases', label: 'nav.cases', Icon: IconMessageQuestion },
  { path: '/ward/register', label: 'nav.register', Icon: IconBuildingPlus, for: ['ward-officer', 'volunteer'] },
  { path: '/ward/reports', label: 'nav.reports', Icon: IconReportAnalytics },
  { path: '/ward/officers', label: 'nav.officers', Icon: IconUsersGroup },
];

const pagesFor = (role: OfficerRole): readonly WardPage[] =>
  PAGES.filter((page) => (page.for ? page.for.includes(role) : role !== 'volunteer'));

/** What the pages of an officer share: whose they are, and the way between them. */
export default function WardLayout() {
  const w = useWardText();
  const query = useWard();
  const kept = useKeptWard();
  const ward = query.data ?? kept;
  useInspectionSending();
  if (ward) return <WardFrame ward={ward} />;
  return (
    <Loaded query={query} lines={6} heading={w('nav.label')}>
      {(loaded) => <WardFrame ward={loaded} />}
    </Loaded>
  );
}

/** What was taken along, from the moment the server does not answer. */
function useKeptWard(): Ward | null {
  const reachable = useSyncExternalStore(subscribeReachable, isReachable);
  const [kept, setKept] = useState<Ward | null>(null);
  const found = reachable || kept ? null : readWard(localStorage);
  if (found) setKept(found);
  return kept ?? found;
}

function WardFrame({ ward }: { readonly ward: Ward }) {
  const w = useWardText();
  const { pathname } = useLocation();
  const pages = pagesFor(ward.role);
  if (!pages.some(({ path }) => isWithin(pathname, path)))
    return <Navigate to={pages[0]?.path ?? '/account'} replace />;
  return (
    <div className={classes['page']}>
      <p className={classes['eyebrow']}>
        {ward.units.map(({ name }) => name).join(', ')} · {w(`roles.${ward.role}`)}
      </p>
      <nav className={classes['tabs']} aria-label={w('nav.label')}>
        {pages.map(({ path, label, Icon }) => (
          <TabLink key={path} to={path} isCurrent={isWithin(pathname, path)}>
            <Icon aria-hidden size={20} />
            {w(label)}
            {path === '/ward/inspect' && <WaitingCount />}
          </TabLink>
        ))}
      </nav>
      <Suspense fallback={<Bones lines={6} />}>
        <Outlet context={ward} />
      </Suspense>
    </div>
  );
}

/** Results of inspections on this device that were not sent yet. */
function WaitingCount() {
  const w = useWardText();
  const { format } = useLanguage();
  const { open } = useWaitingInspections();
  if (open === 0) return null;
  return (
    <span className={classes['count']}>
      <span aria-hidden>{format.number(open)}</span>
      <span className="visually-hidden">{w('inspect.waiting', { count: open })}</span>
    </span>
  );
}

function TabLink(props: { readonly to: string; readonly isCurrent: boolean; readonly children: ReactNode }) {
  const { to, isCurrent, children } = props;
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    // On a phone the strip is wider than the screen.
    if (isCurrent) link.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [isCurrent]);
  return (
    <Link ref={link} to={to} {...(isCurrent && { 'aria-current': 'page' as const })}>
      {children}
    </Link>
  );
}

const isWithin = (pathname: string, path: string): boolean =>
  path === '/ward' ? pathname === path : pathname.startsWith(path);

/** What is the officer's, as the layout has loaded it. */
export const useThisWard = (): Ward => useOutletContext<Ward>();
