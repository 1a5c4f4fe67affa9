import type { KioskView } from '#kiosk/core/view.ts';
import { texts } from '../link/kiosk-link.tsx';
import { Icon } from './icons.tsx';

type Presence = NonNullable<KioskView['presence']>;

/** How many are inside, in both languages; a number this door alone counted says so. */
export function PresenceLine({ presence }: { readonly presence: Presence }) {
  const { inside, capacity, scope } = presence;
  const door = scope === 'door' ? 'Door' : '';
  const key = capacity === null ? (`idle.inside${door}` as const) : (`idle.inside${door}Of` as const);
  const values = { inside, capacity: capacity ?? 0 };
  return (
    <p className="presence">
      <Icon name="full" />
      <span className="presence__words">
        <strong lang="vi">{texts.vi(key, values)}</strong>
        <span lang="en">{texts.en(key, values)}</span>
      </span>
      {capacity !== null && <Gauge share={inside / capacity} />}
    </p>
  );
}

function Gauge({ share }: { readonly share: number }) {
  return (
    <svg className="presence__gauge" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect className="presence__room" width="100" height="8" rx="4" />
      <rect width={Math.min(100, Math.round(100 * share))} height="8" rx="4" />
    </svg>
  );
}
