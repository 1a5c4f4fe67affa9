import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { PosterCode } from '../ui/poster-code.tsx';

/** The door never blocks: the poster's code needs no machine. */
export function OutOfOrderScreen() {
  const { t, view } = useKiosk();
  const isFull = view.disk === 'full';
  return (
    <section className="screen trouble">
      <h1>{t(isFull ? 'outOfOrder.fullTitle' : 'outOfOrder.title')}</h1>
      <p>{t(view.venue ? 'outOfOrder.text' : 'outOfOrder.noPoster')}</p>
      {isFull && <p className="trouble__staff">{t('outOfOrder.forStaff')}</p>}
      {view.venue && <PosterCode url={view.venue.posterUrl} label={t('idle.ownPhoneHint')} />}
    </section>
  );
}

/** Nothing was promised, and nothing was kept or nobody knows: say which. */
export function StorageFailedScreen({ certain }: { readonly certain: boolean }) {
  const { t, view, act } = useKiosk();
  return (
    <section className="screen trouble trouble--storage">
      <div role="alert">
        <h1>{t(certain ? 'storageFailed.title' : 'storageFailed.unknownTitle')}</h1>
        <p>{t(certain ? 'storageFailed.text' : 'storageFailed.unknownText')}</p>
      </div>
      {view.venue && <PosterCode url={view.venue.posterUrl} label={t('idle.ownPhoneHint')} />}
      <BigButton label={t('keys.back')} onPress={() => act({ do: 'dismiss' })} />
    </section>
  );
}
