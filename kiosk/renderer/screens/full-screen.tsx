import type { Screen } from '#kiosk/core/screen.ts';
import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { CoverButton } from '../ui/cover-button.tsx';
import { Icon } from '../ui/icons.tsx';

/** A group that is gathered goes on by itself; these are for who cannot wait. */
function GroupWays() {
  const { t, act } = useKiosk();
  return (
    <div className="full__ways">
      <BigButton label={t('full.cancel')} onPress={() => act({ do: 'cancel' })} />
      <BigButton label={t('full.change')} onPress={() => act({ do: 'back' })} />
      <BigButton kind="primary" label={t('full.again')} onPress={() => act({ do: 'group-done' })} />
    </div>
  );
}

/** Nobody more fits in for now. No alarm: nobody did anything wrong. */
export function FullScreen({ screen }: { readonly screen: Extract<Screen, { name: 'full' }> }) {
  const { t } = useKiosk();
  const { inside, capacity, scope, people, waiting } = screen;
  return (
    <section className="screen result result--full">
      <Icon name="full" className="verdict-icon" />
      <div role="status" className="result__words">
        <h1 className="result__verdict">{t('full.title')}</h1>
        <p className="result__who">{t(scope === 'door' ? 'full.countDoor' : 'full.count', { inside, capacity })}</p>
        {people > 1 && <p className="result__text">{t('full.people', { count: people })}</p>}
        <p className="result__text">{t(waiting ? 'full.waiting' : 'full.text')}</p>
      </div>
      {waiting ? <GroupWays /> : <CoverButton />}
    </section>
  );
}
