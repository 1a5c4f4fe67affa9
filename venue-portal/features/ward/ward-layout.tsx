import {
  IconBuildingPlus,
  IconChartBar,
  IconClipboardCheck,
  IconListSearch,
  IconMessageQuestion,
  IconUsersGroup,
} from '@tabler/icons-react';
import { Suspense } from 'react';
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
          <Link key={path} to={path} {...(isWithin(pathname, path) && { 'aria-current': 'page' as const })}>
            <Icon aria-hidden size={20} />
            {w(label)}
          </Link>
        ))}
      </nav>
      <Suspense fallback={<Bones lines={6} />}>
        <Outlet context={ward} />
      </Suspense>
    </div>
  );
}

const isWithin = (pathname: string, path: string): boolean =>
  path === '/ward' ? pathname === path : pathname.startsWith(path);

/** What is the officer's, as the layout has loaded it. */
export const useThisWard = (): Ward => useOutletContext<Ward>();
