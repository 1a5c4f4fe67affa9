import classes from './capacity-meter.module.css';
import { useLanguage } from './language.tsx';
import type { Tone } from './notice.tsx';

/** From here on the next few visitors will have to wait. */
const NEARLY_FULL = 0.9;

export const fullness = (inside: number, capacity: number): Tone =>
  inside >= capacity ? 'stop' : inside >= capacity * NEARLY_FULL ? 'warn' : 'good';

/** How full a venue is, as a bar and in words. */
export function CapacityMeter({ inside, capacity }: { readonly inside: number; readonly capacity: number }) {
  const { t, format } = useLanguage();
  const numbers = { inside: format.number(inside), capacity: format.number(capacity) };
  const tone = fullness(inside, capacity);
  return (
    <div className={classes['meter']} data-tone={tone}>
      <progress max={capacity} value={Math.min(inside, capacity)} aria-label={t('inside.capacityLabel', numbers)} />
      <p>
        <span>{t('inside.ofCapacity', numbers)}</span>
        <b>
          {tone === 'stop'
            ? t('inside.full')
            : tone === 'warn'
              ? t('inside.nearlyFull')
              : t('inside.free', { count: capacity - inside })}
        </b>
      </p>
    </div>
  );
}
