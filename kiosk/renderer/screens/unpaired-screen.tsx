import { type FormEvent, useState } from 'react';
import type { Screen } from '#kiosk/core/screen.ts';
import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';

/** For the person who sets the machine up, with a keyboard or the portal's QR code. */
export function UnpairedScreen({ screen }: { readonly screen: Extract<Screen, { name: 'unpaired' }> }) {
  const { t, bridge } = useKiosk();
  const [serverUrl, setServerUrl] = useState(screen.serverUrl ?? '');
  const [code, setCode] = useState('');
  const working = screen.pairing === 'working';
  // A scanned code brings the address along.
  const [scanned, setScanned] = useState(screen.serverUrl);
  if (scanned !== screen.serverUrl) {
    setScanned(screen.serverUrl);
    setServerUrl(screen.serverUrl ?? '');
  }
  const pair = (event?: FormEvent): void => {
    event?.preventDefault();
    bridge.call('pair', { serverUrl, code }).catch(() => undefined);
  };
  return (
    <section className="screen unpaired">
      <h1>{t('unpaired.title')}</h1>
      <p className="hint">{t('unpaired.text')}</p>
      <form onSubmit={pair} autoComplete="off">
        <label>
          {t('unpaired.server')}
          <input
            className="entry-field entry-field--small"
            type="url"
            autoComplete="off"
            spellCheck={false}
            value={serverUrl}
            onChange={(event) => setServerUrl(event.target.value)}
          />
        </label>
        <label>
          {t('unpaired.code')}
          <input
            className="entry-field"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            placeholder="ABCD-EFGH"
            value={code}
            onChange={(event) => setCode(event.target.value.toUpperCase())}
          />
        </label>
        <p className="entry-error" role="status">
          {working && t('unpaired.workingWith', { server: serverUrl })}
          {screen.pairing !== 'waiting' && screen.pairing !== 'working' && t(`unpaired.${screen.pairing}`)}
        </p>
        <BigButton
          kind="primary"
          label={t(working ? 'unpaired.working' : 'unpaired.pair')}
          disabled={working || serverUrl === '' || code.replace(/\W/g, '').length < 8}
          onPress={() => pair()}
        />
      </form>
    </section>
  );
}
