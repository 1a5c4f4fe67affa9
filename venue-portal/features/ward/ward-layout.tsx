import {
  IconBuildingPlus,
  IconChartBar,
  IconClipboardCheck,
  IconListSearch,
  IconMessageQuestion,
  IconReportAnalytics,
  IconUsersGroup,
} from '@tabler/icons-react';
import { type ReactNode, Suspense, useEffect, useRef } from 'react';
import { Link, Navigate, Outlet, useLocation, useOutletContext } from 'react-router';
import type { Ward } from '#shared/contract/portal-ward.ts';
import type { OfficerRole } from '#shared/domain/roles.ts';
import { useWard } from '../../api/ward.ts';
import { Bones, Loaded } from '../../ui/load-state.tsx';
import { useWardText } from '../../ui/ward-text.ts';
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
  return (
    <Loaded query={useWard()} lines={6}>
      {(ward) => <WardFrame ward={ward} />}
    </Loaded>
  );
}

function WardFrame({ ward }: { readonly ward: Ward }) {
  const w = useWardText();
  const { pathname } = useLocation();
  // A volunteer has one thing to do.
  if (ward.role === 'volunteer' && pathname !== '/ward/register') return <Navigate to="/ward/register" replace />;
  return (
    <div className={classes['page']}>
      <p className={classes['eyebrow']}>
        {ward.units.map(({ name }) => name).join(', ')} · {w(`roles.${ward.role}`)}
      </p>
      <nav className={classes['tabs']} aria-label={w('nav.label')}>
        {pagesFor(ward.role).map(({ path, label, Icon }) => (
          <TabLink key={path} to={path} isCurrent={isWithin(pathname, path)}>
            <Icon aria-hidden size={20} />
            {w(label)}
          </TabLink>
        ))}
      </nav>
      <Suspense fallback={<Bones lines={6} />}>
        <Outlet context={ward} />
      </Suspense>
    </div>
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
