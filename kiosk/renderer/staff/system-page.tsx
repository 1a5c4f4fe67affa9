import { IconLogout, IconReload } from '@tabler/icons-react';
import { useState } from 'react';
import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { ConfirmSheet } from './confirm-sheet.tsx';
import { FactList } from './fact-list.tsx';
import type { PageProps } from './page-props.ts';
import { ToneNote } from './tone-note.tsx';

/** Versions, and the two ways to stop this kiosk. */
export function SystemPage({ page }: PageProps<'system'>) {
  const { t, act } = useKiosk();
  const [asked, setAsked] = useState<'restart' | 'leave' | null>(null);
  const close = (): void => setAsked(null);
  return (
    <div className="system">
      <div className="system__versions">
        <FactList
          facts={[
            { name: t('staff.system.app'), value: page.appVersion },
            { name: t('staff.system.server'), value: page.serverVersion ?? t('staff.system.unknown') },
          ]}
        />
        {page.updateNeeded ? (
          <ToneNote tone="amber">
            <p>
              <strong>{t('staff.system.updateNeeded')}</strong>
            </p>
            <p>{t('staff.system.updateText')}</p>
          </ToneNote>
        ) : (
          <ToneNote tone="good">
            <p>{t('staff.system.upToDate')}</p>
          </ToneNote>
        )}
      </div>
      <div className="staff-actions">
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
          question={t(`staff.system.${asked}Confirm`)}
          text={t(`staff.system.${asked}Text`)}
          yes={t(`staff.system.${asked}`)}
          onYes={() => act({ do: asked === 'leave' ? 'staff-leave-kiosk' : 'staff-restart' })}
          onClose={close}
        />
      )}
    </div>
  );
}
