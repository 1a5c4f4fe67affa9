import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';

export function StillThereScreen({ secondsLeft }: { readonly secondsLeft: number }) {
  const { t, act } = useKiosk();
  return (
    <section className="screen still-there">
      <div role="alert">
        <h1>{t('stillThere.title')}</h1>
      </div>
      <p className="still-there__seconds" aria-hidden="true">
        {secondsLeft}
      </p>
      <p>{t('stillThere.text', { count: secondsLeft })}</p>
      <div className="entry__actions">
        <BigButton label={t('stillThere.finish')} onPress={() => act({ do: 'cancel' })} />
        <BigButton kind="primary" label={t('stillThere.more')} onPress={() => act({ do: 'touch' })} />
      </div>
    </section>
  );
}
