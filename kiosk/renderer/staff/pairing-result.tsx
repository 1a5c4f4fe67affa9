import type { StaffPage } from '#kiosk/core/staff/staff-page.ts';
import { useKiosk } from '../link/kiosk-link.tsx';
import { ToneNote } from './tone-note.tsx';

type Pairing = Extract<StaffPage, { page: 'connection' }>['pairing'];

/** What became of another pairing. */
export function PairingResult({ pairing, held }: { readonly pairing: Pairing; readonly held: number }) {
  const { t } = useKiosk();
  return (
    <div role="status" className="pairing-result">
      {pairing === 'working' && (
        <ToneNote tone="calm">
          <p>{t('unpaired.working')}</p>
        </ToneNote>
      )}
      {pairing === 'done' && (
        <ToneNote tone="good">
          <p>{t('staff.connection.done')}</p>
          {held > 0 && <p>{t('staff.connection.doneHeld', { count: held })}</p>}
        </ToneNote>
      )}
      {pairing !== 'none' && pairing !== 'working' && pairing !== 'done' && (
        <ToneNote tone="bad">
          <p>{t(`unpaired.${pairing}`)}</p>
        </ToneNote>
      )}
    </div>
  );
}
