import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconLogout, IconMoon, IconSun, IconUserCircle } from '@tabler/icons-react';
import { type ReactNode, Suspense } from 'react';
import { Link } from 'react-router';
import { useMe, useSignOut } from '../../api/session.ts';
import { BrandMark } from '../../ui/brand.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { OrganisationMenu } from './organisation-menu.tsx';
import classes from './page-shell.module.css';

/**
 * @param attention what somebody should look at, wherever they are.
 * @param accountMark of whoever has not confirmed their address yet.
 */
export function Header({ attention, accountMark }: { readonly attention: ReactNode; readonly accountMark: ReactNode }) {
  const { t } = useLanguage();
  const me = useMe().data;
  return (
    <header className={classes['header']}>
      <div className={classes['bar']}>
        <Link to="/" className={classes['brand']} aria-label={t('app.name')}>
          <BrandMark />
          <span className={classes['brandName']}>{t('app.name')}</span>
        </Link>
        {me?.organisation && <OrganisationMenu me={me} name={me.organisation.name} />}
        {me && !me.organisation && <span className={classes['who']}>{me.name}</span>}
        <div className={classes['tools']}>
          {me?.organisation && <Suspense fallback={null}>{attention}</Suspense>}
          {me && (
            <span className={classes['marked']}>
              <Link
                to="/account"
                className={classes['tool']}
                aria-label={t('account.open')}
                title={t('app.signedInAs', { name: me.name })}
              >
                <IconUserCircle aria-hidden size={22} />
              </Link>
              {!me.emailVerified && <Suspense fallback={null}>{accountMark}</Suspense>}
            </span>
          )}
          {me && <SignOutButton isElsewhereOnPhones={me.organisation !== null} />}
          <ColorSchemeButton />
          <LanguageSwitch />
        </div>
      </div>
    </header>
  );
}

/** Always the last thing at the top right, on every page. Each language is named in itself. */
function LanguageSwitch() {
  const { language, setLanguage, t } = useLanguage();
  return (
    <div className={classes['languages']} role="group" aria-label={t('app.language')}>
      <button type="button" lang="vi" aria-pressed={language === 'vi'} onClick={() => setLanguage('vi')}>
        <span aria-hidden>VI</span>
        <span className="visually-hidden">Tiếng Việt</span>
      </button>
      <button type="button" lang="en" aria-pressed={language === 'en'} onClick={() => setLanguage('en')}>
        <span aria-hidden>EN</span>
        <span className="visually-hidden">English</span>
      </button>
    </div>
  );
}

function ColorSchemeButton() {
  const { t } = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  const label = isDark ? t('app.toLight') : t('app.toDark');
  const Icon = isDark ? IconSun : IconMoon;
  return (
    <button
      type="button"
      className={classes['tool']}
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
    >
      <Icon aria-hidden size={22} />
    </button>
  );
}

/** @param isElsewhereOnPhones the organisation's menu has it too. */
function SignOutButton({ isElsewhereOnPhones }: { readonly isElsewhereOnPhones: boolean }) {
  const { t } = useLanguage();
  const signOut = useSignOut();
  return (
    <button
      type="button"
      className={`${classes['tool']} ${isElsewhereOnPhones ? classes['wideOnly'] : ''}`}
      aria-label={t('app.signOut')}
      title={t('app.signOut')}
      disabled={signOut.isPending}
      onClick={() => signOut.mutate()}
    >
      <IconLogout aria-hidden size={22} />
    </button>
  );
}
