import { Button } from 'react-aria-components';
import type { Screen } from '#kiosk/core/view.ts';
import { useKiosk } from '../link/kiosk-link.tsx';
import { VerdictIcon } from '../ui/pictogram.tsx';

/** Colour, icon and words say the same; readable from three steps away. A touch goes on. */
export function ResultScreen({ screen }: { readonly screen: Extract<Screen, { name: 'result' }> }) {
  const { t, view, act } = useKiosk();
  const { verdict, person, at, already } = screen;
  const time = new Intl.DateTimeFormat(view.language === 'vi' ? 'vi-VN' : 'en-GB', {
    timeZone: view.venue?.timeZone ?? 'Asia/Ho_Chi_Minh',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
  const who = person.maskedName ?? (person.tail === null ? t(`person.${person.way}`) : `····${person.tail}`);
  const repeated = already && verdict === 'welcome';
  return (
    <Button className={`screen result result--${verdict}`} autoFocus onPress={() => act({ do: 'dismiss' })}>
      <VerdictIcon verdict={verdict} />
      <span role="status" className="result__words">
        <span className="result__verdict">{repeated ? t('result.already') : t(`result.${verdict}`)}</span>
        <span className="result__who">{who}</span>
        <span className="result__text">{repeated ? t('result.alreadyText') : t(`result.${verdict}Text`)}</span>
        <span className="result__where">
          {time} · {view.venue?.entranceName}
        </span>
      </span>
    </Button>
  );
}
