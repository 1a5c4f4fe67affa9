import type { KioskId } from '#shared/domain/ids.ts';
import type { KioskService } from '../kiosks/service.ts';
import type { Store } from '../store/access.ts';
import type { FitParts } from './fit-record.ts';

/** By its key, which no two machines share: whoever holds it is believed there as far as that pairing is. */
export function createFindFormer(store: Store, kiosks: Pick<KioskService, 'findPrincipal'>): FitParts['findFormer'] {
  const find = store.prepareRead<{ readonly id: KioskId }>(
    `select id from kiosks where public_key = (select public_key from kiosks where id = ?) and venue_id = ? and id <> ?
     order by paired_at desc limit 1`,
  );
  return (kiosk, venueId) => {
    const former = find.get(kiosk.id, venueId, kiosk.id);
    return former ? kiosks.findPrincipal(former.id) : null;
  };
}
