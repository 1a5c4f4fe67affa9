import { lazy, Suspense, useLayoutEffect } from 'react';
import { NavigationType, Outlet, useLocation, useNavigationType } from 'react-router';
import { useLanguage } from '../../ui/language.tsx';
import { Bones } from '../../ui/load-state.tsx';
import { ErrorBoundary } from '../error-boundary.tsx';
import { Header } from './header.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import classes from './page-shell.module.css';
import { useActivity } from './use-activity.ts';

const AttentionBadge = lazy(() => import('../../features/fleet/attention-badge.tsx'));
const UnconfirmedMark = lazy(() => import('../../features/account/unconfirmed-mark.tsx'));
const StepUpDialog = lazy(() => import('../../features/account/step-up-dialog.tsx'));

/** What every page has: the way past the header, the header, the banner of a lost server, and the page. */
export function PageShell() {
  const { t } = useLanguage();
  const { pathname } = useLocation();
  useScrollToTop();
  useActivity();
  return (
    <>
      <a className={classes['skip']} href="#main">
        {t('app.skip')}
      </a>
      <Header attention={<AttentionBadge />} accountMark={<UnconfirmedMark />} />
      <OfflineBanner />
      <main id="main" className={classes['main']}>
        <ErrorBoundary place={pathname}>
          <Suspense fallback={<Bones lines={4} />}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </main>
      <Suspense fallback={null}>
        <StepUpDialog />
      </Suspense>
    </>
  );
}

/** A new page starts at its top; going back, the browser returns to where one was. */
function useScrollToTop(): void {
  const { pathname } = useLocation();
  const isBack = useNavigationType() === NavigationType.Pop;
  useLayoutEffect(() => {
    if (!isBack && pathname !== '') globalThis.scrollTo(0, 0);
  }, [pathname, isBack]);
}
