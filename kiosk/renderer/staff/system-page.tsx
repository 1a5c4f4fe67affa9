import { IconDownload, IconLogout, IconReload } from '@tabler/icons-react';
import { useState } from 'react';
import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { ConfirmSheet } from './confirm-sheet.tsx';
import { FactList } from './fact-list.tsx';
import type { PageProps } from './page-props.ts';
import { ToneNote } from './tone-note.tsx';

const ACTS = { restart: 'staff-restart', leave: 'staff-leave-kiosk', install: 'staff-install-update' } as const;

/** How this machine stands to the newest version, and what is to be done. */
function UpdateNote({ page }: PageProps<'system'>) {
  const { t } = useKiosk();
  const { state, byHand, percent } = page.update;
  const version = page.update.version ?? '';
  if (state === 'none') {
    return page.updateNeeded ? (
      <ToneNote tone="amber">
        <p>
          <strong>{t('staff.system.updateNeeded')}</strong>
        </p>
        <p>{t(byHand ? 'staff.system.update.byHand' : 'staff.system.updateText')}</p>
      </ToneNote>
    ) : (
      <ToneNote tone="good">
        <p>{t('staff.system.upToDate')}</p>
      </ToneNote>
    );
  }
  const tone = {
    downloading: 'calm',
    downloaded: 'good',
    installing: 'calm',
    failed: 'amber',
    'rolled-back': 'bad',
  } as const;
  return (
    <ToneNote tone={tone[state]}>
      <p role="status">
        <strong>{t(`staff.system.update.${state}`, { version, percent: percent ?? 0 })}</strong>
      </p>
      {state !== 'installing' && <p>{t(`staff.system.update.${state}Text`)}</p>}
    </ToneNote>
  );
}

/** Versions, and the ways to stop this kiosk. */
export function SystemPage({ page }: PageProps<'system'>) {
  const { t, act } = useKiosk();
  const [asked, setAsked] = useState<keyof typeof ACTS | null>(null);
  const close = (): void => setAsked(null);
  const version = page.update.version ?? '';
  return (
    <div className="system">
      <div className="system__versions">
        <FactList
          facts={[
            { name: t('staff.system.app'), value: page.appVersion },
            { name: t('staff.system.server'), value: page.serverVersion ?? t('staff.system.unknown') },
          ]}
        />
        <UpdateNote page={page} />
      </div>
      <div className="staff-actions">
        {page.update.state === 'downloaded' && (
          <BigButton
            kind="primary"
            icon={<IconDownload className="staff-icon" aria-hidden="true" />}
            label={t('staff.system.update.install')}
            hint={t('staff.system.update.installHint')}
            onPress={() => setAsked('install')}
          />
        )}
        <BigButton
          icon={<IconLogout className="staff-icon" aria-hidden="true" />}
          label={t('staff.system.leave')}
          hint={t('staff.system.leaveHint')}
          onPress={() => setAsked('leave')}
        />
        <BigButton
          icon={<IconReload className="staff-icon" aria-hidden="true" />}
          label={t('staff.system.restart')}
          hint={t('staff.system.restartHint')}
          onPress={() => setAsked('restart')}
        />
      </div>
      {asked && (
        <ConfirmSheet
          question={
            asked === 'install'
              ? t('staff.system.update.installConfirm', { version })
              : t(`staff.system.${asked}Confirm`)
          }
          text={t(asked === 'install' ? 'staff.system.update.installText' : `staff.system.${asked}Text`)}
          yes={t(asked === 'install' ? 'staff.system.update.install' : `staff.system.${asked}`)}
          onYes={() => act({ do: ACTS[asked] })}
          onClose={close}
        />
      )}
    </div>
  );
}
