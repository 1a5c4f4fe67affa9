import { useMediaQuery } from '@mantine/hooks';
import { IconDotsCircleHorizontal, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'react-router';
import type { Me } from '#shared/contract/portal-api.ts';
import { useMe } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { type Section, VENUE_SECTIONS } from './sections.ts';
import classes from './venue-layout.module.css';

interface NavProps {
  readonly venueId: string;
}

const mayOpen =
  (me: Me | null | undefined) =>
  (section: Section): boolean =>
    section.for === undefined || (me ? section.for(me) : false);

/** Beside the page where there is room; at the thumb on a phone: what is used all day, and the rest behind one key. */
export function VenueNav({ venueId }: NavProps) {
  const isWide = useMediaQuery('(min-width: 64rem)', true, { getInitialValueInEffect: false });
  return isWide ? <SideNav venueId={venueId} /> : <ThumbNav venueId={venueId} />;
}

function SideNav({ venueId }: NavProps) {
  const { t } = useLanguage();
  return (
    <nav className={classes['side']} aria-label={t('venues.sections')}>
      <Groups venueId={venueId} />
    </nav>
  );
}

function Groups({ venueId }: NavProps) {
  const { t } = useLanguage();
  const me = useMe().data;
  return VENUE_SECTIONS.map(({ label, sections }) => {
    const shown = sections.filter(mayOpen(me));
    return shown.length === 0 ? null : (
      <section key={label} className={classes['group']}>
        <h2>{t(label)}</h2>
        <ul>
          {shown.map((section) => (
            <li key={section.path}>
              <SectionLink venueId={venueId} section={section} />
            </li>
          ))}
        </ul>
      </section>
    );
  });
}

function ThumbNav({ venueId }: NavProps) {
  const { t } = useLanguage();
  const me = useMe().data;
  const { pathname } = useLocation();
  const [openAt, setOpenAt] = useState<string | null>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  // Whoever went somewhere has no more need of it.
  const isOpen = openAt === pathname;
  const frequent = VENUE_SECTIONS.flatMap(({ sections }) => sections).filter((section) => section.isFrequent);
  useEscape(isOpen, () => {
    setOpenAt(null);
    toggle.current?.focus();
  });
  return (
    <nav className={classes['thumb']} aria-label={t('venues.sections')}>
      {isOpen && (
        <div id="all-sections" className={classes['sheet']}>
          <Groups venueId={venueId} />
        </div>
      )}
      <ul className={classes['bar']}>
        {frequent.filter(mayOpen(me)).map((section) => (
          <li key={section.path}>
            <SectionLink venueId={venueId} section={section} />
          </li>
        ))}
        <li>
          <button
            ref={toggle}
            type="button"
            aria-expanded={isOpen}
            aria-controls="all-sections"
            onClick={() => setOpenAt(isOpen ? null : pathname)}
          >
            {isOpen ? <IconX aria-hidden size={22} /> : <IconDotsCircleHorizontal aria-hidden size={22} />}
            <span>{t(isOpen ? 'nav.close' : 'nav.more')}</span>
          </button>
        </li>
      </ul>
    </nav>
  );
}

function useEscape(isOn: boolean, act: () => void): void {
  useEffect(() => {
    if (!isOn) return;
    const onKey = ({ key }: KeyboardEvent): void => void (key === 'Escape' && act());
    globalThis.addEventListener('keydown', onKey);
    return () => globalThis.removeEventListener('keydown', onKey);
  });
}

function SectionLink({ venueId, section: { path, label, Icon } }: NavProps & { readonly section: Section }) {
  const { t } = useLanguage();
  const isCurrent = (useLocation().pathname.split('/')[3] ?? '') === path;
  return (
    <Link to={`/venues/${venueId}${path === '' ? '' : `/${path}`}`} {...(isCurrent && { 'aria-current': 'page' })}>
      <Icon aria-hidden size={22} />
      <span>{t(label)}</span>
    </Link>
  );
}
