import { useState } from 'react';
import { parsePairingCode } from '#shared/codes/pairing-code.ts';
import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import type { PageProps } from './page-props.ts';
import { PairingResult } from './pairing-result.tsx';
import { StaffSheet } from './staff-sheet.tsx';
import { TextEntry } from './text-entry.tsx';

/** Another pairing: the address stands there already, so that only the code has to be typed. */
export function PairSheet({ page, onClose }: PageProps<'connection'> & { readonly onClose: () => void }) {
  const { t, act } = useKiosk();
  const [serverUrl, setServerUrl] = useState(page.serverUrl ?? '');
  const [code, setCode] = useState('');
  const working = page.pairing === 'working';
  const isReady = isAddress(serverUrl) && parsePairingCode(code).ok;
  return (
    <StaffSheet kind="full" label={t('staff.connection.pairTitle')} onClose={onClose}>
      <div className="pair-sheet">
        <div>
          <h2>{t('staff.connection.pairTitle')}</h2>
          <p className="hint">{t('staff.connection.pairHint')}</p>
        </div>
        <div className="pair-sheet__fields">
          <TextEntry
            label={t('staff.connection.address')}
            value={serverUrl}
            board="address"
            problem={(text) => (isAddress(withScheme(text)) ? null : t('staff.connection.addressInvalid'))}
            onDone={(text) => setServerUrl(withScheme(text))}
          />
          <TextEntry
            label={t('staff.connection.code')}
            value={code}
            board="code"
            problem={(text) => (parsePairingCode(text).ok ? null : t('staff.connection.codeInvalid'))}
            onDone={setCode}
          />
        </div>
        <PairingResult pairing={page.pairing} held={page.held} />
        <div className="staff-actions">
          <BigButton label={t('staff.close')} onPress={onClose} />
          <BigButton
            kind="primary"
            label={t(working ? 'unpaired.working' : 'staff.connection.pair')}
            disabled={working || !isReady}
            onPress={() => act({ do: 'staff-pair', serverUrl, code })}
          />
        </div>
      </div>
    </StaffSheet>
  );
}

/** Nobody types a scheme who need not. */
const withScheme = (text: string): string => (/^https?:/i.test(text.trim()) ? text.trim() : `https://${text.trim()}`);

function isAddress(text: string): boolean {
  if (text.length > 300 || !URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return /^https?:$/.test(protocol) && hostname !== '';
}
