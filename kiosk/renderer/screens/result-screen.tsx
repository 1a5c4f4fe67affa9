import type { Screen } from '#kiosk/core/screen.ts';
import { useKiosk } from '../link/kiosk-link.tsx';
import { CoverButton } from '../ui/cover-button.tsx';
import { VerdictIcon } from '../ui/pictogram.tsx';

/** Colour, icon and words say the same; readable from three steps away. A touch goes on. */
export function ResultScreen({ screen }: { readonly screen: Extract<Screen, { name: 'result' }> }) {
  const { t, view } = useKiosk();
  const { verdict, person, at, already } = screen;
  const time = new Intl.DateTimeFormat(view.language === 'vi' ? 'vi-VN' : 'en-GB', {
    timeZone: view.venue?.timeZone ?? 'Asia/Ho_Chi_Minh',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
  const who = person.maskedName ?? (person.tail === null ? t(`person.${person.way}`) : `····${person.tail}`);
  const repeated = already && verdict === 'welcome';
  return (
    <section className={`screen result result--${verdict}`}>
      <VerdictIcon verdict={verdict} />
      <div role="status" className="result__words">
        <h1 className="result__verdict">{repeated ? t('result.already') : t(`result.${verdict}`)}</h1>
        <p className="result__who">{who}</p>
        <p className="result__text">{repeated ? t('result.alreadyText') : t(`result.${verdict}Text`)}</p>
        <p className="result__where">
          {time} · {view.venue?.entranceName}
        </p>
      </div>
      <CoverButton />
    </section>
  );
}
