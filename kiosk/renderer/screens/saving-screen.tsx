import { useKiosk } from '../link/kiosk-link.tsx';

/** A few milliseconds on a healthy disk: plain, so that it does not flash. */
export function SavingScreen() {
  const { t } = useKiosk();
  return (
    <section className="screen saving">
      <div role="status">
        <h1>{t('saving')}</h1>
      </div>
    </section>
  );
}
