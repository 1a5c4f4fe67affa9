import { IconChartBar, IconListSearch, IconUsersGroup } from '@tabler/icons-react';
import { Suspense } from 'react';
import { Link, Outlet, useLocation, useOutletContext } from 'react-router';
import type { Ward } from '#shared/contract/portal-ward.ts';
import { useWard } from '../../api/ward.ts';
import { Bones, Loaded } from '../../ui/load-state.tsx';
import { useWardText } from '../../ui/ward-text.ts';
import classes from './ward.module.css';

const PAGES = [
  { path: '/ward', label: 'nav.board', Icon: IconChartBar },
  { path: '/ward/venues', label: 'nav.venues', Icon: IconListSearch },
  { path: '/ward/officers', label: 'nav.officers', Icon: IconUsersGroup },
] as const;

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
  return (
    <div className={classes['page']}>
      <p className={classes['eyebrow']}>
        {ward.units.map(({ name }) => name).join(', ')} · {w(`roles.${ward.role}`)}
      </p>
      <nav className={classes['tabs']} aria-label={w('nav.label')}>
        {PAGES.map(({ path, label, Icon }) => (
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
