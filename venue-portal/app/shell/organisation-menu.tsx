import { IconBuildingStore, IconChevronDown, IconLogout } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'react-router';
import type { Me } from '#shared/contract/portal-api.ts';
import { useSignOut } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import classes from './organisation-menu.module.css';
import { ORGANISATION_SECTIONS } from './sections.ts';

/** Whose portal this is, and the way to what concerns all its venues. A list that unfolds, no menu that traps the keyboard. */
export function OrganisationMenu({ me, name }: { readonly me: Me; readonly name: string }) {
  const { t } = useLanguage();
  const { pathname } = useLocation();
  const signOut = useSignOut();
  const [openAt, setOpenAt] = useState<string | null>(null);
  const root = useRef<HTMLElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  // Whoever went somewhere has no more need of it.
  const isOpen = openAt === pathname;
  useEffect(() => {
    if (!isOpen) return;
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key !== 'Escape') return;
      setOpenAt(null);
      toggle.current?.focus();
    };
    const onPress = ({ target }: PointerEvent): void => {
      if (target instanceof Node && root.current?.contains(target) === false) setOpenAt(null);
    };
    globalThis.addEventListener('keydown', onKey);
    globalThis.addEventListener('pointerdown', onPress);
    return () => {
      globalThis.removeEventListener('keydown', onKey);
      globalThis.removeEventListener('pointerdown', onPress);
    };
  }, [isOpen]);
  return (
    <nav ref={root} className={classes['menu']} aria-label={t('nav.organisation')}>
      <button
        ref={toggle}
        type="button"
        className={classes['toggle']}
        aria-expanded={isOpen}
        aria-controls="organisation-sections"
        title={t('app.signedInAs', { name: me.name })}
        onClick={() => setOpenAt(isOpen ? null : pathname)}
      >
        <IconBuildingStore aria-hidden size={20} />
        <span>{name}</span>
        <IconChevronDown aria-hidden size={18} />
      </button>
      {isOpen && (
        <ul id="organisation-sections" className={classes['list']}>
          {ORGANISATION_SECTIONS.filter((section) => section.for?.(me) ?? true).map(({ path, label, Icon }) => (
            <li key={path}>
              <Link to={path} {...(pathname === path && { 'aria-current': 'page' })}>
                <Icon aria-hidden size={22} />
                {t(label)}
              </Link>
            </li>
          ))}
          <li className={classes['last']}>
            <button type="button" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
              <IconLogout aria-hidden size={22} />
              {t('app.signOut')}
            </button>
          </li>
        </ul>
      )}
    </nav>
  );
}
