import type { Screen } from '#kiosk/core/screen.ts';
import { useKiosk } from '../link/kiosk-link.tsx';
import { CoverButton } from '../ui/cover-button.tsx';

/** Says what the code was, in one kind sentence, and what to do next. */
export function RefusedScreen({ screen }: { readonly screen: Extract<Screen, { name: 'refused' }> }) {
  const { t } = useKiosk();
  return (
    <section className="screen refused">
      <svg className="refused__icon" viewBox="0 0 64 64" aria-hidden="true">
        <path d="M8 20V8h12M44 8h12v12M56 44v12H44M20 56H8V44M26 25c0-4 3-6 6-6s6 2 6 6c0 5-6 5-6 10M32 44v1" />
      </svg>
      <div role="status" className="refused__words">
        <h1>{t('refused.title')}</h1>
        <p>{t(`refused.${screen.reason}`)}</p>
        <p className="hint">{t('refused.hint')}</p>
      </div>
      <CoverButton />
    </section>
  );
}
