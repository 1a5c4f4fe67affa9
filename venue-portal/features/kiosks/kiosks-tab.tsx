import { IconDeviceTablet } from '@tabler/icons-react';
import { useState } from 'react';
import type { Kiosk, Venue } from '#shared/contract/portal-api.ts';
import { useConfirmKiosk, useKiosks } from '../../api/kiosks.ts';
import { canManage, useMe } from '../../api/session.ts';
import { useVenue } from '../../api/venues.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { KioskCard } from './kiosk-card.tsx';
import { sortKiosks } from './kiosk-state.ts';
import classes from './kiosks.module.css';
import { PairingPanel } from './pairing-panel.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';
import { UpdatePanel } from './update-panel.tsx';

const REFETCH_MS = 15_000;
/** While a code is on screen somebody stands at the kiosk and waits. */
const REFETCH_WAITING_MS = 2_000;

export default function KiosksTab() {
  const id = useVenueId();
  const [awaiting, setAwaiting] = useState(false);
  const kiosks = useKiosks(id, awaiting ? REFETCH_WAITING_MS : REFETCH_MS);
  return (
    <Loaded query={useVenue(id)}>
      {(venue) => (
        <Loaded query={kiosks}>
          {(list) => <KioskPage venue={venue} kiosks={list} awaiting={awaiting} setAwaiting={setAwaiting} />}
        </Loaded>
      )}
    </Loaded>
  );
}

function KioskPage(props: {
  readonly venue: Venue;
  readonly kiosks: readonly Kiosk[];
  readonly awaiting: boolean;
  readonly setAwaiting: (awaiting: boolean) => void;
}) {
  const { venue, kiosks } = props;
  const { t } = useLanguage();
  const now = useNow(15_000);
  const me = useMe().data;
  const mayManage = me ? canManage(me) : false;
  const [revoking, setRevoking] = useState<Kiosk | null>(null);
  const [revoked, setRevoked] = useState<Kiosk | null>(null);
  const confirm = useConfirmKiosk(venue.id);
  return (
    <div className={classes['page']}>
      <div>
        <h2>{t('kiosks.title')}</h2>
        <p className={classes['soft']}>{t('kiosks.intro')}</p>
      </div>
      {revoked && (
        <Notice tone="good" live>
          {t('kiosks.revoked', { entrance: revoked.entranceName })}
        </Notice>
      )}
      {confirm.data && (
        <Notice tone="good" live>
          {t('quarantine.trusted', { entrance: confirm.data.entranceName })}
        </Notice>
      )}
      {mayManage && <PairingPanel venue={venue} kiosks={kiosks} onAwait={props.setAwaiting} />}
      {mayManage && kiosks.length > 0 && <UpdatePanel venueId={venue.id} />}
      {kiosks.length === 0 ? (
        <EmptyState
          icon={<IconDeviceTablet size={34} stroke={1.5} />}
          title={t('kiosks.emptyTitle')}
          text={t('kiosks.emptyText')}
        />
      ) : (
        <ul className={classes['list']}>
          {sortKiosks(kiosks, now).map((kiosk) => (
            <KioskCard
              key={kiosk.id}
              kiosk={kiosk}
              now={now}
              {...(mayManage && {
                place: venue,
                onRevoke: setRevoking,
                onConfirm: ({ id }: Kiosk) => confirm.mutate(id),
              })}
            />
          ))}
        </ul>
      )}
      {revoking && (
        <RevokeDialog
          venueId={venue.id}
          kiosk={revoking}
          onCancel={() => setRevoking(null)}
          onRevoked={() => {
            setRevoked(revoking);
            setRevoking(null);
          }}
        />
      )}
    </div>
  );
}
