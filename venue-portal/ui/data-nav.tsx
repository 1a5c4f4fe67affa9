import { NavLink } from 'react-router';
import type { Me } from '#shared/contract/portal-api.ts';
import classes from './data-page.module.css';
import { useRightsText } from './rights-text.ts';

const PAGES = [
  { path: '/data', label: 'hub.rights', for: () => true },
  { path: '/data/audit', label: 'hub.audit', for: ({ role }: Me) => role === 'owner' || role === 'auditor' },
  { path: '/data/incidents', label: 'hub.incidents', for: ({ role }: Me) => role === 'owner' || role === 'auditor' },
] as const;

/** The three pages about personal data. */
export function DataNav({ me }: { readonly me: Me | null | undefined }) {
  const t = useRightsText();
  const pages = PAGES.filter((page) => me && page.for(me));
  // One page needs no way between pages.
  if (pages.length < 2) return null;
  return (
    <nav className={classes['nav']} aria-label={t('hub.nav')}>
      {pages.map(({ path, label }) => (
        <NavLink key={path} to={path} end={path === '/data'}>
          {t(label)}
        </NavLink>
      ))}
    </nav>
  );
}
