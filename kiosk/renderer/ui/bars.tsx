import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Connection } from '#kiosk/core/view.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { languageSchema } from '#shared/domain/language.ts';
import { type KioskTranslate, useKiosk } from '../link/kiosk-link.tsx';

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
      <div className="venue-bar__languages" role="group" aria-label={t('language.choose')}>
        {languageSchema.options.map((language) => (
          <Button
            key={language}
            className="language-button"
            aria-current={view.language === language}
            onPress={() => act({ do: 'set-language', language })}
          >
            <span lang={language}>{t(`language.${language}`)}</span>
          </Button>
        ))}
      </div>
    </header>
  );
}

export function StatusBar() {
  const { view, t } = useKiosk();
  const now = useNow(view.clockOffsetMs);
  const timeZone = view.venue?.timeZone ?? 'Asia/Ho_Chi_Minh';
  const locale = view.language === 'vi' ? 'vi-VN' : 'en-GB';
  const format = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(now);
  const { tone, words } = describeConnection(view.connection, now, t);
  return (
    <footer className="status-bar">
      {view.venue && (
        <p className={`chip chip--${tone}`} role="status">
          <span className="chip__dot" />
          {words}
        </p>
      )}
      <p className="status-bar__clock">
        <span className="status-bar__date">{format({ weekday: 'long', day: 'numeric', month: 'numeric' })}</span>
        <time dateTime={new Date(now).toISOString()}>{format({ hour: '2-digit', minute: '2-digit' })}</time>
      </p>
    </footer>
  );
}

/** Offline is normal, not an error; only a day of it is worth an amber light. */
function describeConnection(
  { online, waiting, oldestWaitingAt, standing }: Connection,
  now: number,
  t: KioskTranslate,
): { tone: 'good' | 'calm' | 'amber'; words: string } {
  if (standing === 'revoked') return { tone: 'amber', words: t('connection.revoked') };
  if (online) {
    const words = waiting === 0 ? t('connection.online') : t('connection.onlineWaiting', { count: waiting });
    return { tone: 'good', words };
  }
  const old = oldestWaitingAt !== null && now - oldestWaitingAt > DAY_MS;
  const words = waiting === 0 ? t('connection.offline') : t('connection.offlineWaiting', { count: waiting });
  return { tone: old ? 'amber' : 'calm', words };
}

/** The server's time as far as it is known, moving on every few seconds. */
export function useNow(offsetMs: number): number {
  const [wall, setWall] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setWall(Date.now()), 5_000);
    return () => clearInterval(timer);
  }, []);
  return wall + offsetMs;
}
