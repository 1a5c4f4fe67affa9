import type { Screen } from '#kiosk/core/screen.ts';
import { type KioskTranslate, useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { CoverButton } from '../ui/cover-button.tsx';
import { formatOnWall } from '../ui/format-time.ts';
import { Icon } from '../ui/icons.tsx';
import { VerdictIcon } from '../ui/pictogram.tsx';

type Result = Extract<Screen, { name: 'result' }>;

/** Colour, icon and words say the same; readable from three steps away. A touch goes on. */
export function ResultScreen({ screen }: { readonly screen: Result }) {
  const { t, view } = useKiosk();
  const { verdict, direction, person, at, people } = screen;
  const { title, text } = wordsOf(screen, t);
  const said = screen.advice?.[view.language] ?? text;
  const who = person.maskedName ?? (person.tail === null ? t(`person.${person.way}`) : `····${person.tail}`);
  return (
    <section className={`screen result result--${direction === 'out' ? 'goodbye' : verdict}`}>
      {direction === 'out' ? <Icon name="exit" className="verdict-icon" /> : <VerdictIcon verdict={verdict} />}
      <div role="status" className="result__words">
        <h1 className="result__verdict">{title}</h1>
        <p className="result__who">
          <span className="result__name">{who}</span>
          {people > 1 && <span className="result__people">{t('result.people', { count: people })}</span>}
        </p>
        <p className="result__text">{said}</p>
        <p className="result__where">
          {formatOnWall(view, at)} · {view.venue?.entranceName}
        </p>
      </div>
      <CoverButton />
      <Ways screen={screen} />
    </section>
  );
}

function wordsOf({ direction, verdict, already }: Result, t: KioskTranslate): { title: string; text: string } {
  if (direction === 'out') {
    return already
      ? { title: t('result.alreadyOut'), text: t('result.alreadyOutText') }
      : { title: t('result.out'), text: t('result.outText') };
  }
  return already && verdict === 'welcome'
    ? { title: t('result.already'), text: t('result.alreadyText') }
    : { title: t(`result.${verdict}`), text: t(`result.${verdict}Text`) };
}

/** What can be done beside going on: the rest of a group leaves too, or the staff settle it right here. */
function Ways({ screen }: { readonly screen: Result }) {
  const { t, act } = useKiosk();
  const { direction, verdict, othersInside, canResolve } = screen;
  if (direction === 'out' && othersInside > 0) {
    return (
      <div className="result__ways">
        <BigButton
          label={t('result.leaveOthers', { count: othersInside })}
          icon={<Icon name="full" className="big-button__icon" />}
          onPress={() => act({ do: 'leave-others' })}
        />
      </div>
    );
  }
  if (direction === 'in' && verdict === 'see-staff' && canResolve) {
    return (
      <div className="result__ways result__ways--quiet">
        <BigButton
          kind="quiet"
          label={t('result.staff')}
          icon={<Icon name="lock" />}
          onPress={() => act({ do: 'staff-open' })}
        />
      </div>
    );
  }
  return null;
}
