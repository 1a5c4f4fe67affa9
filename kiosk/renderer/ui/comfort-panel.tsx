import { useCallback, useState } from 'react';
import { Button, ToggleButton } from 'react-aria-components';
import type { Comfort } from '#kiosk/core/comfort.ts';
import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from './big-button.tsx';
import { Icon, type IconName } from './icons.tsx';
import { Sheet } from './sheet.tsx';

const CHOICES = [
  ['largeText', 'text'],
  ['highContrast', 'contrast'],
  ['slow', 'slow'],
  ['voice', 'voice'],
] as const satisfies readonly (readonly [keyof Comfort, IconName])[];

/** Always in the same place, on every screen. */
export function ComfortButton() {
  const { t } = useKiosk();
  const [isOpen, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  return (
    <>
      <Button
        className="bar-button bar-button--comfort"
        aria-label={t('comfort.open')}
        aria-haspopup="dialog"
        onPress={() => setOpen(true)}
      >
        <Icon name="access" />
      </Button>
      {isOpen && <ComfortPanel onClose={close} />}
    </>
  );
}

function ComfortPanel({ onClose }: { readonly onClose: () => void }) {
  const { t, view, act } = useKiosk();
  const { comfort } = view;
  return (
    <Sheet title={t('comfort.title')} className="comfort" onClose={onClose}>
      <p className="hint">{t('comfort.hint')}</p>
      <div className="comfort__choices">
        {CHOICES.map(([choice, icon]) => (
          <ToggleButton
            key={choice}
            className="comfort__choice"
            isSelected={comfort[choice]}
            onChange={(on) => act({ do: 'set-comfort', comfort: { [choice]: on } })}
          >
            <Icon name={icon} />
            <span>{t(`comfort.${choice}`)}</span>
            <span className="comfort__state" aria-hidden="true">
              {t(comfort[choice] ? 'comfort.on' : 'comfort.off')}
            </span>
          </ToggleButton>
        ))}
      </div>
      <VolumeChoice volume={comfort.volume} />
    </Sheet>
  );
}

const STEP = 20;
const STEPS = [20, 40, 60, 80, 100];

function VolumeChoice({ volume }: { readonly volume: number }) {
  const { t, act } = useKiosk();
  const set = (wanted: number): void =>
    act({ do: 'set-comfort', comfort: { volume: Math.min(100, Math.max(0, wanted)) } });
  return (
    <div className="comfort__volume" role="group" aria-label={t('comfort.volume')}>
      <BigButton label="−" name={t('comfort.quieter')} disabled={volume === 0} onPress={() => set(volume - STEP)} />
      <div className="comfort__level">
        <svg viewBox="0 0 60 12" aria-hidden="true">
          {STEPS.map((level, index) => (
            <rect
              key={level}
              className={volume >= level ? 'is-on' : undefined}
              x={1 + index * 12}
              y={8 - index * 2}
              width="10"
              height={4 + index * 2}
              rx="1.500"
            />
          ))}
        </svg>
        <span role="status" aria-label={t('comfort.volumeAt', { count: volume })}>
          {t('comfort.volume')} {volume} %
        </span>
      </div>
      <BigButton label="+" name={t('comfort.louder')} disabled={volume === 100} onPress={() => set(volume + STEP)} />
    </div>
  );
}
