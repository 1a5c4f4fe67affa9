import { Button } from 'react-aria-components';
import type { Connection, KioskView } from '#kiosk/core/view.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { languageSchema } from '#shared/domain/language.ts';
import { type KioskTranslate, useKiosk } from '../link/kiosk-link.tsx';
import { ComfortButton } from './comfort-panel.tsx';
import { formatOnWall } from './format-time.ts';
import { Icon } from './icons.tsx';
import { useNow } from './use-now.ts';

export function VenueBar() {
  const { view, t, act } = useKiosk();
  return (
    <header className="venue-bar">
      <div className="venue-bar__names">
        {view.venue && (
          <>
            <strong>{view.venue.venueName}</strong>
            <span>{view.venue.entranceName}</span>
          </>
        )}
      </div>
      <div className="venue-bar__choices">
        <ComfortButton key={view.screen.name} />
        <div className="venue-bar__languages" role="group" aria-label={t('language.choose')}>
          {languageSchema.options.map((language) => (
            <Button
              key={language}
              className="bar-button"
              aria-current={view.language === language}
              onPress={() => act({ do: 'set-language', language })}
            >
              <span lang={language}>{t(`language.${language}`)}</span>
            </Button>
          ))}
        </div>
      </div>
    </header>
  );
}

export function StatusBar() {
  const { view, t } = useKiosk();
  const now = useNow(view.clockOffsetMs);
  const { tone, words } = describeConnection(view.connection, now, t);
  // Without room to start, there is no connection to tell of, and nothing is kept.
  const isAtWork = view.venue && !(view.screen.name === 'out-of-order' && view.disk === 'full');
  return (
    <footer className="status-bar">
      {isAtWork && !isWithStaff(view) && <StaffButton />}
      {isAtWork && (
        <p className={`chip chip--${tone}`} role="status">
          <span className="chip__dot" />
          {words}
        </p>
      )}
      {view.disk !== 'ok' && (
        <p className="chip chip--amber" role="status">
          <span className="chip__dot" />
          {t(`disk.${view.disk}`)}
        </p>
      )}
      <p className="status-bar__clock">
        <span className="status-bar__date">
          {formatOnWall(view, now, { weekday: 'long', day: 'numeric', month: 'numeric' })}
        </span>
        <time dateTime={new Date(now).toISOString()}>{formatOnWall(view, now)}</time>
      </p>
    </footer>
  );
}

const isWithStaff = ({ screen }: KioskView): boolean => screen.name === 'staff' || screen.name === 'staff-pin';

/** Quiet, and always there for whoever is not yet with the staff; how many wait for the staff stands beside it. */
function StaffButton() {
  const { view, t, act } = useKiosk();
  const calls = view.calls > 0 ? t('staffButton.calls', { count: view.calls }) : null;
  return (
    <Button className="bar-button status-bar__staff" onPress={() => act({ do: 'staff-open' })}>
      <Icon name="lock" />
      <span>{t('staffButton.open')}</span>
      {calls && (
        <>
          <span className="status-bar__calls" aria-hidden="true">
            {view.calls}
          </span>
          <span className="unseen">{calls}</span>
        </>
      )}
    </Button>
  );
}

/** Offline is normal, not an error; only a day of it is worth an amber light. */
function describeConnection(
  { online, outOfDate, waiting, oldestWaitingAt, standing }: Connection,
  now: number,
  t: KioskTranslate,
): { tone: 'good' | 'calm' | 'amber'; words: string } {
  if (standing === 'revoked') return { tone: 'amber', words: t('connection.revoked') };
  if (outOfDate) return { tone: 'amber', words: t('connection.outOfDate') };
  if (online) {
    const words = waiting === 0 ? t('connection.online') : t('connection.onlineWaiting', { count: waiting });
    return { tone: 'good', words };
  }
  const old = oldestWaitingAt !== null && now - oldestWaitingAt > DAY_MS;
  const words = waiting === 0 ? t('connection.offline') : t('connection.offlineWaiting', { count: waiting });
  return { tone: old ? 'amber' : 'calm', words };
}
