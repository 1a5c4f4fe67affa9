import type { Screen } from '#kiosk/core/screen.ts';
import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { formatOnWall } from '../ui/format-time.ts';
import { Icon } from '../ui/icons.tsx';
import { PersonLine } from '../ui/person-line.tsx';
import { ScreenTitle } from '../ui/screen-title.tsx';

/** One door for both ways, and somebody who came in a moment ago: two huge answers. */
export function LeavingScreen({ screen }: { readonly screen: Extract<Screen, { name: 'leaving' }> }) {
  const { t, view, act } = useKiosk();
  return (
    <section className="screen declaration leaving">
      <div className="declaration__top">
        <PersonLine person={screen.person} />
        <ScreenTitle>{t('leaving.title')}</ScreenTitle>
        <p>{t('leaving.since', { time: formatOnWall(view, screen.since) })}</p>
      </div>
      <div className="declaration__answers declaration__answers--leaving">
        <BigButton
          kind="no"
          icon={<Icon name="exit" className="big-button__icon" />}
          label={t('leaving.leave')}
          onPress={() => act({ do: 'leave' })}
        />
        <BigButton
          kind="yes"
          icon={<Icon name="person" className="big-button__icon" />}
          label={t('leaving.stay')}
          onPress={() => act({ do: 'stay' })}
        />
      </div>
    </section>
  );
}
