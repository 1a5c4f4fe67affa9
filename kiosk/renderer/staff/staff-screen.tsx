import { IconHome, IconLock } from '@tabler/icons-react';
import type { StaffPage, StaffPageName } from '#kiosk/core/staff/staff-page.ts';
import { unreachable } from '#shared/domain/result.ts';
import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { ScreenTitle } from '../ui/screen-title.tsx';
import { CalibratePage } from './calibrate-page.tsx';
import { CallsPage } from './calls-page.tsx';
import { ConnectionPage } from './connection-page.tsx';
import { DiagnosticsPage } from './diagnostics-page.tsx';
import { ExportPage } from './export-page.tsx';
import { HomePage } from './home-page.tsx';
import { InsidePage } from './inside-page.tsx';
import { LastPage } from './last-page.tsx';
import { PosterPage } from './poster-page.tsx';
import { SettingsPage } from './settings-page.tsx';
import { SystemPage } from './system-page.tsx';
import { TestsPage } from './tests-page.tsx';
import { ToneNote } from './tone-note.tsx';

/** The staff's pages, each with its name, the way back, where one is, and the lock. */
export function StaffScreen({ page, slow }: { readonly page: StaffPage; readonly slow: boolean }) {
  const { t } = useKiosk();
  return (
    <section className={`screen staff staff--${page.page}`}>
      <PageTitle key={page.page} page={page.page} isSeen={!slow} />
      <StaffBar page={page.page} />
      {slow && (
        <div className="staff__slow" role="alert">
          <ToneNote tone="amber">
            <p>{t('staff.slow')}</p>
          </ToneNote>
        </div>
      )}
      <PageOf page={page} />
    </section>
  );
}

/** What is said in its place has no room beside it. */
function PageTitle({ page, isSeen }: { readonly page: StaffPageName; readonly isSeen: boolean }) {
  const { t } = useKiosk();
  return <ScreenTitle className={isSeen ? 'staff__title' : 'unseen'}>{t(`staff.title.${page}`)}</ScreenTitle>;
}

/** On a portrait screen at the bottom, where hands are. */
function StaffBar({ page }: { readonly page: StaffPageName }) {
  const { t, act } = useKiosk();
  return (
    <div className="staff__bar">
      {page !== 'home' && (
        <BigButton
          icon={<IconHome className="staff-icon" aria-hidden="true" />}
          label={t('staff.home')}
          onPress={() => act({ do: 'staff-page', page: 'home' })}
        />
      )}
      <BigButton
        kind="primary"
        icon={<IconLock className="staff-icon" aria-hidden="true" />}
        label={t('staff.lock')}
        onPress={() => act({ do: 'staff-close' })}
      />
    </div>
  );
}

function PageOf({ page }: { readonly page: StaffPage }) {
  switch (page.page) {
    case 'home':
      return <HomePage />;
    case 'calls':
      return <CallsPage page={page} />;
    case 'last':
      return <LastPage page={page} />;
    case 'inside':
      return <InsidePage page={page} />;
    case 'tests':
      return <TestsPage page={page} />;
    case 'poster':
      return <PosterPage page={page} />;
    case 'export':
      return <ExportPage page={page} />;
    case 'connection':
      return <ConnectionPage page={page} />;
    case 'settings':
      return <SettingsPage page={page} />;
    case 'calibrate':
      return <CalibratePage page={page} />;
    case 'diagnostics':
      return <DiagnosticsPage page={page} />;
    case 'system':
      return <SystemPage page={page} />;
    default:
      return unreachable(page);
  }
}
