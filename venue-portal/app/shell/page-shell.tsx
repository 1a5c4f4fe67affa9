import { Suspense } from 'react';
import { Outlet } from 'react-router';
import { useLanguage } from '../../ui/language.tsx';
import { Bones } from '../../ui/load-state.tsx';
import { Header } from './header.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import classes from './page-shell.module.css';

/** What every page has: the way past the header, the header, the banner of a lost server, and the page. */
export function PageShell() {
  const { t } = useLanguage();
  return (
    <>
      <a className={classes['skip']} href="#main">
        {t('app.skip')}
      </a>
      <Header />
      <OfflineBanner />
      <main id="main" className={classes['main']}>
        <Suspense fallback={<Bones lines={4} />}>
          <Outlet />
        </Suspense>
      </main>
    </>
  );
}
