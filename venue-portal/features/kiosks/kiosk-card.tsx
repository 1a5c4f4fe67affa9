import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { Kiosk, KioskAlert, Venue } from '#shared/contract/portal-api.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Chip, Notice, type Tone } from '../../ui/notice.tsx';
import { KioskFacts } from './kiosk-facts.tsx';
import { KioskPlace } from './kiosk-place.tsx';
import { alertsOf, type KioskState, kioskState } from './kiosk-state.ts';
import classes from './kiosks.module.css';

const TONES: Readonly<Record<KioskState, Tone | 'plain'>> = {
  live: 'good',
  silent: 'warn',
  closed: 'plain',
  new: 'info',
  revoked: 'plain',
};

export function KioskCard(props: {
  readonly kiosk: Kiosk;
  readonly now: Instant;
  readonly onRevoke?: (kiosk: Kiosk) => void;
  /** Its venue, for who may name and move it. */
  readonly place?: Venue;
  /** Trust it again; only for who may manage. */
  readonly onConfirm?: (kiosk: Kiosk) => void;
}) {
  const { kiosk, now, onRevoke } = props;
  const { t } = useLanguage();
  const state = kioskState(kiosk, now);
  const alerts = alertsOf(kiosk, now);
  return (
    <li className={classes['card']} data-state={state} data-attention={alerts.length > 0}>
      <header>
        <h3>
          {kiosk.name ?? kiosk.entranceName}
          {typeof kiosk.name === 'string' && <small>{kiosk.entranceName}</small>}
        </h3>
        <Chip tone={TONES[state]} dot>
          {t(`kiosks.states.${state}`)}
        </Chip>
      </header>
      <Alerts kiosk={kiosk} alerts={alerts} onConfirm={props.onConfirm} />
      <KioskFacts kiosk={kiosk} now={now} />
      {props.place && state !== 'revoked' && <KioskPlace kiosk={kiosk} venue={props.place} />}
      {onRevoke && state !== 'revoked' && (
        <Button
          variant="subtle"
          size="sm"
          className={classes['revoke']}
          aria-label={t('kiosks.revokeWhat', { entrance: kiosk.entranceName })}
          onClick={() => onRevoke(kiosk)}
        >
          {t('kiosks.revoke')}
        </Button>
      )}
    </li>
  );
}

/** What is wrong, and what to do about it. */
function Alerts(props: {
  readonly kiosk: Kiosk;
  readonly alerts: readonly KioskAlert[];
  readonly onConfirm: ((kiosk: Kiosk) => void) | undefined;
}) {
  const { kiosk, alerts, onConfirm } = props;
  const { t } = useLanguage();
  if (alerts.length === 0 && kiosk.quarantined === 0) return null;
  return (
    <ul className={classes['alerts']} aria-label={t('kiosks.alertsLabel')}>
      {alerts.map((alert) => (
        <li key={alert}>
          <Notice tone="warn">
            <strong>{t(`kiosks.alerts.${alert}.what`)}</strong>
            <p>{t(`kiosks.alerts.${alert}.todo`)}</p>
            {alert === 'poster' && <Link to="../posters">{t('kiosks.toPosters')}</Link>}
            {alert === 'readmitted' && onConfirm && (
              <Button size="sm" variant="default" onClick={() => onConfirm(kiosk)}>
                {t('quarantine.trustAgain')}
              </Button>
            )}
          </Notice>
        </li>
      ))}
      {kiosk.quarantined > 0 && (
        <li>
          <Notice tone="info">
            {onConfirm ? (
              <Link to="../quarantine">{t('quarantine.badge', { count: kiosk.quarantined })}</Link>
            ) : (
              t('kiosks.quarantinedHelp')
            )}
          </Notice>
        </li>
      )}
    </ul>
  );
}
